import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { clarkName, localNameOf, namespaceOf } from "../read/clark-name.js";
import type { ClarkName, XmlDocument, XmlElement } from "../read/document.js";
import { childElements, expandQName, valueOf } from "../read/elements.js";
import type {
  ComplexTypeDefinition,
  Particle,
  SchemaSet,
  SimpleTypeDefinition,
  TypeDefinition,
  TypeUse,
} from "../schema/components.js";
import { anyType, xsd } from "../schema/names.js";
import { freeName, withNamedArrays } from "./named-arrays.js";
import { soapEncodingNamespace, wsdlNamespace } from "./names.js";

/*
 * SOAP 1.1 §5 in terms of XSD. A schema says of an encoded type how it looks when nothing is known of the encoding: every
 * value may have `id` and `href`, an array is any elements. Messages are freed of both before they are decoded, so what
 * is left are plain types: `soapenc:string` is `xs:string`, and an array has one repeated element.
 */

/** A schema without the encoding, and which of its types are arrays: name → dimensions. */
export interface PlainTypes {
  readonly schema: SchemaSet;
  readonly arrays: ReadonlyMap<ClarkName, number>;
}

const arrayName = clarkName(soapEncodingNamespace, "Array");
const arrayTypeName = clarkName(soapEncodingNamespace, "arrayType");

/** Restates the types that `soapenc` types are made of; anything else stays as it is. */
export function plainTypes(
  original: SchemaSet,
  documents: readonly XmlDocument[],
  diagnostics: DiagnosticSink,
): PlainTypes {
  if (!original.types.has(arrayName)) return { schema: original, arrays: new Map() };
  const schema = withNamedArrays(original, (type) => isArray(original, type));
  const types = new Map<ClarkName, TypeDefinition>();
  const arrays = new Map<ClarkName, number>();
  const stated = arrayTypesStated(documents);
  for (const [name, type] of schema.types) {
    const plain = type.kind === "complex-type" ? (simpleOf(schema, type) ?? type) : type;
    if (plain.kind === "simple-type" || name === arrayName || !isArray(schema, plain)) {
      types.set(name, plain);
      continue;
    }
    const item = itemOf(schema, plain, stated);
    if (item.levels.length > deepestArray) {
      const message = `the type ${name} is an array of more than ${deepestArray} arrays or dimensions`;
      report(diagnostics, "SF-E-UNSUPPORTED", message, type.position);
    }
    addArrays(name, plain, item, schema, types, arrays);
  }
  return { schema: { ...schema, types }, arrays };
}

/** The simple type that a type of the encoding namespace adds `id` and `href` to. */
function simpleOf(schema: SchemaSet, type: ComplexTypeDefinition): SimpleTypeDefinition | undefined {
  const { name, content, position } = type;
  if (name === undefined || namespaceOf(name) !== soapEncodingNamespace || content.kind !== "simple") return undefined;
  const base = xsd(localNameOf(name));
  if (schema.types.get(base)?.kind !== "simple-type") return undefined;
  const derivation = { kind: "restriction", base: { kind: "named", name: base, position }, facets: [] } as const;
  return { kind: "simple-type", name, derivation, final: [], position };
}

/** Whether the type is derived from `soapenc:Array`. */
function isArray(schema: SchemaSet, type: ComplexTypeDefinition): boolean {
  const passed = new Set<TypeDefinition>();
  let current: TypeDefinition | undefined = type;
  while (current?.kind === "complex-type" && !passed.has(current)) {
    passed.add(current);
    if (current.derivation.base === arrayName) return true;
    current = schema.types.get(current.derivation.base);
  }
  return false;
}

interface ArrayItem {
  readonly name: ClarkName;
  readonly type: TypeUse;
  /**
   * Dimensions of the array and of those in it, the outermost first. One of several dimensions has rows, and they are one
   * array with it on the wire: behind its number stands a 1 for each dimension more.
   */
  readonly levels: readonly number[];
}

/** What an array holds: by `wsdl:arrayType` (WSDL 1.1 §2.2), or by the one element of its content. */
function itemOf(
  schema: SchemaSet,
  type: ComplexTypeDefinition,
  stated: ReadonlyMap<string, ArrayTypeStated>,
): ArrayItem {
  const { position } = type;
  const element = type.content.kind === "complex" ? onlyElement(schema, type.content.particle) : undefined;
  const name = element?.name ?? clarkName("", "item");
  const reference = type.attributes.find(
    (attribute) => attribute.kind === "attribute-reference" && attribute.name === arrayTypeName,
  );
  const found = reference && stated.get(placeOf(reference.position));
  if (found !== undefined && schema.types.has(found.item)) {
    const { item, levels } = found;
    return { name, type: { kind: "named", name: item, position }, levels };
  }
  const itemType: TypeUse = element?.type ?? { kind: "named", name: anyType, position };
  return { name, type: itemType, levels: [1] };
}

