import type { Artifact } from "../ir/artifact.js";
import type { PackageModel, RuleApplication, RuleExpression, RuleModel, TypeIndex } from "../ir/model.js";
import {
  code,
  doc,
  empty,
  isIdentifier,
  join,
  list,
  literal,
  member,
  moduleText,
  name,
  printWidth,
  prose,
  raw,
  textWidth,
  type Code,
} from "../print/code.js";
import { array, atom, lay, object, type LayoutEntry } from "../print/layout.js";
import { brokenBody } from "./rule-body.js";
import { at, elementTypeOf, runtimeType, runtimeValue, typeOf } from "./symbols.js";

const path = "src/rules.ts";

/**
 * Emits `src/rules.ts`: every rule of the package as data, one small function per condition and part of a message it looks
 * at, and per message a function that runs what concerns it.
 *
 *     // R40: not before(beskedForsendelsesDatoTid, regsitreringFraDatoTid)
 *     function breaksR40(header: HeaderType): boolean {
 *       const BeskedForsendelsesDatoTid: string = header.BeskedForsendelsesDatoTid;
 *       const RegsitreringFraDatoTid: string = header.RegsitreringFraDatoTid;
 *       return isEarlier(BeskedForsendelsesDatoTid, RegsitreringFraDatoTid) === true;
 *     }
 *
 * A package without rules has the module too, with an empty list, so that users need not know which is which.
 */
export function emitRules(model: PackageModel, header: string): Artifact {
  const valueMaps = createValueMaps();
  const conditions = collectConditions(model);
  const functions = conditions.all.map((condition) => conditionFunction(model, condition, valueMaps));
  const checks = model.elements.flatMap((_element, index) => elementChecks(model, index, conditions));
  const body = join(
    [...model.rules.map(description), ruleList(model), ...valueMaps.declarations(), ...functions, ...checks],
    "\n",
  );
  return { path, text: moduleText(path, header, body) };
}

function ruleSymbol(rule: RuleModel): Code {
  return name(isIdentifier(rule.id) ? rule.id : `rule${rule.id}`);
}

function description(rule: RuleModel): Code {
  const where = rule.section === "" ? "" : ` (§ ${rule.section})`;
  const text = (key: string, value: string): LayoutEntry => ({ key: raw(key), value: atom(literal(value)) });
  const entries: readonly LayoutEntry[] = [
    text("id", rule.id),
    text("section", rule.section),
    text("text", rule.text),
    text("kind", rule.kind),
    { key: raw("severity"), value: severity(rule) },
    text("errorCode", rule.errorCode),
    text("danish", rule.danish),
    text("english", rule.english),
    { key: raw("optIn"), value: atom(literal(rule.optIn)) },
  ];
  const head = code`const ${ruleSymbol(rule)}: ${runtimeType("RuleDescription")} = `;
  const comment = doc(prose([`${rule.id}${where}: ${rule.text}`]));
  return code`${comment}${head}${lay(object(entries, true), textWidth(head.text), "", 1)};\n`;
}

function severity(sides: Pick<RuleModel, "errorSides" | "warningSides">): ReturnType<typeof object> {
  const entry = (side: string, value: string): LayoutEntry => ({ key: raw(side), value: atom(literal(value)) });
  return object([
    ...sides.errorSides.map((side) => entry(side, "error")),
    ...sides.warningSides.map((side) => entry(side, "warning")),
  ]);
}

function ruleList(model: PackageModel): Code {
  const comment = doc([
    "What the schemas cannot say: the rules that messages are checked for, and those that bind the systems that send them.",
  ]);
  const head = code`export const rules: readonly ${runtimeType("RuleDescription")}[] = `;
  const items = array(model.rules.map((rule) => atom(ruleSymbol(rule))));
  return code`${comment}${head}${lay(items, textWidth(head.text), "", 1)};\n`;
}

/** One condition for one type of parameter; several messages may share it. */
interface Condition {
  readonly symbol: string;
  readonly rule: RuleModel;
  readonly application: RuleApplication;
  /** Absent when the condition is about the context alone. */
  readonly parameter?: { readonly type: TypeIndex; readonly symbol: string; readonly skip: number };
}

interface Conditions {
  readonly all: readonly Condition[];
  /** The condition of an application. */
  of(application: RuleApplication): Condition;
}

function collectConditions(model: PackageModel): Conditions {
  const byKey = new Map<string, Omit<Condition, "symbol">>();
  const keys = new Map<RuleApplication, string>();
  for (const rule of model.rules) {
    for (const application of rule.applications) {
      const parameter = parameterOf(model, application);
      // Two messages share a function when they are alike from the parameter downwards.
      const key = `${rule.id} ${application.check} ${parameter?.type ?? ""} ${fromParameter(application, parameter?.skip ?? 0)}`;
      if (!byKey.has(key)) byKey.set(key, { rule, application, ...(parameter === undefined ? {} : { parameter }) });
      keys.set(application, key);
    }
  }
  const symbols = new Map<string, Condition>();
  const used = new Set<string>();
  for (const [key, condition] of byKey) {
    const symbol = unusedSymbol(model, condition, [...byKey.values()], used);
    used.add(symbol);
    symbols.set(key, { ...condition, symbol });
  }
  return {
    all: [...symbols.values()],
    of: (application) => {
      const condition = symbols.get(keys.get(application) ?? "");
      if (condition === undefined) throw new Error("a rule application of another package");
      return condition;
    },
  };
}

