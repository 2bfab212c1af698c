import type { Artifact } from "../ir/artifact.js";
import type { PackageModel, RuleApplication, RuleModel } from "../ir/model.js";
import {
  code,
  doc,
  empty,
  isIdentifier,
  join,
  list,
  literal,
  moduleText,
  name,
  printWidth,
  raw,
  textWidth,
  type Code,
} from "../print/code.js";
import { array, atom, call, lay, object, type LayoutEntry } from "../print/layout.js";
import { collectRuleFunctions, createValueMaps, type RuleFunctions, type ValueMaps } from "./rule-conditions.js";
import { argumentFor } from "./rule-operands.js";
import { at, elementTypeOf, runtimeType, runtimeValue, typeOf } from "./symbols.js";

const path = "src/rules.ts";

/**
 * Emits `src/rules.ts`: every rule of the package as data, one small function per condition, and per message a function
 * that runs what concerns it.
 *
 *     // R40 … Kept when `not before(beskedForsendelsesDatoTid, regsitreringFraDatoTid)`.
 *     function breaksR40(BeskedForsendelsesDatoTid: string, RegsitreringFraDatoTid: string): boolean {
 *       return isEarlier(BeskedForsendelsesDatoTid, RegsitreringFraDatoTid) === true;
 *     }
 *
 * Only a package with rules has the module; `./validators` exports what is in it.
 */
export function emitRules(model: PackageModel, header: string): Artifact {
  const valueMaps = createValueMaps();
  const functions = collectRuleFunctions(model);
  const checks = model.elements.flatMap((_element, index) => elementChecks(model, index, functions, valueMaps));
  const declarations = functions.all.map((use) => use.declaration);
  const body = join(
    [...model.rules.map(description), ruleList(model), ...valueMaps.declarations(), ...declarations, ...checks],
    "\n",
  );
  return { path, text: moduleText(path, header, body) };
}

function ruleSymbol(rule: RuleModel): Code {
  return name(isIdentifier(rule.id) ? rule.id : `rule${rule.id}`);
}

function description(rule: RuleModel): Code {
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
  return code`${head}${lay(object(entries, true), textWidth(head.text), "", 1)};\n`;
}

function severity(sides: Pick<RuleModel, "errorSides" | "warningSides">): ReturnType<typeof object> {
  const entry = (side: string, value: string): LayoutEntry => ({ key: raw(side), value: atom(literal(value)) });
  const errors = sides.errorSides.map((side) => entry(side, "error"));
  return object([...errors, ...sides.warningSides.map((side) => entry(side, "warning"))]);
}

function ruleList(model: PackageModel): Code {
  const comment = doc([
    "What the schemas cannot say: the rules that messages are checked for, and those that bind the systems.",
  ]);
  const head = code`export const rules: readonly ${runtimeType("RuleDescription")}[] = `;
  const items = array(model.rules.map((rule) => atom(ruleSymbol(rule))));
  return code`${comment}${head}${lay(items, textWidth(head.text), "", 1)};\n`;
}

function elementChecks(
  model: PackageModel,
  index: number,
  functions: RuleFunctions,
  valueMaps: ValueMaps,
): readonly Code[] {
  const applied = model.rules.flatMap((rule) =>
    rule.applications
      .filter((application) => application.element === index)
      .map((application) => ({ rule, application })),
  );
  if (applied.length === 0) return [];
  const element = at(model.elements, index);
  const symbol = name(`checksOf${element.typeName}`);
  const entries = applied.map(({ rule, application }) => checkEntry(rule, application, functions, valueMaps));
  const parameters = [
    code`message: ${elementTypeOf(model, index)}`,
    code`side: ${runtimeType("RuleSide")}`,
    code`context?: ${runtimeType("RuleContext")}`,
  ];
  const result = code`: readonly ${runtimeType("Issue")}[] {\n`;
  const signature = list(code`export function ${name(`check${element.typeName}`)}`, "(", parameters, ")", result, {
    indent: "",
  });
  const comment = doc([
    `What is wrong with \`${element.localName}\` by the rules ${[...new Set(applied.map(({ rule }) => rule.id))].join(", ")}.`,
    "",
    "@param side who looks at it",
    "@param context what is known beyond the message; a rule that needs more is kept",
  ]);
  const nil = element.nillable ? code`  if (message === null) return [];\n` : empty;
  return [
    code`const ${symbol}: readonly ${runtimeType("RuleCheck")}<${typeOf(model, element.type)}>[] = [\n${entries}];\n`,
    code`${comment}${signature}${nil}  return ${runtimeValue("runChecks")}(${symbol}, message, side, context);\n}\n`,
  ];
}

function checkEntry(
  rule: RuleModel,
  application: RuleApplication,
  functions: RuleFunctions,
  valueMaps: ValueMaps,
): Code {
  const { use, parameters } = functions.of(application);
  const values = parameters.map((parameter) => argumentFor(parameter.path, (of) => valueMaps.symbolFor(of)));
  const message = parameters.length === 0 ? (use.usesContext ? "_message" : "") : "message";
  const arrow = code`    isBroken: (${raw([message, use.usesContext ? "context" : ""].filter((part) => part !== "").join(", "))}) =>`;
  const invoked = call(name(use.symbol), ...values, ...(use.usesContext ? [atom(raw("context"))] : []));
  const flat = lay(invoked, 0, "", 0);
  const fits = textWidth(arrow.text) + textWidth(flat.text) + 2 <= printWidth;
  const differs = !sameSides(rule, application);
  return join(
    [
      raw("  {\n"),
      code`    rule: ${ruleSymbol(rule)},\n`,
      code`    path: ${lay(array(application.path.map((step) => atom(literal(step)))), 10, "    ", 1)},\n`,
      fits ? code`${arrow} ${flat},\n` : code`${arrow}\n      ${lay(invoked, 6, "      ", 1)},\n`,
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
