import { describe, expect, test } from "vitest";

import type { Integration } from "../contract/integration-model.js";
import { parseRule } from "../contract/rule-parser.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import type { YamlScalar } from "../read/yaml-document.js";
import { lowerRules, reportUnusedRules } from "./lower-rules.js";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "./model.fixture.js";
import type { PackageModel, RuleExpression } from "./model.js";

/* Order { No, Count, Big, Color?, Sent, Day?, Line*: { No, Amount? }, Left { Twin }, Right { Twin } } and Note { No }. */
const [text, number, big, color, dateTime, date, bytes, line, side, order, note] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const enumeration = ["RED", "BLUE"].map((value) => ({ value, documentation: [] }));
const model: PackageModel = aPackage({
  types: [
    aSimpleType(),
    aSimpleType({ representation: "number", builtIn: "int", primitive: "decimal" }),
    aSimpleType({ representation: "bigint", builtIn: "integer", primitive: "decimal" }),
    aSimpleType({ facets: { patterns: [], enumeration } }),
    aSimpleType({ builtIn: "dateTime", primitive: "dateTime" }),
    aSimpleType({ builtIn: "date", primitive: "date" }),
    aSimpleType({ representation: "bytes", builtIn: "base64Binary", primitive: "base64Binary" }),
    anObjectType({
      typeName: "Line",
      fields: [
        aField({ propertyName: "No", type: text }),
        aField({ propertyName: "Amount", type: number, optional: true }),
      ],
    }),
    anObjectType({ typeName: "Side", fields: [aField({ propertyName: "Twin", type: text })] }),
    anObjectType({
      typeName: "Order",
      fields: [
        aField({ propertyName: "No", type: text }),
        aField({ propertyName: "Count", type: number }),
        aField({ propertyName: "Big", type: big }),
        aField({ propertyName: "Color", type: color, optional: true }),
        aField({ propertyName: "Sent", type: dateTime }),
        aField({ propertyName: "Day", type: date, optional: true }),
        aField({ propertyName: "Data", type: bytes }),
        aField({ propertyName: "Line", type: line, repeated: true }),
        aField({ propertyName: "Left", type: side }),
        aField({ propertyName: "Right", type: side }),
      ],
    }),
    anObjectType({ typeName: "Note", fields: [aField({ propertyName: "No", type: text })] }),
  ],
  elements: [anElement({ localName: "Order", type: order }), anElement({ localName: "Note", type: note })],
});

const nowhere = { file: "rules.yaml", line: 1, column: 1 };
const roles: Readonly<Record<string, readonly string[]>> = {
  number: ["Number", "No"],
  color: ["Color"],
  elsewhere: ["Elsewhere"],
};

function lowered(rule: string, concerns: readonly string[] = ["Count"], valueMap?: Readonly<Record<string, string>>) {
  const diagnostics = createDiagnostics();
  const source: YamlScalar = {
    kind: "scalar",
    text: rule,
    plain: true,
    position: nowhere,
    segments: [{ offset: 0, line: 1, column: 1 }],
  };
  const expression = parseRule(source, diagnostics);
  if (expression === undefined) throw new Error(diagnostics.all[0]?.message);
  const integration = {
    endpoints: [],
    roles: new Map(
      Object.entries(roles).map(([name, names]) => [
        name,
        { name, position: nowhere, accepts: names.map((localName) => ({ steps: [{ localName }], position: nowhere })) },
      ]),
    ),
    valueMaps: new Map(valueMap === undefined ? [] : [["color", new Map(Object.entries(valueMap))]]),
    rules: [
      {
        id: "R1",
        section: "1",
        text: "",
        kind: "message",
        errorCode: "E",
        danish: "",
        english: "",
        optIn: false,
        packages: [],
        position: nowhere,
        checks: [
          {
            severity: new Map([["sender", "error"]]),
            concerns: concerns.map((name) => ({ name, position: nowhere })),
            holds: { source, expression },
            blame: [],
            position: nowhere,
          },
        ],
      },
    ],
  } as unknown as Integration;
  const rules = lowerRules(model, integration, diagnostics);
  reportUnusedRules(integration, [{ ...model, rules }], diagnostics);
  return {
    applications: rules.flatMap((found) => found.applications),
    found: diagnostics.all.map(({ code, position }) => `${code} ${position?.column}`),
  };
}

/** The condition as text, so that a table can say what it becomes. */
function shown(expression: RuleExpression): string {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "bigint" ? `${expression.value}n` : JSON.stringify(expression.value);
    case "list":
      return `[${expression.items.map(shown).join(", ")}]`;
    case "path": {
      const root = expression.root === "message" ? "" : expression.root.variable;
      const values = expression.values === undefined ? "" : " mapped";
      return (
        [root, ...expression.steps.map((step) => `${step.name}${step.optional ? "?" : ""}`)]
          .filter((part) => part !== "")
          .join(".") + values
      );
    }
    case "context":
      return `context.${expression.name}`;
    case "unary":
      return `${expression.operator} ${shown(expression.operand)}`;
    case "binary":
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case "call":
      return `${expression.name}(${expression.arguments.map(shown).join(", ")})`;
    default:
      return `${expression.kind} ${expression.variable} in ${shown(expression.list)}: ${shown(expression.body)}`;
  }
}

