import { describe, expect, test } from "vitest";

import type { Integration } from "../contract/integration-model.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import { reportUnused } from "./lower-integration.js";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "./model.fixture.js";

/* Order { No, Line*: { Amount } } */
const model = aPackage({
  types: [
    aSimpleType(),
    anObjectType({ typeName: "Line", fields: [aField({ propertyName: "Amount", type: 0 })] }),
    anObjectType({
      typeName: "Order",
      fields: [aField({ propertyName: "No", type: 0 }), aField({ propertyName: "Line", type: 1, repeated: true })],
    }),
  ],
  elements: [anElement({ localName: "Order", type: 2 })],
});

describe("a role", () => {
  test.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ["that is a message is used", [["Order"]], []],
    ["that is a field is used", [["No"]], []],
    ["one of whose names is there is used", [["Number"], ["No"]], []],
    ["that is a field of what repeats is used", [["Amount"]], []],
    ["that nothing is called by is reported with its place", [["Nummer"], ["Order", "Nummer"]], ["3:5"]],
  ])("%s", (_name, accepts, expected) => {
    const position = { file: "integration.yaml", line: 3, column: 5 };
    const paths = accepts.map((names) => ({ steps: names.map((localName) => ({ localName })), position }));
    const roles = new Map([["number", { name: "number", position, accepts: paths }]]);
    const diagnostics = createDiagnostics();
    reportUnused({ roles, rules: [] } as unknown as Integration, [model], diagnostics);
    expect(diagnostics.all.map(({ code }) => code)).toEqual(expected.map(() => "SF-W-ROLE-UNUSED"));
    expect(diagnostics.all.map((found) => `${found.position?.line}:${found.position?.column}`)).toEqual(expected);
    for (const { message } of diagnostics.all) expect(message).toContain('"number"');
  });
});
