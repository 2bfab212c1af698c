import { format, resolveConfig } from "prettier";
import { beforeAll, describe, expect, test } from "vitest";

import type { Integration } from "../../generator/contract/integration-model.js";
import type { RuleExpressionSyntax } from "../../generator/contract/rule-model.js";
import { parseRule } from "../../generator/contract/rule-parser.js";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { emitRules } from "../../generator/emit/rules.js";
import { lowerRules } from "../../generator/ir/lower-rules.js";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "../../generator/ir/model.fixture.js";
import type { PackageModel } from "../../generator/ir/model.js";
import { evaluate, type Check } from "./generated.js";

/*
 * Rules put together at random, generated and run, against the meaning of the language: three-valued logic, in which
 * whatever needs an absent value is neither true nor false, and a rule is broken only where it is false.
 */

const model: PackageModel = aPackage({
  types: [
    aSimpleType(),
    aSimpleType({ representation: "number", builtIn: "int", primitive: "decimal" }),
    aSimpleType({ builtIn: "date", primitive: "date" }),
    anObjectType({
      typeName: "LineType",
      fields: [aField({ propertyName: "A", type: 1 }), aField({ propertyName: "B", type: 1, optional: true })],
    }),
    anObjectType({
      typeName: "PartType",
      fields: [
        aField({ propertyName: "Code", type: 0, optional: true }),
        aField({ propertyName: "Day", type: 2, optional: true }),
        aField({ propertyName: "Due", type: 2 }),
      ],
    }),
    anObjectType({
      typeName: "OrderType",
      fields: [
        aField({ propertyName: "Count", type: 1 }),
        aField({ propertyName: "Limit", type: 1, optional: true }),
        aField({ propertyName: "Name", type: 0 }),
        aField({ propertyName: "Line", type: 3, optional: true, repeated: true }),
        aField({ propertyName: "Part", type: 4, optional: true }),
      ],
    }),
  ],
  elements: [anElement({ localName: "Order", type: 5 })],
});

type Value = string | number | boolean | undefined | readonly string[] | readonly Line[];
interface Line {
  readonly A: number;
  readonly B: number | undefined;
}
interface Order {
  readonly Count: number;
  readonly Limit: number | undefined;
  readonly Name: string;
  readonly Line: readonly Line[] | undefined;
  readonly Part:
    { readonly Code: string | undefined; readonly Day: string | undefined; readonly Due: string } | undefined;
}
interface Context {
  readonly party?: string;
  readonly isCertificateAuthorised?: boolean;
  readonly routes?: ReadonlySet<string>;
  readonly answers?: (transaction: string) => readonly string[];
}