/** The condition with message paths as the parameter sees them. */
function fromParameter(application: RuleApplication, skip: number): string {
  return JSON.stringify(application.holds, (_key, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    if (!isMessagePath(value)) return value;
    return { ...value, steps: value.steps.slice(skip) };
  });
}

function isMessagePath(value: unknown): value is RuleExpression & { readonly kind: "path" } {
  const candidate = value as { readonly kind?: unknown; readonly root?: unknown } | null;
  return typeof value === "object" && candidate?.kind === "path" && candidate.root === "message";
}

function unusedSymbol(
  model: PackageModel,
  condition: Omit<Condition, "symbol">,
  all: readonly Omit<Condition, "symbol">[],
  used: ReadonlySet<string>,
): string {
  const { rule, application, parameter } = condition;
  const siblings = all.filter((other) => other.rule === rule);
  const hasChecks = siblings.some((other) => other.application.check !== application.check);
  const letter = hasChecks ? String.fromCodePoint(97 + (application.check % 26)) : "";
  const isAlone = siblings.filter((other) => other.application.check === application.check).length === 1;
  const typeName = parameter === undefined ? "" : at(model.types, parameter.type).typeName;
  const stem = `breaks${rule.id}${letter}${isAlone ? "" : typeName}`;
  let symbol = stem;
  for (let count = 2; used.has(symbol); count++) symbol = `${stem}${count}`;
  return symbol;
}

/** The smallest part of the message that all paths of a condition begin in, reached without an optional step. */
function parameterOf(model: PackageModel, application: RuleApplication): Condition["parameter"] {
  const paths = messagePaths(application.holds);
  const [first] = paths;
  if (first === undefined) return undefined;
  const shortest = Math.min(...paths.map((steps) => Math.max(0, steps.length - 1)));
  let skip = 0;
  while (skip < shortest) {
    const step = first[skip];
    if (step === undefined || step.optional || !paths.every((steps) => steps[skip]?.name === step.name)) break;
    skip++;
  }
  const element = at(model.elements, application.element);
  const last = first[skip - 1];
  return { type: last?.type ?? element.type, symbol: parameterName(last?.name), skip };
}

const parameterPattern = /^[A-Z][a-z]\w*$/;

function parameterName(property: string | undefined): string {
  if (property === undefined || !parameterPattern.test(property)) return "message";
  const candidate = property.slice(0, 1).toLowerCase() + property.slice(1);
  return isIdentifier(candidate) && candidate !== "context" ? candidate : "message";
}

function messagePaths(expression: RuleExpression): readonly (RuleExpression & { kind: "path" })["steps"][] {
  switch (expression.kind) {
    case "literal":
      return [];
    case "list":
      return expression.items.flatMap(messagePaths);
    case "path":
      return expression.root === "message" ? [expression.steps] : [];
    case "context":
      return expression.argument === undefined ? [] : messagePaths(expression.argument);
    case "unary":
      return messagePaths(expression.operand);
    case "binary":
      return [...messagePaths(expression.left), ...messagePaths(expression.right)];
    case "call":
      return expression.arguments.flatMap(messagePaths);
    case "every":
    case "some":
      return [...messagePaths(expression.list), ...messagePaths(expression.body)];
  }
}

function usesContext(expression: RuleExpression): boolean {
  switch (expression.kind) {
    case "literal":
    case "path":
      return false;
    case "context":
      return true;
    case "list":
      return expression.items.some(usesContext);
    case "unary":
      return usesContext(expression.operand);
    case "binary":
      return usesContext(expression.left) || usesContext(expression.right);
    case "call":
      return expression.arguments.some(usesContext);
    case "every":
    case "some":
      return usesContext(expression.list) || usesContext(expression.body);
  }
}

function conditionFunction(model: PackageModel, condition: Condition, valueMaps: ValueMaps): Code {
  const { application, parameter, rule, symbol } = condition;
  const parameters = [
    ...(parameter === undefined ? [] : [code`${name(parameter.symbol)}: ${typeOf(model, parameter.type)}`]),
    ...(usesContext(application.holds) ? [code`context: ${runtimeType("RuleContext")}`] : []),
  ];
  const signature = list(code`function ${name(symbol)}`, "(", parameters, ")", code`: boolean {\n`, { indent: "" });
  const body = brokenBody({
    holds: application.holds,
    parameter: parameter?.symbol ?? "message",
    skip: parameter?.skip ?? 0,
    valueMap: (of) => valueMaps.symbolFor(of.steps.at(-1)?.name ?? "value", of.values ?? []),
  });
  return code`${doc(prose([`${rule.id}: ${application.source}`]))}${signature}${body}}\n`;
}

