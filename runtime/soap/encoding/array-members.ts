import { schemaInstanceNamespace } from "../../xml/namespaces.js";
import { EnvelopeError } from "../envelope.js";
import type { TreeAttribute, TreeElement } from "./tree.js";
import { encoding12Namespace, encodingNamespace } from "./typed.js";

/** How an array is read. */
export interface ArrayReading {
  /** Of its type. */
  readonly dimensions: number;
  /** Of the message, for errors about an array that has no place of its own. */
  readonly offset: number;
  /** Says that members will be made that the message leaves out. */
  make(count: number): void;
}

/**
 * The members of an array in their order (SOAP 1.1 §5.4.2, SOAP 1.2 Part 2 §3.1.6): those that are left out are nil, and an
 * array of several dimensions has its rows as members.
 *
 * @throws EnvelopeError when the array is not what it says
 */
export function arrayMembers(array: TreeElement, { dimensions, offset, make }: ArrayReading): readonly TreeElement[] {
  const place = array.places?.[0] ?? offset;
  const present = array.content.filter((part) => typeof part === "object");
  const sizes = sizesOf(array.attributes);
  // An array of arrays is as good as one of several dimensions.
  const isNested = dimensions > 1 && (sizes === undefined || sizes.length === 1);
  if (sizes !== undefined && sizes.length !== dimensions && !isNested) {
    throw new EnvelopeError("structure", "array-dimensions", place);
  }
  const all = isSparse(array, present) ? withOmitted(array, present, sizes, place, make) : present;
  if (dimensions === 1 || isNested || sizes === undefined) return all;
  return rows(all, sizes, place, make);
}

/** Sizes of the dimensions that an array states, the outermost first; undefined for one that is left open. */
function sizesOf(attributes: readonly TreeAttribute[]): readonly (number | undefined)[] | undefined {
  for (const { namespace, localName, value } of attributes) {
    if (namespace === encodingNamespace && localName === "arrayType") {
      const start = value.lastIndexOf("[");
      const end = value.lastIndexOf("]");
      return start < 0 || end < start
        ? undefined
        : value
            .slice(start + 1, end)
            .split(",")
            .map(sizeOf);
    }
    if (namespace === encoding12Namespace && localName === "arraySize")
      return value
        .trim()
        .split(/[ \t\n\r]+/)
        .map(sizeOf);
  }
  return undefined;
}

function sizeOf(text: string): number | undefined {
  return /^[ \t]*\d{1,15}[ \t]*$/.test(text) ? Number(text) : undefined;
}

function isSparse({ attributes }: TreeElement, members: readonly TreeElement[]): boolean {
  const offset = attributes.find(isNamed("offset"));
  if (offset !== undefined && !/^\[[0,\s]*\]$/.test(offset.value.trim())) return true;
  return members.some((member) => member.attributes.some(isNamed("position")));
}

function isNamed(name: string): (attribute: TreeAttribute) => boolean {
  return ({ namespace, localName }) => namespace === encodingNamespace && localName === name;
}

/** §5.4.2.1 and §5.4.2.2: `offset` says where the first member stands, `position` where a single one does. */
function withOmitted(
  array: TreeElement,
  present: readonly TreeElement[],
  sizes: readonly (number | undefined)[] | undefined,
  place: number,
  make: (count: number) => void,
): readonly TreeElement[] {
  const indexOf = ({ attributes }: TreeElement, name: string): number | undefined => {
    const attribute = attributes.find(isNamed(name));
    if (attribute === undefined) return undefined;
    const index = indexAt(attribute.value, sizes);
    if (index === undefined) throw new EnvelopeError("structure", "array-members", place);
    return index;
  };
  const total = (sizes ?? [undefined]).reduce<number | undefined>(
    (product, size) => (product === undefined || size === undefined ? undefined : product * size),
    1,
  );
  const placed = new Map<number, TreeElement>();
  let next = indexOf(array, "offset") ?? 0;
  let count = total ?? 0;
  for (const member of present) {
    const index = indexOf(member, "position") ?? next;
    if (placed.has(index) || (total !== undefined && index >= total)) {
      throw new EnvelopeError("structure", "array-members", member.places?.[0] ?? place);
    }
    // In a row its position is another one.
    placed.set(index, { ...member, attributes: member.attributes.filter((one) => !isNamed("position")(one)) });
    next = index + 1;
    count = Math.max(count, next);
  }
  make(count - placed.size);
  return Array.from({ length: count }, (_, index) => placed.get(index) ?? omitted);
}

const omitted: TreeElement = {
  namespace: "",
  localName: "item",
  attributes: [{ namespace: schemaInstanceNamespace, localName: "nil", value: "true" }],
  content: [],
};

/** The number of a member from its coordinates: `[7]`, or `[1,2]` row after row. */
function indexAt(value: string, sizes: readonly (number | undefined)[] | undefined): number | undefined {
  const [, inner = ""] = /^\s*\[([\d,\s]*)\]\s*$/.exec(value) ?? [];
  const coordinates = inner.split(",").map(sizeOf);
  if (coordinates.length !== (sizes?.length ?? 1)) return undefined;
  let index = 0;
  for (const [dimension, coordinate] of coordinates.entries()) {
    const size = sizes?.[dimension];
    if (coordinate === undefined || (size !== undefined && coordinate >= size)) return undefined;
    if (dimension > 0 && size === undefined) return undefined;
    index = dimension === 0 ? coordinate : index * (size ?? 0) + coordinate;
  }
  return Number.isSafeInteger(index) ? index : undefined;
}

/** Members that come row after row (§5.4.2) as rows. */
function rows(
  members: readonly TreeElement[],
  sizes: readonly (number | undefined)[],
  place: number,
  make: (count: number) => void,
): readonly TreeElement[] {
  const [count, ...inner] = sizes;
  if (inner.length === 0) return members;
  const perRow = inner.reduce<number | undefined>(
    (product, size) => (product === undefined || size === undefined ? undefined : product * size),
    1,
  );
  const isWhole = perRow !== undefined && (perRow === 0 || members.length % perRow === 0);
  if (!isWhole || (count !== undefined && count * perRow !== members.length)) {
    throw new EnvelopeError("structure", "array-members", place);
  }
  const total = perRow === 0 ? (count ?? 0) : members.length / perRow;
  // Rows without members cost the sender nothing.
  if (perRow === 0) make(total);
  return Array.from({ length: total }, (_, row) => {
    const content = rows(members.slice(row * perRow, (row + 1) * perRow), inner, place, make);
    return { namespace: "", localName: "item", attributes: [], content };
  });
}