/** A small generator of numbers that gives the same ones on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const random = createRandom(2090);
const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;

function numberText(variable: string | undefined): string {
  return pick([
    "Count",
    "Limit",
    "numeric(Code)",
    "length(Name)",
    "length(Code)",
    ...(variable === undefined ? [] : [`${variable}.A`, `${variable}.B`]),
  ]);
}

function ruleText(depth: number, variable?: string): string {
  const inner = (): string => ruleText(depth - 1, variable);
  const atoms = [
    () =>
      `${numberText(variable)} ${pick(["=", "!=", "<", "<=", ">", ">="])} ${pick([numberText(variable), "1", "2"])}`,
    () => `${pick(["Name", "Code"])} ${pick(["=", "!="])} ${pick(['"1"', "Code", "Name", "context.party"])}`,
    () => `${numberText(variable)} ${pick(["in", "not in"])} ${pick(["[1]", "[1, 2]", "[0, 1, 2, 3]"])}`,
    () => `${pick(["present", "absent"])} ${pick(["Limit", "Code", "Day", "Line", "Part", "context.party"])}`,
    () => `before(${pick(["Day", "Due"])}, ${pick(["Day", "Due"])})`,
    () =>
      `${pick(["Name", "Code"])} ${pick(["in", "not in"])} ${pick(["context.routes", "context.answers(Name)", "context.answers(Code)"])}`,
    () => "context.isCertificateAuthorised",
    () => "unique(Line, A)",
  ];
  if (depth === 0) return pick(atoms)();
  const item = `x${depth}`;
  return pick([
    () => `(${inner()} ${pick(["and", "or", "implies"])} ${inner()})`,
    () => `(${inner()} ${pick(["and", "or", "implies"])} ${inner()})`,
    () => `not (${inner()})`,
    () => `(${pick(["every", "some"])} ${item} in Line: ${ruleText(depth - 1, item)})`,
    () =>
      `(some given in context.answers(${pick(["Name", "Code"])}): given = ${pick(["Name", "Code", '"2"'])})`
        .replace("given", item)
        .replace("given", item),
    pick(atoms),
  ])();
}

type Truth = boolean | undefined;
const not = (value: Truth): Truth => (value === undefined ? undefined : !value);
const or = (left: Truth, right: Truth): Truth =>
  left === true || right === true ? true : left === false && right === false ? false : undefined;

function meaning(
  syntax: RuleExpressionSyntax,
  message: Order,
  context: Context,
  variables: ReadonlyMap<string, Line | string>,
): Truth {
  const truth = (part: RuleExpressionSyntax): Truth => meaning(part, message, context, variables);
  const value = (part: RuleExpressionSyntax): Value => valueOf(part, message, context, variables);
  const whenKnown = (left: Value, right: Value, compare: () => boolean): Truth =>
    left === undefined || right === undefined ? undefined : compare();
  switch (syntax.kind) {
    case "not":
      return not(truth(syntax.operand));
    case "and":
      return not(or(not(truth(syntax.left)), not(truth(syntax.right))));
    case "or":
      return or(truth(syntax.left), truth(syntax.right));
    case "implies":
      return or(not(truth(syntax.left)), truth(syntax.right));
    case "present":
    case "absent": {
      const found = value(syntax.operand);
      const isThere = Array.isArray(found) ? found.length > 0 : found !== undefined;
      return isThere === (syntax.kind === "present");
    }
    case "every":
    case "some": {
      const list = value(syntax.list) as readonly (Line | string)[] | undefined;
      if (list === undefined) return undefined;
      const results = list.map((item) =>
        meaning(syntax.body, message, context, new Map([...variables, [syntax.variable, item]])),
      );
      return syntax.kind === "some" ? results.reduce(or, false) : not(results.map(not).reduce(or, false));
    }
    case "in": {
      const left = value(syntax.left);
      if (syntax.right.kind === "list") {
        const items = syntax.right.items.map(value);
        return left === undefined ? undefined : items.includes(left);
      }
      const right = value(syntax.right) as unknown as ReadonlySet<string> | readonly string[] | undefined;
      if (left === undefined || right === undefined) return undefined;
      return "has" in right ? right.has(left as string) : right.includes(left as string);
    }
    case "path":
    case "context":
    case "call":
    case "literal":
      return value(syntax) as Truth;
    case "list":
      throw new Error("a list is no condition");
    default: {
      const [left, right] = [value(syntax.left), value(syntax.right)];
      return whenKnown(left, right, () => {
        switch (syntax.kind) {
          case "=":
            return left === right;
          case "!=":
            return left !== right;
          case "<":
            return (left as number) < (right as number);
          case "<=":
            return (left as number) <= (right as number);
          case ">":
            return (left as number) > (right as number);
          default:
            return (left as number) >= (right as number);
        }
      });
    }
  }
}

function valueOf(
  syntax: RuleExpressionSyntax,
  message: Order,
  context: Context,
  variables: ReadonlyMap<string, Line | string>,
): Value {
  const value = (part: RuleExpressionSyntax): Value => valueOf(part, message, context, variables);
  switch (syntax.kind) {
    case "literal":
      return syntax.value;
    case "path": {
      const [first, second] = syntax.names.map(({ name }) => name);
      const variable = variables.get(first ?? "");
      if (variable !== undefined)
        return second === undefined ? (variable as string) : (variable as Line)[second as "A" | "B"];
      if (first === "Code" || first === "Day" || first === "Due") return message.Part?.[first];
      return message[first as keyof Order] as Value;
    }
    case "context": {
      if (syntax.argument === undefined) return context[syntax.name as "party"] as Value;
      const argument = value(syntax.argument);
      return argument === undefined ? undefined : context.answers?.(argument as string);
    }
    case "call": {
      const [first, second] = syntax.arguments.slice(0, syntax.name === "unique" ? 1 : 2).map(value);
      if (first === undefined || (syntax.name === "before" && second === undefined)) return undefined;
      if (syntax.name === "length") return (first as string).length;
      if (syntax.name === "numeric") return /^[0-9]+$/.test(first as string) ? Number(first) : undefined;
      // Dates of the test have no zone, so that their order is that of their text.
      if (syntax.name === "before") return (first as string) < (second as string);
      const lines = first as readonly Line[];
      return new Set(lines.map(({ A }) => A)).size === lines.length;
    }
    default:
      throw new Error(`${syntax.kind} is no value`);
  }
}

function randomMessage(): Order {
  const maybe = <Item>(item: Item): Item | undefined => (random(3) === 0 ? undefined : item);
  const line = (): Line => ({ A: random(4), B: maybe(random(4)) });
  const day = (): string => `2021-01-0${1 + random(4)}`;
  return {
    Count: random(4),
    Limit: maybe(random(4)),
    Name: pick(["1", "2", "x", ""]),
    Line: maybe(Array.from({ length: random(3) }, line)),
    Part: maybe({ Code: maybe(pick(["1", "02", "x"])), Day: maybe(day()), Due: day() }),
  };
}

function randomContext(): Context {
  return {
    ...(random(2) === 0 ? {} : { party: pick(["1", "KSD"]) }),
    ...(random(2) === 0 ? {} : { isCertificateAuthorised: random(2) === 0 }),
    ...(random(2) === 0 ? {} : { routes: new Set(["1"]) }),
    ...(random(2) === 0 ? {} : { answers: (transaction: string) => (transaction === "1" ? ["1", "2"] : []) }),
  };
}

const nowhere = { file: "rules.yaml", line: 1, column: 1 };
const names = ["Count", "Limit", "Name", "Line", "Part", "Code", "Day", "Due", "A", "B"];

/** What the language means by a text, and the id of the rule made of it. */
function ruleOf(text: string, index: number) {
  const diagnostics = createDiagnostics();
  const source = { kind: "scalar", text, plain: true, position: nowhere, segments: [] } as const;
  const expression = parseRule(source, diagnostics);
  if (expression === undefined) throw new Error(`${text}: ${diagnostics.all[0]?.message ?? ""}`);
  const check = {
    severity: new Map([["sender", "error"]]),
    concerns: [{ name: "Count", position: nowhere }],
    holds: { source, expression },
    blame: [],
    position: nowhere,
  };
  const common = {
    section: "",
    text: "A rule.",
    errorCode: "E",
    danish: "d",
    english: "e",
    optIn: false,
    packages: [],
  };
  return { id: `R${index + 1}`, kind: "message", ...common, checks: [check], position: nowhere } as const;
}