/** Wire value → domain value, one constant per distinct map. */
interface ValueMaps {
  symbolFor(property: string, values: readonly { readonly wire: string; readonly domain: string }[]): Code;
  declarations(): readonly Code[];
}

function createValueMaps(): ValueMaps {
  const maps = new Map<
    string,
    { readonly symbol: string; readonly values: readonly { readonly wire: string; readonly domain: string }[] }
  >();
  return {
    symbolFor(property, values) {
      const key = JSON.stringify(values);
      const known = maps.get(key);
      if (known !== undefined) return name(known.symbol);
      const stem = isIdentifier(property) ? `domainOf${property}` : "domainOfCode";
      const taken = [...maps.values()].map((map) => map.symbol);
      let symbol = stem;
      for (let count = 2; taken.includes(symbol); count++) symbol = `${stem}${count}`;
      maps.set(key, { symbol, values });
      return name(symbol);
    },
    declarations() {
      return [...maps.values()].map(({ symbol, values }) => {
        const head = code`const ${name(symbol)}: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([\n`;
        const rows = values.map((value) => code`  [${literal(value.wire)}, ${literal(value.domain)}],\n`);
        return code`${doc(["Wire value → domain value."])}${head}${rows}]);\n`;
      });
    },
  };
}

function elementChecks(model: PackageModel, index: number, conditions: Conditions): readonly Code[] {
  const applied = model.rules.flatMap((rule) =>
    rule.applications
      .filter((application) => application.element === index)
      .map((application) => ({ rule, application })),
  );
  if (applied.length === 0) return [];
  const element = at(model.elements, index);
  const type = code`${typeOf(model, element.type)}`;
  const symbol = name(`checksOf${element.typeName}`);
  const entries = applied.map(({ rule, application }) => checkEntry(rule, application, conditions.of(application)));
  const ids = [...new Set(applied.map(({ rule }) => rule.id))].join(", ");
  const parameters = [
    code`message: ${elementTypeOf(model, index)}`,
    code`side: ${runtimeType("RuleSide")}`,
    code`context?: ${runtimeType("RuleContext")}`,
  ];
  const result = code`: readonly ${runtimeType("Issue")}[] {\n`;
  const signature = list(code`export function ${name(`check${element.typeName}`)}`, "(", parameters, ")", result, {
    indent: "",
  });
  const nil = element.nillable ? code`  if (message === null) return [];\n` : empty;
  return [
    code`const ${symbol}: readonly ${runtimeType("RuleCheck")}<${type}>[] = [\n${entries}];\n`,
    code`${doc([`What is wrong with \`${element.localName}\` by the rules ${ids}.`, "", "@param side who looks at it", "@param context what is known beyond the message; a rule that needs more is kept"])}${signature}${nil}  return ${runtimeValue("runChecks")}(${symbol}, message, side, context);\n}\n`,
  ];
}

function checkEntry(rule: RuleModel, application: RuleApplication, condition: Condition): Code {
  const { parameter } = condition;
  const steps =
    parameter === undefined
      ? []
      : application.holds.kind === "literal"
        ? []
        : (messagePaths(application.holds)[0] ?? []).slice(0, parameter.skip);
  const part = code`message${join(
    steps.map((step) => member(step.name)),
    "",
  )}`;
  const context = usesContext(application.holds);
  const values = [...(parameter === undefined ? [] : [part]), ...(context ? [raw("context")] : [])];
  const names = context
    ? parameter === undefined
      ? "(_message, context)"
      : "(message, context)"
    : parameter === undefined
      ? "()"
      : "(message)";
  const arrow = code`    isBroken: ${raw(names)} =>`;
  const call = code`${name(condition.symbol)}(${join(values, ", ")})`;
  const fits = textWidth(arrow.text) + textWidth(call.text) + 2 <= printWidth;
  const differs = !sameSides(rule, application);
  return join(
    [
      raw("  {\n"),
      code`    rule: ${ruleSymbol(rule)},\n`,
      code`    path: ${lay(array(application.path.map((step) => atom(literal(step)))), 10, "    ", 1)},\n`,
      fits ? code`${arrow} ${call},\n` : code`${arrow}\n      ${call},\n`,
      ...(differs ? [code`    severity: ${lay(severity(application), 14, "    ", 1)},\n`] : []),
      raw("  },\n"),
    ],
    "",
  );
}

function sameSides(rule: RuleModel, application: RuleApplication): boolean {
  const same = (left: readonly string[], right: readonly string[]): boolean => left.join() === right.join();
  return same(rule.errorSides, application.errorSides) && same(rule.warningSides, application.warningSides);
}