function onlyElement(
  schema: SchemaSet,
  particle: Particle | undefined,
): { readonly name: ClarkName; readonly type: TypeUse } | undefined {
  switch (particle?.kind) {
    case "element":
      return particle.declaration;
    case "element-reference":
      return schema.elements.get(particle.name);
    case "sequence":
    case "choice":
    case "all":
      return particle.particles.length === 1 ? onlyElement(schema, particle.particles[0]) : undefined;
    default:
      return undefined;
  }
}

/** Adds the array under its name; an array of arrays gets a named type for each that lies between, or for its rows. */
function addArrays(
  name: ClarkName,
  type: ComplexTypeDefinition,
  { name: itemName, type: itemType, levels }: ArrayItem,
  schema: SchemaSet,
  types: Map<ClarkName, TypeDefinition>,
  arrays: Map<ClarkName, number>,
): void {
  const { position } = type;
  const [dimensions = 1, ...rest] = levels;
  const inner = rest.length === 0 ? undefined : freeName((taken) => schema.types.has(taken), `${name}Item`);
  const use: TypeUse = inner === undefined ? itemType : { kind: "named", name: inner, position };
  types.set(name, { ...arrayOf(itemName, use, type), name });
  arrays.set(name, dimensions);
  if (inner === undefined) return;
  const item = { name: itemName, type: itemType, levels: rest };
  addArrays(inner, { ...arrayOf(itemName, use, type), name: inner }, item, schema, types, arrays);
}

function arrayOf(itemName: ClarkName, itemType: TypeUse, type: ComplexTypeDefinition): ComplexTypeDefinition {
  const { position, annotation } = type;
  const declaration = {
    kind: "element-declaration",
    name: itemName,
    global: false,
    type: itemType,
    // Any value may be left out of an array (SOAP 1.1 §5.4.2).
    nillable: true,
    abstract: false,
    block: [],
    final: [],
    identityConstraints: [],
    position,
  } as const;
  const element: Particle = { kind: "element", declaration, minOccurs: 0, maxOccurs: Infinity, position };
  return {
    kind: "complex-type",
    abstract: false,
    block: [],
    final: [],
    derivation: { method: "restriction", base: anyType, explicit: false, position },
    content: {
      kind: "complex",
      mixed: false,
      particle: { kind: "sequence", minOccurs: 1, maxOccurs: 1, particles: [element], position },
    },
    attributes: [],
    ...(annotation === undefined ? {} : { annotation }),
    position,
  };
}

interface ArrayTypeStated {
  readonly item: ClarkName;
  readonly levels: readonly number[];
}

const deepestArray = 8;

/** Every `wsdl:arrayType`, by the place of the attribute declaration it stands on: only there its prefix means something. */
function arrayTypesStated(documents: readonly XmlDocument[]): ReadonlyMap<string, ArrayTypeStated> {
  const found = new Map<string, ArrayTypeStated>();
  const visit = (element: XmlElement): void => {
    const value = valueOf(element, `{${wsdlNamespace}}arrayType`);
    const start = value?.indexOf("[") ?? -1;
    if (value !== undefined && start > 0) {
      const item = expandQName(value.slice(0, start), element.namespaces);
      if (item !== undefined) found.set(placeOf(element.position), { item, levels: levelsOf(value.slice(start)) });
    }
    childElements(element).forEach(visit);
  };
  for (const { root } of documents) visit(root);
  return found;
}

/** `[,][]` is an array of arrays of two dimensions: what is written last is outermost (SOAP 1.1 §5.4.2). */
function levelsOf(brackets: string): readonly number[] {
  const ranks = brackets.split("]").slice(0, -1).toReversed();
  return ranks.flatMap((rank) => {
    const dimensions = rank.split(",").length;
    return [dimensions, ...Array.from({ length: dimensions - 1 }, () => 1)];
  });
}

function placeOf({ file, line, column }: XmlElement["position"]): string {
  return `${file}:${line}:${column}`;
}