describe("generated rules mean what the language means", () => {
  const definitions = Array.from({ length: 400 }, (_value, index) => ruleOf(ruleText(index % 5), index));
  let generated = "";
  let check: Check;

  beforeAll(async () => {
    const diagnostics = createDiagnostics();
    const integration = {
      endpoints: [],
      roles: new Map(
        names.map((name) => [
          name,
          { name, position: nowhere, accepts: [{ steps: [{ localName: name }], position: nowhere }] },
        ]),
      ),
      valueMaps: new Map(),
      rules: definitions,
    } as unknown as Integration;
    const rules = lowerRules(model, integration, diagnostics);
    if (diagnostics.all.length > 0) throw new Error(diagnostics.all[0]?.message);
    generated = emitRules({ ...model, rules }, "generated for a test").text;
    check = (await evaluate(new Map([["src/rules.ts", generated]])))["checkOrder"] as Check;
  });

  test("on random messages, known and unknown things", () => {
    let broken = 0;
    for (let round = 0; round < 300; round++) {
      const message = randomMessage();
      const context = randomContext();
      const expected = definitions.filter(
        ({ checks: [{ holds }] }) => meaning(holds.expression, message, context, new Map()) === false,
      );
      broken += expected.length;
      expect(check(message, "sender", context).map(({ rule }) => rule)).toEqual(expected.map(({ id }) => id));
    }
    expect(broken).toBeGreaterThan(10_000);
  });

  test("and are laid out as prettier lays them out", async () => {
    const options = await resolveConfig(new URL("../../package.json", import.meta.url).pathname);
    expect(await format(generated, { ...options, parser: "typescript" })).toBe(generated);
  });
});
