import type { Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type {
  ComplexTypeDefinition,
  Facet,
  FacetKind,
  SimpleTypeDefinition,
  TypeDefinition,
  TypeUse,
} from "./components.js";
import { anySimpleType, anyType, localNameOf, namespaceOf, xsd, xsdNamespace } from "./names.js";

/* The built-in types (XSD Part 2 §3, Part 1 §3.4.7 and §3.14.7), in the same terms as types that a contract defines. */

const position: Position = { file: xsdNamespace, line: 1, column: 1 };
const noNamespaces: ReadonlyMap<string, string> = new Map();

/** Primitive types (Part 2 §3.2): all collapse white space, `string` keeps it. */
const primitives =
  "string boolean decimal float double duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth hexBinary base64Binary anyURI QName NOTATION";

/** Derived types (Part 2 §3.3): name, base, facets. */
const derived: readonly (readonly [string, string, ...(readonly [FacetKind, string])[]])[] = [
  ["normalizedString", "string", ["whiteSpace", "replace"]],
  ["token", "normalizedString", ["whiteSpace", "collapse"]],
  ["language", "token", ["pattern", "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"]],
  ["NMTOKEN", "token", ["pattern", "\\c+"]],
  ["Name", "token", ["pattern", "\\i\\c*"]],
  ["NCName", "Name", ["pattern", "[\\i-[:]][\\c-[:]]*"]],
  ["ID", "NCName"],
  ["IDREF", "NCName"],
  ["ENTITY", "NCName"],
  ["integer", "decimal", ["fractionDigits", "0"], ["pattern", "[\\-+]?[0-9]+"]],
  ["nonPositiveInteger", "integer", ["maxInclusive", "0"]],
  ["negativeInteger", "nonPositiveInteger", ["maxInclusive", "-1"]],
  ["long", "integer", ["minInclusive", "-9223372036854775808"], ["maxInclusive", "9223372036854775807"]],
  ["int", "long", ["minInclusive", "-2147483648"], ["maxInclusive", "2147483647"]],
  ["short", "int", ["minInclusive", "-32768"], ["maxInclusive", "32767"]],
  ["byte", "short", ["minInclusive", "-128"], ["maxInclusive", "127"]],
  ["nonNegativeInteger", "integer", ["minInclusive", "0"]],
  ["unsignedLong", "nonNegativeInteger", ["maxInclusive", "18446744073709551615"]],
  ["unsignedInt", "unsignedLong", ["maxInclusive", "4294967295"]],
  ["unsignedShort", "unsignedInt", ["maxInclusive", "65535"]],
  ["unsignedByte", "unsignedShort", ["maxInclusive", "255"]],
  ["positiveInteger", "nonNegativeInteger", ["minInclusive", "1"]],
];

/** List types (Part 2 §3.3): at least one item. */
const lists: readonly (readonly [string, string])[] = [
  ["NMTOKENS", "NMTOKEN"],
  ["IDREFS", "IDREF"],
  ["ENTITIES", "ENTITY"],
];

function facet(kind: FacetKind, value: string, fixed = false): Facet {
  return { kind, value, fixed, namespaces: noNamespaces, position };
}

function named(name: ClarkName): TypeUse {
  return { kind: "named", name, position };
}

function restriction(name: ClarkName, base: TypeUse, facets: readonly Facet[]): SimpleTypeDefinition {
  return { kind: "simple-type", name, derivation: { kind: "restriction", base, facets }, final: [], position };
}

const urType: ComplexTypeDefinition = {
  kind: "complex-type",
  name: anyType,
  abstract: false,
  block: [],
  final: [],
  derivation: { method: "restriction", base: anyType, explicit: false, position },
  content: {
    kind: "complex",
    mixed: true,
    particle: {
      kind: "sequence",
      minOccurs: 1,
      maxOccurs: 1,
      position,
      particles: [
        {
          kind: "any",
          minOccurs: 0,
          maxOccurs: Infinity,
          position,
          wildcard: { kind: "wildcard", namespaces: { kind: "any" }, processContents: "lax", position },
        },
      ],
    },
  },
  attributes: [],
  anyAttribute: { kind: "wildcard", namespaces: { kind: "any" }, processContents: "lax", position },
  position,
};

function build(): ReadonlyMap<ClarkName, TypeDefinition> {
  const types = new Map<ClarkName, TypeDefinition>([
    [anyType, urType],
    [anySimpleType, restriction(anySimpleType, named(anyType), [])],
  ]);
  const add = (name: string, base: TypeUse, facets: readonly Facet[]): void => {
    types.set(xsd(name), restriction(xsd(name), base, facets));
  };
  for (const name of primitives.split(" ")) {
    add(name, named(anySimpleType), [
      name === "string" ? facet("whiteSpace", "preserve") : facet("whiteSpace", "collapse", true),
    ]);
  }
  for (const [name, base, ...facets] of derived) {
    add(
      name,
      named(xsd(base)),
      facets.map(([kind, value]) => facet(kind, value, kind === "fractionDigits")),
    );
  }
  for (const [name, item] of lists) {
    const list: SimpleTypeDefinition = {
      kind: "simple-type",
      derivation: { kind: "list", item: named(xsd(item)) },
      final: [],
      position,
    };
    add(name, { kind: "inline", type: list }, [facet("minLength", "1")]);
  }
  return types;
}

let builtIn: ReadonlyMap<ClarkName, TypeDefinition> | undefined;

/** Every built-in type by name, `xs:anyType` first. */
export function builtInTypes(): ReadonlyMap<ClarkName, TypeDefinition> {
  builtIn ??= build();
  return builtIn;
}

/** Whether the definition is one that XSD itself brings. */
export function isBuiltIn(type: TypeDefinition): boolean {
  return type.name !== undefined && builtInTypes().get(type.name) === type;
}

/** Whether the name is that of a primitive type (Part 2 §3.2). */
export function isPrimitive(name: ClarkName): boolean {
  return namespaceOf(name) === xsdNamespace && ` ${primitives} `.includes(` ${localNameOf(name)} `);
}
