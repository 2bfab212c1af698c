import type {
  CodeListModel,
  ElementModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  ParticleModel,
  SimpleTypeModel,
} from "./model.js";

/* Models for tests, with defaults for what a test does not care about. */

const origin = { file: "contract.xsd", line: 1, column: 1 };

export function aSimpleType(parts: Partial<SimpleTypeModel> = {}): SimpleTypeModel {
  const typeName = parts.typeName ?? "";
  return {
    kind: "simple",
    typeName,
    symbolName: typeName === "" ? "xsString" : `${typeName}Table`,
    namespace: 1,
    variety: { kind: "atomic" },
    representation: "string",
    builtIn: "string",
    primitive: "string",
    whiteSpace: "preserve",
    facets: { patterns: [] },
    derived: [],
    documentation: [],
    origin,
    ...parts,
  };
}

export function aField(parts: Partial<FieldModel> & Pick<FieldModel, "propertyName" | "type">): FieldModel {
  const minOccurs = parts.minOccurs ?? (parts.optional === true ? 0 : 1);
  const maxOccurs = parts.maxOccurs ?? (parts.repeated === true ? Infinity : 1);
  return {
    source: "element",
    qname: `{urn:one}${parts.propertyName}`,
    optional: minOccurs === 0,
    repeated: maxOccurs > 1,
    nillable: false,
    minOccurs,
    maxOccurs,
    documentation: [],
    origin,
    ...parts,
  };
}

export function anObjectType(parts: Partial<ObjectTypeModel> & Pick<ObjectTypeModel, "typeName">): ObjectTypeModel {
  const fields = parts.fields ?? [];
  const particles = fields.flatMap((field, index): ParticleModel[] => {
    if (field.source !== "element") return [];
    const [, localName = ""] = field.qname.split("}");
    const { minOccurs, maxOccurs, qname } = field;
    return [{ kind: "element", field: index, qname, namespace: 1, localName, minOccurs, maxOccurs }];
  });
  return {
    kind: "object",
    role: "type",
    symbolName: `${parts.typeName}Table`,
    qname: `{urn:one}${parts.typeName}`,
    namespace: 1,
    abstract: false,
    block: [],
    derived: [],
    discriminated: (parts.derived?.length ?? 0) > 0,
    fields,
    content:
      particles.length === 0
        ? { kind: "empty" }
        : { kind: "elements", particle: { kind: "sequence", minOccurs: 1, maxOccurs: 1, particles } },
    documentation: [],
    origin,
    ...parts,
  };
}

export function anElement(parts: Partial<ElementModel> & Pick<ElementModel, "localName" | "type">): ElementModel {
  return {
    role: "message",
    qname: `{urn:one}${parts.localName}`,
    namespace: 1,
    typeName: parts.localName,
    nillable: false,
    abstract: false,
    documentation: [],
    origin,
    ...parts,
  };
}

export function aCodeList(parts: Partial<CodeListModel> & Pick<CodeListModel, "typeName" | "codes">): CodeListModel {
  return {
    packageName: "@test/codes",
    module: parts.typeName.toLowerCase(),
    shortName: parts.typeName,
    version: "1.0",
    canonicalUri: `urn:list:${parts.typeName}`,
    canonicalVersionUri: `urn:list:${parts.typeName}:1.0`,
    columns: [],
    origin,
    ...parts,
  };
}

export function aPackage(parts: Partial<PackageModel> = {}): PackageModel {
  return {
    name: "@test/package",
    version: "1.2.3",
    description: "A package of the tests.",
    namespaces: [
      { uri: "", prefix: "", module: "no-namespace" },
      { uri: "urn:one", prefix: "one", module: "one" },
      { uri: "urn:two", prefix: "two", module: "two" },
    ],
    types: [],
    elements: [],
    services: [],
    codeLists: [],
    dependencies: new Map(),
    rules: [],
    receipts: [],
    documents: [],
    ...parts,
  };
}
