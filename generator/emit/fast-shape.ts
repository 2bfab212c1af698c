import type {
  ElementModel,
  ElementParticleModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  ParticleModel,
  SimpleTypeModel,
  TypeIndex,
} from "../ir/model.js";
import { scannerOf } from "./scanners.js";
import { at } from "./symbols.js";
import { elementHasRules, hasMessageRules } from "./whole-message.js";

/** A content model that the fast path can expect byte by byte. */
export interface FastShape {
  readonly kind: "sequence" | "all" | "text";
  readonly elements: readonly ElementParticleModel[];
  /** Fields of the attributes. Where there are any, they come before the end of the start tag. */
  readonly attributes: readonly number[];
  /** Field of the character data, of kind `text`. */
  readonly text?: number;
}

/**
 * The shape of a type the fast path carries: character data, or a plain sequence or `xs:all` of elements, each in a field
 * of its own, and attributes without a namespace. Everything else has the generic path only; so have types below which
 * something is a matter of the whole message.
 */
export function fastShape(model: PackageModel, type: ObjectTypeModel): FastShape | undefined {
  let shapes = known.get(model);
  if (shapes === undefined) known.set(model, (shapes = new Map()));
  if (!shapes.has(type)) shapes.set(type, findShape(model, type));
  return shapes.get(type);
}

/** Whoever refers to a type asks for its shape. */
const known = new WeakMap<PackageModel, Map<ObjectTypeModel, FastShape | undefined>>();

function findShape(model: PackageModel, type: ObjectTypeModel): FastShape | undefined {
  if (type.role !== "type" || type.abstract || hasMessageRules(model, type)) return undefined;
  const attributes = type.fields.flatMap(({ source }, index) => (source === "attribute" ? [index] : []));
  if (!attributes.every((index) => isFastAttribute(model, at(type.fields, index)))) return undefined;
  const content = fastContent(model, type);
  return content === undefined ? undefined : { ...content, attributes };
}

/** A fixed or default value, a namespace and a name for a value are for the generic path. */
function isFastAttribute(model: PackageModel, field: FieldModel): boolean {
  const type = at(model.types, field.type);
  return (
    field.qname.startsWith("{}") &&
    field.default === undefined &&
    field.fixed === undefined &&
    type.kind === "simple" &&
    !holdsNames(model, type)
  );
}

/** Values are, or hold, names with a prefix, which means something only in its place. */
export function holdsNames(model: PackageModel, type: SimpleTypeModel): boolean {
  const { variety } = type;
  if (variety.kind === "atomic") return type.primitive === "QName" || type.primitive === "NOTATION";
  const parts = variety.kind === "list" ? [variety.item] : variety.members;
  return parts.some((index) => {
    const part = at(model.types, index);
    return part.kind === "simple" && holdsNames(model, part);
  });
}

function fastContent(model: PackageModel, type: ObjectTypeModel): Omit<FastShape, "attributes"> | undefined {
  const { content } = type;
  if (content.kind === "simple") {
    const text = at(model.types, at(type.fields, content.field).type);
    const isScanned = text.kind === "simple" && scannerOf(model, text) !== undefined;
    return isScanned ? { kind: "text", elements: [], text: content.field } : undefined;
  }
  if (content.kind !== "elements") return undefined;
  if (type.fields.some(({ source }) => source !== "element" && source !== "attribute")) return undefined;
  const { particle } = content;
  const kind = particle.kind === "all" ? "all" : "sequence";
  const elements = flatten(particle, kind);
  // Without elements not even white space may stand inside, which the fast path passes over.
  if (elements === undefined || elements.length === 0) return undefined;
  if (new Set(elements.map((element) => element.field)).size !== elements.length) return undefined;
  return { kind, elements };
}

/** Whether the element may have a fast path, as far as it is a matter of the element. A root has no attributes there. */
export function mayBeFast(model: PackageModel, element: ElementModel): boolean {
  const type = at(model.types, element.type);
  return (
    element.role !== "registry" &&
    !element.abstract &&
    element.default === undefined &&
    element.fixed === undefined &&
    !(type.kind === "object" && type.fields.some(({ source }) => source === "attribute")) &&
    !elementHasRules(model, element)
  );
}

/**
 * The types that the fast path of some root element comes to, among those that have one. Of the others no function is
 * printed: the generic path never leaves for the fast one.
 */
export function reachedFast(model: PackageModel, isFast: (index: TypeIndex) => boolean): ReadonlySet<TypeIndex> {
  const reached = new Set<TypeIndex>();
  const waiting = model.elements.filter((element) => mayBeFast(model, element)).map(({ type }) => type);
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const type = model.types[index];
    if (reached.has(index) || type?.kind !== "object" || !isFast(index)) continue;
    reached.add(index);
    waiting.push(...type.fields.map((field) => field.type));
  }
  return reached;
}

function flatten(particle: ParticleModel, kind: "sequence" | "all"): readonly ElementParticleModel[] | undefined {
  if (particle.kind === "element") return particle.maxOccurs === 0 ? [] : [particle];
  if (particle.kind === "any" || particle.kind === "group") return undefined;
  if (particle.kind !== kind || particle.minOccurs !== 1 || particle.maxOccurs !== 1) return undefined;
  const elements: ElementParticleModel[] = [];
  for (const inner of particle.particles) {
    const flat = flatten(inner, kind);
    if (flat === undefined) return undefined;
    elements.push(...flat);
  }
  return elements;
}
