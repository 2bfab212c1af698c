import type { Type } from "../../codec/tables.js";
import { schemaInstanceNamespace } from "../../xml/namespaces.js";
import { Tokenizer } from "../../xml/tokenizer.js";
import { utf8 } from "../envelope-text.js";
import type { ElementCodec } from "../message-codec.js";
import { arrayDimensions, type Encoding } from "../service.js";
import type { SoapDialect } from "../versions.js";
import { readTree, type TreeAttribute, type TreeElement, treeText } from "./tree.js";
import { derivedNamed, elementFields, encodingNamespace, statedType } from "./typed.js";

/**
 * A literal element as SOAP 1.1 §5 has it: every value says its type, arrays how many members they have, and the element
 * which encoding it is. No references are made: a value that occurs twice is written twice.
 *
 * @returns undefined when the rows of an array of several dimensions are not of one length
 */
export function encodedText<Value>(
  text: string,
  { element }: ElementCodec<Value>,
  encoding: Encoding,
  dialect: SoapDialect,
): string | undefined {
  const tokenizer = new Tokenizer();
  tokenizer.load(utf8(text), undefined, "utf-8");
  tokenizer.nextTag();
  const literal = readTree(tokenizer);
  const encoder = new Encoder(arrayDimensions(encoding));
  const { type: _, ...wrapper } = encoder.encode(literal, element?.type());
  if (encoder.isRagged) return undefined;
  const style = { namespace: dialect.namespace, localName: "encodingStyle", value: encodingNamespace };
  return treeText({ ...wrapper, attributes: [...wrapper.attributes, style] }).text;
}

class Encoder {
  isRagged = false;
  private readonly arrays: ReadonlyMap<string, number>;

  constructor(arrays: ReadonlyMap<string, number>) {
    this.arrays = arrays;
  }

  encode(element: TreeElement, declared: Type | undefined): TreeElement {
    const { type: stated, ...rest } = element;
    const derived = declared === undefined || stated === undefined ? undefined : derivedNamed(declared, stated);
    const actual = derived ?? declared;
    if (actual === undefined || rest.attributes.some(isNil)) return element;
    const dimensions = this.arrays.get(actual.name);
    if (dimensions !== undefined) return this.array(rest, actual, dimensions);
    const fields = elementFields(actual);
    const content = rest.content.map((child) => {
      if (typeof child === "string") return child;
      return this.encode(child, fields.get(`{${child.namespace}}${child.localName}`)?.type());
    });
    const type = stated ?? statedType(actual);
    return { ...rest, content, ...(type === undefined ? {} : { type }) };
  }

  private array(element: Omit<TreeElement, "type">, array: Type, dimensions: number): TreeElement {
    let members = elementsIn(element);
    const sizes = [members.length];
    let item = itemOf(array);
    for (let dimension = 1; dimension < dimensions; dimension++) {
      const [size = 0] = members.map(({ content }) => content.length);
      // A row that is nil has no members either.
      if (members.some((row) => row.content.length !== size || row.attributes.some(isNil))) this.isRagged = true;
      sizes.push(size);
      members = members.flatMap(elementsIn);
      item = item && itemOf(item);
    }
    const content = members.map((member) => this.encode(member, item));
    const binding = this.arrayType(item, sizes);
    return {
      ...element,
      content,
      type: `{${encodingNamespace}}Array`,
      ...(binding === undefined
        ? {}
        : { attributes: [...element.attributes, binding.attribute], binding: binding.prefix }),
    };
  }

  /** `soapenc:arrayType` (§5.4.2): the type of the members, and how many there are. */
  private arrayType(
    member: Type | undefined,
    sizes: readonly number[],
  ): { readonly attribute: TreeAttribute; readonly prefix: readonly [string, string] } | undefined {
    let ranks = "";
    let item = member;
    while (item !== undefined && this.arrays.has(item.name) && ranks.length < deepestRanks) {
      const dimensions = this.arrays.get(item.name) ?? 1;
      ranks = `[${",".repeat(dimensions - 1)}]${ranks}`;
      for (let dimension = 0; dimension < dimensions; dimension++) item = item && itemOf(item);
    }
    const name = item && statedType(item);
    if (name === undefined) return undefined;
    const end = name.indexOf("}");
    const value = `item:${name.slice(end + 1)}${ranks}[${sizes.join(",")}]`;
    return {
      attribute: { namespace: encodingNamespace, localName: "arrayType", value },
      prefix: ["item", name.slice(1, end)],
    };
  }
}

function elementsIn({ content }: Pick<TreeElement, "content">): readonly TreeElement[] {
  return content.filter((child) => typeof child === "object");
}

/** What an array holds. */
function itemOf(array: Type): Type | undefined {
  return [...elementFields(array).values()][0]?.type();
}

/** Characters; at least two a rank. */
const deepestRanks = 16;

function isNil({ namespace, localName }: TreeAttribute): boolean {
  return namespace === schemaInstanceNamespace && localName === "nil";
}
