import type { Type } from "../../codec/tables.js";
import { schemaInstanceNamespace } from "../../xml/namespaces.js";
import { Tokenizer } from "../../xml/tokenizer.js";
import { utf8 } from "../envelope-text.js";
import type { ElementCodec } from "../message-codec.js";
import { arrayDimensions, type Encoding } from "../service.js";
import type { SoapDialect } from "../versions.js";
import { readTree, type TreeAttribute, type TreeElement, treeText } from "./tree.js";
import { derivedNamed, elementFields, encoding12Namespace, encodingNamespace, statedType } from "./typed.js";

/**
 * A literal element as SOAP 1.1 §5 or SOAP 1.2 Part 2 §3 has it: every value says its type, arrays how many members they
 * have, and the element which encoding it is. No references are made: a value that occurs twice is written twice.
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
  const namespace = dialect.version === "1.2" && encoding.own12 === true ? encoding12Namespace : encodingNamespace;
  const encoder = new Encoder(arrayDimensions(encoding), namespace);
  const { type: _, ...wrapper } = encoder.encode(literal, element?.type());
  if (encoder.isRagged) return undefined;
  const style = { namespace: dialect.namespace, localName: "encodingStyle", value: namespace };
  return treeText({ ...wrapper, attributes: [...wrapper.attributes, style] }).text;
}

class Encoder {
  isRagged = false;
  private readonly arrays: ReadonlyMap<string, number>;
  /** Of the encoding. */
  private readonly namespace: string;

  constructor(arrays: ReadonlyMap<string, number>, namespace: string) {
    this.arrays = arrays;
    this.namespace = namespace;
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
    const stated = this.namespace === encodingNamespace ? this.arrayType(item, sizes) : this.arraySize(item, sizes);
    return {
      ...element,
      content,
      type: `{${this.namespace}}Array`,
      attributes: [...element.attributes, ...stated.attributes],
      ...(stated.prefix === undefined ? {} : { binding: stated.prefix }),
    };
  }

  /** `arrayType` (SOAP 1.1 §5.4.2): the type of the members, and how many there are. */
  private arrayType(member: Type | undefined, sizes: readonly number[]): ArrayAttributes {
    let ranks = "";
    let item = member;
    while (item !== undefined && this.arrays.has(item.name) && ranks.length < deepestRanks) {
      const dimensions = this.arrays.get(item.name) ?? 1;
      ranks = `[${",".repeat(dimensions - 1)}]${ranks}`;
      for (let dimension = 0; dimension < dimensions; dimension++) item = item && itemOf(item);
    }
    const name = item && statedType(item);
    if (name === undefined) return { attributes: [] };
    const value = `item:${localNameOf(name)}${ranks}[${sizes.join(",")}]`;
    return { attributes: [this.attribute("arrayType", value)], prefix: ["item", namespaceOf(name)] };
  }

  /** `itemType` and `arraySize` (SOAP 1.2 Part 2 §3.1.4); members that are arrays have no type that has a name. */
  private arraySize(item: Type | undefined, sizes: readonly number[]): ArrayAttributes {
    const size = this.attribute("arraySize", sizes.join(" "));
    const name = item === undefined || this.arrays.has(item.name) ? undefined : statedType(item);
    if (name === undefined) return { attributes: [size] };
    const type = this.attribute("itemType", `item:${localNameOf(name)}`);
    return { attributes: [type, size], prefix: ["item", namespaceOf(name)] };
  }

  private attribute(localName: string, value: string): TreeAttribute {
    return { namespace: this.namespace, localName, value };
  }
}

/** What an array says of its members, and the prefix that it takes. */
interface ArrayAttributes {
  readonly attributes: readonly TreeAttribute[];
  readonly prefix?: readonly [string, string];
}

function namespaceOf(name: string): string {
  return name.slice(1, name.indexOf("}"));
}

function localNameOf(name: string): string {
  return name.slice(name.indexOf("}") + 1);
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