describe("a condition becomes one without not and implies, and without names the message lacks", () => {
  test.each([
    ["Count > 1", "(Count > 1)"],
    ["not Count > 1", "(Count <= 1)"],
    ['not (Count = 1 and Color = "RED")', '((Count != 1) or (Color? != "RED"))'],
    ["present Color implies Count = 1", "(absent Color? or (Count = 1))"],
    ["not (present Color implies Count = 1)", "(present Color? and (Count != 1))"],
    ["not (every x in Line: x.Amount > 1)", "some x in Line: (x.Amount? <= 1)"],
    ['Color not in ["RED"]', 'not (Color? in ["RED"])'],
    ["present No implies Count = 1", "(Count = 1)"],
    ["absent elsewhere and Count = 1", "(Count = 1)"],
    ["present elsewhere or Count = 1", "(Count = 1)"],
    ["elsewhere = 1 and Count = 1", "(Count = 1)"],
    ["Big > 10", "(Big > 10n)"],
    ["Big in [10]", "(Big in [10n])"],
    ['number = "1"', '(No = "1")'],
    ["Left.Twin = Right.Twin", "(Left.Twin = Right.Twin)"],
    ["not before(Sent, Sent)", "not isEarlier(Sent, Sent)"],
    ["before(dateOf(Sent), Day)", "isEarlier(dateOf(Sent), Day?)"],
    ["unique(Line, Amount)", "isUnique(Line, item.Amount?)"],
    ["No in context.routes", "(No in context.routes)"],
    ["context.isCertificateAuthorised", "context.isCertificateAuthorised"],
  ])("%s", (rule, expected) => {
    const { applications, found } = lowered(rule);
    expect(found).toEqual([]);
    expect(applications.map(({ holds }) => shown(holds))).toEqual([expected]);
  });

  test.each(["elsewhere = 1", "present elsewhere implies Count = 1", "every x in elsewhere: x.No = 1", "true"])(
    "%s says nothing about the message and is left out",
    (rule) => {
      expect(lowered(rule)).toEqual({ applications: [], found: ["SF-W-RULE-UNUSED 1"] });
    },
  );

  test("it concerns every message that has what it names", () => {
    expect(lowered('number != ""', ["number"]).applications.map(({ element, path }) => [element, path])).toEqual([
      [0, ["No"]],
      [1, ["No"]],
    ]);
  });

  test("a role with a value map is compared in domain values", () => {
    const same = lowered('color = "RED"', ["color"], { RED: "RED", BLUE: "BLUE" });
    expect(shown(same.applications[0]?.holds as RuleExpression)).toBe('(Color? = "RED")');
    const mapped = lowered('color = "Red"', ["color"], { RED: "Red", BLUE: "Blue" });
    expect(shown(mapped.applications[0]?.holds as RuleExpression)).toBe('(Color? mapped = "Red")');
    expect(lowered('color = "RED"', ["color"], { RED: "Red", BLUE: "Blue" }).found).toContain("SF-E-RULE-TYPE 7");
    expect(lowered('color = "Red"', ["color"], { RED: "Red" }).found).toContain("SF-E-RECEIPT 1");
  });
});

describe("mistakes are found when code is generated", () => {
  test.each([
    ["Cuont = 1", "SF-E-RULE-NAME 1"],
    ["Line.No = 1", "SF-E-RULE-TYPE 6"],
    ["every x in Line: x.Nr = 1", "SF-E-RULE-NAME 20"],
    ["every number in Line: number.No = 1", "SF-E-RULE-NAME 1"],
    ['Twin = "a"', "SF-E-RULE-NAME 1"],
    ["context.tokenCRV = No", "SF-E-RULE-NAME 1"],
    ['context.earlier = "same"', "SF-E-RULE-TYPE 1"],
    ["context.tokenCvr(No) = No", "SF-E-RULE-TYPE 1"],
    ['context.earlier(Count) = "same"', "SF-E-RULE-TYPE 17"],
    ['context.earlier(No) = "equal"', "SF-E-RULE-TYPE 21"],
    ["lenght(No) = 1", "SF-E-RULE-NAME 1"],
    ["length(Count) = 1", "SF-E-RULE-TYPE 8"],
    ["length(No, No) = 1", "SF-E-RULE-TYPE 1"],
    ['Count = "1"', "SF-E-RULE-TYPE 7"],
    ['Color = "GREEN"', "SF-E-RULE-TYPE 7"],
    ['Color in ["RED", "GREEN"]', "SF-E-RULE-TYPE 18"],
    ["Color in [No]", "SF-E-RULE-TYPE 11"],
    ["Count in context.routes", "SF-E-RULE-TYPE 7"],
    ["Sent < Sent", "SF-E-RULE-TYPE 6"],
    ["Sent = Sent", "SF-E-RULE-TYPE 6"],
    ['No < "1"', "SF-E-RULE-TYPE 4"],
    ['Data = "a"', "SF-E-RULE-TYPE 6"],
    ['Left = "a"', "SF-E-RULE-TYPE 6"],
    ["Count", "SF-E-RULE-TYPE 1"],
    ["present (Count = 1)", "SF-E-RULE-TYPE 16"],
    ["present length(No)", "SF-E-RULE-TYPE 1"],
    ["every x in Count: x = 1", "SF-E-RULE-TYPE 12"],
    ["unique(Line, Nope)", "SF-E-RULE-NAME 14"],
    ["(Count = 1) = true", "SF-E-RULE-TYPE 8"],
  ])("%s", (rule, expected) => {
    expect(lowered(rule).found).toContain(expected);
  });
});
