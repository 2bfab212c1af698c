import { defaultXmlLimits, type XmlLimitsInForce } from "../xml/limits.js";
import { longestValue, mostAttributes } from "./fast-attributes.js";
import type { RootElement, Type } from "./tables.js";

/** The largest that a valid message of some root can have. */
interface Extent {
  /** Elements open at the same time. */
  readonly depth: number;
  /** Bytes of a name, without its prefix. */
  readonly nameLength: number;
}

/** Bytes of a prefix and its colon on the fast path, at most. */
const longestPrefix = 4;

const extents = new WeakMap<RootElement, Extent>();

/**
 * Whether the fast path, which does not count what it reads, cannot take a message beyond the limits. That is a question
 * where they were lowered: the defaults are far above what a contract comes to.
 *
 * @param depth elements open around the root
 */
export function isWithinLimits(root: RootElement, limits: XmlLimitsInForce, depth: number): boolean {
  if (limits.attributes < mostAttributes || limits.attributeValueLength < longestValue) return false;
  if (limits.depth >= defaultXmlLimits.depth && limits.nameLength >= defaultXmlLimits.nameLength) return true;
  let extent = extents.get(root);
  if (extent === undefined) {
    extent = new Measuring().root(root);
    extents.set(root, extent);
  }
  return depth + extent.depth <= limits.depth && extent.nameLength + longestPrefix <= limits.nameLength;
}

class Measuring {
  private readonly known: Map<Type, number> = new Map();
  private nameLength = 0;

  root({ localName, type }: RootElement): Extent {
    this.name(localName);
    return { depth: 1 + this.below(type()), nameLength: this.nameLength };
  }

  private name(localName: string): void {
    this.nameLength = Math.max(this.nameLength, new TextEncoder().encode(localName).length);
  }

  /** Levels of elements inside one of a type; infinite for what may hold itself, or anything. */
  private below(type: Type): number {
    const known = this.known.get(type);
    if (known !== undefined) return known;
    this.known.set(type, Infinity);
    let most = 0;
    for (const derived of type.derived?.() ?? []) most = Math.max(most, this.below(derived));
    for (const field of type.kind === "simple" ? [] : type.fields) {
      this.name(field.localName);
      if (field.source === "any") most = Infinity;
      else if (field.source === "element") most = Math.max(most, 1 + this.below(field.type()));
      else if (field.source === "group" || field.source === "mixed") most = Math.max(most, this.below(field.type()));
    }
    this.known.set(type, most);
    return most;
  }
}
