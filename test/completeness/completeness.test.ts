import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkCompleteness } from "../../generator/completeness/check-completeness.js";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { emitPackage } from "../../generator/emit/emit-package.js";
import type { Artifact } from "../../generator/ir/artifact.js";
import type { FieldModel, ObjectTypeModel, PackageModel, SimpleTypeModel } from "../../generator/ir/model.js";
import { openMessages } from "../../generator/pipeline/messages.js";

/* Something is taken out of the model, or out of a printed file: the check has to miss it, and to say where it was declared. */

function opened() {
  const live = openMessages("orders.wsdl", join(import.meta.dirname, "../cli/contract"), [], createDiagnostics());
  if (live === undefined) throw new Error("the contract cannot be read");
  return live;
}

const { contract, model } = opened();
const options = { license: "MIT", copyright: "nobody", runtimeVersion: "0.0.0" };
const files = emitPackage(model, "Generated for a test.", options);

function gapsIn(changed: PackageModel, printed: readonly Artifact[], wanted?: readonly string[]): readonly string[] {
  const diagnostics = createDiagnostics();
  checkCompleteness(
    [{ contract, ...(wanted === undefined ? {} : { operations: wanted }) }],
    changed,
    printed,
    diagnostics,
  );
  return diagnostics.all.map(({ code, message, position }) => {
    expect(code).toBe("SF-E-INCOMPLETE");
    return `${position?.file}:${position?.line} ${message.replace(" has no place in the package messages.", "")}`;
  });
}

const withTypes = (change: (type: PackageModel["types"][number]) => PackageModel["types"][number]): PackageModel => ({
  ...model,
  types: model.types.map(change),
});
const withFields = (
  change: (fields: readonly FieldModel[], type: ObjectTypeModel) => readonly FieldModel[],
): PackageModel =>
  withTypes((type) => (type.kind === "object" ? { ...type, fields: change(type.fields, type) } : type));
const without = (propertyName: string): PackageModel =>
  withFields((fields) => fields.filter((field) => field.propertyName !== propertyName));
const withSimple = (name: string, change: (type: SimpleTypeModel) => SimpleTypeModel): PackageModel =>
  withTypes((type) => (type.kind === "simple" && type.qname === `{urn:example:orders}${name}` ? change(type) : type));

test("nothing is missing from what was generated, and it is counted", () => {
  expect(gapsIn(model, files)).toEqual([]);
  const counts = checkCompleteness([{ contract }], model, files, createDiagnostics());
  expect(counts).toEqual({
    operations: 2,
    faults: 1,
    headers: 0,
    types: 5,
    elements: 6,
    attributes: 1,
    enumerationValues: 2,
    facets: 3,
  });
});

describe("missing from the model", () => {
  test.each<[string, PackageModel, readonly string[]]>([
    ["an element", without("Delivery"), ["orders.xsd:8 The element Delivery"]],
    ["an element of a choice", without("Locker"), ["orders.xsd:11 The element Locker"]],
    ["an attribute", without("channel"), ["orders.xsd:14 The attribute channel of Place"]],
    [
      "an enumeration value",
      withSimple("Channel", (type) => ({
        ...type,
        facets: { ...type.facets, enumeration: type.facets.enumeration?.filter(({ value }) => value !== "web") ?? [] },
      })),
      ['orders.xsd:31 The value "web"'],
    ],
    [
      "a pattern",
      withSimple("Article", (type) => ({ ...type, facets: { ...type.facets, patterns: [] } })),
      ["orders.xsd:25 The facet pattern of {urn:example:orders}Article"],
    ],
    [
      "a facet",
      withSimple("Text", (type) => ({ ...type, facets: { minLength: 1, patterns: [] } })),
      ["orders.xsd:37 The facet maxLength of {urn:example:orders}Text"],
    ],
    [
      "a message",
      { ...model, elements: model.elements.filter(({ localName }) => localName !== "Cancel") },
      ["orders.wsdl:17 The message element Cancel"],
    ],
    [
      "a fault detail",
      { ...model, elements: model.elements.filter(({ localName }) => localName !== "UnknownOrder") },
      ["orders.wsdl:20 The message element UnknownOrder"],
    ],
    [
      "an operation",
      {
        ...model,
        services: model.services.map((service) => ({
          ...service,
          operations: service.operations.filter(({ name }) => name !== "cancel"),
        })),
      },
      ["orders.wsdl:28 The operation cancel"],
    ],
  ])("%s", (_, changed, expected) => {
    expect(gapsIn(changed, files)).toEqual(expected);
  });
});

describe("missing from the printed files", () => {
  const printedWithout = (text: string | RegExp): readonly Artifact[] =>
    files.map((file) => ({ ...file, text: file.text.replaceAll(text, "") }));

  test.each<[string, RegExp, readonly string[]]>([
    ["an element", /readonly Delivery: [^;]*;/g, ["orders.xsd:8 The element Delivery"]],
    ["an attribute", /readonly channel: [^;]*;/g, ["orders.xsd:14 The attribute channel of Place"]],
    ["an enumeration value", /"web"/g, ['orders.xsd:31 The value "web"']],
    ["a pattern", /"\[A-Z\]\{2\}-\[0-9\]\{4\}"/g, ["orders.xsd:25 The facet pattern of {urn:example:orders}Article"]],
  ])("%s", (_, text, expected) => {
    const printed = printedWithout(text);
    expect(printed).not.toEqual(files);
    expect(gapsIn(model, printed)).toEqual(expected);
  });
});

test("operations that were not asked for need not be there", () => {
  const only: PackageModel = {
    ...model,
    elements: model.elements.filter(({ localName }) => localName !== "Cancel"),
    services: model.services.map((service) => ({
      ...service,
      operations: service.operations.filter(({ name }) => name !== "cancel"),
    })),
  };
  expect(gapsIn(only, files, ["place"])).toEqual([]);
});
