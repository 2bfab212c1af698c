import type { Type } from "../../codec/tables.js";
import { schemaInstanceNamespace } from "../../xml/namespaces.js";
import { EnvelopeError } from "../envelope.js";
import { arrayDimensions, type Encoding } from "../service.js";
import { soap11, soap12 } from "../versions.js";
import type { TreeAttribute, TreeElement } from "./tree.js";
import { arrayMembers, type ArrayReading } from "./array-members.js";
import {
  derivedNamed,
  elementFields,
  encoding12Namespace,
  encodingNamespace,
  isOpen,
  withoutEncoding,
} from "./typed.js";

/** Elements open at the same time when all references are in place; a tokenizer takes no more. */
const greatestDepth = 200;

/** How much bigger than the message its values may become when each reference is replaced by what it leads to. */
const growth = 4;
const freeElements = 10_000;
const freeText = 1024 * 1024;

/**
 * Turns encoded elements into literal ones: references replaced by what they lead to, members of arrays named as the type
 * names them, types kept only where they say what the contract leaves open.
 */
export class Expansion {
  private readonly targets: ReadonlyMap<string, TreeElement>;
  /** Name → dimensions. */
  private readonly arrays: ReadonlyMap<string, number>;
  /** Where the message is, for errors. */
  private readonly offset: number;
  private readonly active = new Set<TreeElement>();
  private elementsLeft: number;
  private textLeft: number;

  /** @throws EnvelopeError when two elements have one id */
  constructor(roots: readonly TreeElement[], encoding: Encoding, offset: number) {
    const targets = new Map<string, TreeElement>();
    let elements = 0;
    let text = 0;
    const visit = (element: TreeElement): void => {
      elements++;
      const id = idOf(element);
      if (id !== undefined) {
        if (targets.has(id)) throw new EnvelopeError("structure", "reference", element.places?.[0] ?? offset);
        targets.set(id, element);
      }
      for (const child of element.content) {
        if (typeof child === "string") text += child.length;
        else visit(child);
      }
    };
    roots.forEach(visit);
    this.targets = targets;
    this.arrays = arrayDimensions(encoding);
    this.offset = offset;
    this.elementsLeft = growth * elements + freeElements;
    this.textLeft = growth * text + freeText;
  }

  /**
   * @param type as declared; undefined where nothing is known
   * @throws EnvelopeError when a reference leads nowhere or back, or all of them to too much
   */
  expand(element: TreeElement, type: Type | undefined, depth = 0): TreeElement {
    const passed: TreeElement[] = [];
    let target = element;
    for (let id = referenceOf(target); id !== undefined; id = referenceOf(target)) {
      const next = this.targets.get(id);
      if (next === undefined || this.active.has(next)) {
        throw new EnvelopeError("structure", "reference", element.places?.[0] ?? this.offset);
      }
      this.active.add(next);
      passed.push(next);
      target = next;
    }
    if (--this.elementsLeft < 0 || depth > greatestDepth) {
      throw new EnvelopeError("structure", "references", this.offset);
    }
    const { namespace, localName } = element;
    const result = { ...this.literal(target, type, depth), namespace, localName };
    for (const next of passed) this.active.delete(next);
    return result;
  }

  private reading(dimensions: number): ArrayReading {
    const make = (count: number): void => {
      if (count > this.elementsLeft) throw new EnvelopeError("structure", "array-members", this.offset);
    };
    return { dimensions, offset: this.offset, make };
  }

  private literal(element: TreeElement, declared: Type | undefined, depth: number): TreeElement {
    const { attributes, binding, content, type: stated, ...name } = element;
    const { actual, kept } = actualType(declared, stated);
    const dimensions = actual === undefined ? undefined : this.arrays.get(actual.name);
    const fields = elementFields(actual);
    const [item] = dimensions === undefined ? [] : fields.values();
    const parts = dimensions === undefined ? content : arrayMembers(element, this.reading(dimensions));
    const children = parts.map((child): string | TreeElement => {
      if (typeof child === "string") {
        this.textLeft -= child.length;
        if (this.textLeft < 0) throw new EnvelopeError("structure", "references", this.offset);
        return child;
      }
      const field = item ?? fields.get(`{${child.namespace}}${child.localName}`);
      const member = item === undefined ? child : { ...child, namespace: item.namespace, localName: item.localName };
      return this.expand(member, field?.type(), depth + 1);
    });
    return {
      ...name,
      attributes: attributes.filter(isOfTheValue),
      content: children,
      ...(kept === undefined ? {} : { type: kept }),
      ...(binding === undefined ? {} : { binding }),
    };
  }
}

/** The type of a value, and what `xsi:type` has to go on saying. */
function actualType(
  declared: Type | undefined,
  stated: string | undefined,
): { readonly actual: Type | undefined; readonly kept: string | undefined } {
  const plain = stated === undefined ? undefined : withoutEncoding(stated);
  if (plain === undefined) return { actual: declared, kept: undefined };
  const derived = declared && derivedNamed(declared, plain);
  if (isOpen(declared)) return { actual: derived, kept: plain };
  // Senders state types by what a value looks like in their language; only what is derived tells anything.
  if (declared?.kind === "simple" || derived === undefined || derived === declared) {
    return { actual: declared, kept: undefined };
  }
  return { actual: derived, kept: plain };
}

function idOf({ attributes }: TreeElement): string | undefined {
  return attributes.find(
    ({ namespace, localName }) => localName === "id" && (namespace === "" || namespace === encoding12Namespace),
  )?.value;
}

/** `href="#id"` of SOAP 1.1 §5.4.1, `enc:ref="id"` of SOAP 1.2 Part 2 §3.1.5.2. */
function referenceOf({ attributes }: TreeElement): string | undefined {
  for (const { namespace, localName, value } of attributes) {
    if (localName === "href" && namespace === "" && value.startsWith("#")) return value.slice(1);
    if (localName === "ref" && namespace === encoding12Namespace) return value;
  }
  return undefined;
}

const encodings: ReadonlySet<string> = new Set([
  encodingNamespace,
  encoding12Namespace,
  soap11.namespace,
  soap12.namespace,
]);

/** Not of the encoding, nor of the envelope. */
function isOfTheValue({ namespace, localName, value }: TreeAttribute): boolean {
  if (namespace === schemaInstanceNamespace) return localName === "nil";
  if (encodings.has(namespace)) return false;
  return !(namespace === "" && (localName === "id" || (localName === "href" && value.startsWith("#"))));
}
