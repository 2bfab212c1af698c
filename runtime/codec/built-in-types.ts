import type { Representation, SimpleType } from "./tables.js";

/*
 * The built-in types (XSD Part 2 §3), which any message may name by `xsi:type` whether or not its schema uses them. Their
 * lexical forms and bounds are those of their value families; here is who derives from whom.
 */

const schemaNamespace = "http://www.w3.org/2001/XMLSchema";

/** Clark name of `xs:anyType`. */
export const anyTypeName: string = `{${schemaNamespace}}anyType`;

/** Clark name of `xs:anySimpleType`. */
export const anySimpleTypeName: string = `{${schemaNamespace}}anySimpleType`;

/** Base type → the types directly derived from it, by local name. */
const children: Readonly<Record<string, readonly string[]>> = {
  anySimpleType: [
    "string",
    "boolean",
    "decimal",
    "float",
    "double",
    "duration",
    "dateTime",
    "time",
    "date",
    "gYearMonth",
    "gYear",
    "gMonthDay",
    "gDay",
    "gMonth",
    "hexBinary",
    "base64Binary",
    "anyURI",
    "QName",
    "NOTATION",
    "NMTOKENS",
    "IDREFS",
    "ENTITIES",
  ],
  string: ["normalizedString"],
  normalizedString: ["token"],
  token: ["language", "NMTOKEN", "Name"],
  Name: ["NCName"],
  NCName: ["ID", "IDREF", "ENTITY"],
  decimal: ["integer"],
  integer: ["nonPositiveInteger", "long", "nonNegativeInteger"],
  nonPositiveInteger: ["negativeInteger"],
  long: ["int"],
  int: ["short"],
  short: ["byte"],
  nonNegativeInteger: ["unsignedLong", "positiveInteger"],
  unsignedLong: ["unsignedInt"],
  unsignedInt: ["unsignedShort"],
  unsignedShort: ["unsignedByte"],
};

/** List type → type of its items. */
const items: Readonly<Record<string, string>> = { NMTOKENS: "NMTOKEN", IDREFS: "IDREF", ENTITIES: "ENTITY" };

/** What is not text; integers that a `number` need not hold are `bigint`. */
const representations: Readonly<Record<string, Representation>> = {
  boolean: "boolean",
  float: "number",
  double: "number",
  hexBinary: "bytes",
  base64Binary: "bytes",
  integer: "bigint",
  nonPositiveInteger: "bigint",
  negativeInteger: "bigint",
  nonNegativeInteger: "bigint",
  positiveInteger: "bigint",
  long: "bigint",
  unsignedLong: "bigint",
  int: "number",
  short: "number",
  byte: "number",
  unsignedInt: "number",
  unsignedShort: "number",
  unsignedByte: "number",
};

const types: ReadonlyMap<string, SimpleType> = build();

/** The built-in simple type of a Clark name, `xs:anySimpleType` among them; undefined for any other name. */
export function builtInType(name: string): SimpleType | undefined {
  return types.get(name);
}

/** The built-in types directly derived from one of a Clark name; none when it is no built-in simple type. */
export function derivedBuiltIns(name: string): readonly SimpleType[] {
  return types.get(name)?.derived?.().filter(isSimple) ?? [];
}

function isSimple(type: { readonly kind: string }): type is SimpleType {
  return type.kind === "simple";
}

function build(): ReadonlyMap<string, SimpleType> {
  const found = new Map<string, SimpleType>();
  const add = (localName: string, primitive: string): void => {
    const type = builtIn(localName, primitive);
    found.set(type.name, type);
    for (const child of children[localName] ?? []) {
      add(child, localName === "anySimpleType" && items[child] === undefined ? child : primitive);
    }
  };
  add("anySimpleType", "anySimpleType");
  return found;
}

function builtIn(localName: string, primitive: string): SimpleType {
  const item = items[localName];
  return {
    kind: "simple",
    name: clark(localName),
    variety: item === undefined ? "atomic" : "list",
    representation: representations[localName] ?? "string",
    builtIn: localName,
    primitive,
    whiteSpace: whiteSpaceOf(localName),
    facets: {},
    ...(item === undefined ? {} : { item: () => types.get(clark(item))! }),
    derived: () => (children[localName] ?? []).map((child) => types.get(clark(child))!),
  };
}

function whiteSpaceOf(localName: string): SimpleType["whiteSpace"] {
  if (localName === "string" || localName === "anySimpleType") return "preserve";
  return localName === "normalizedString" ? "replace" : "collapse";
}

function clark(localName: string): string {
  return `{${schemaNamespace}}${localName}`;
}
