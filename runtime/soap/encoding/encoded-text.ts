import type { Type } from "../../codec/tables.js";
import { schemaInstanceNamespace } from "../../xml/namespaces.js";
import { Tokenizer } from "../../xml/tokenizer.js";
import { utf8 } from "../envelope-text.js";
import type { ElementCodec } from "../message-codec.js";
import type { Encoding } from "../service.js";
import type { SoapDialect } from "../versions.js";
import { readTree, type TreeAttribute, type TreeElement, treeText } from "./tree.js";
import { derivedNamed, elementFields, encodingNamespace, statedType } from "./typed.js";

/**
 * A literal element as SOAP 1.1 §5 has it: every value says its type, arrays how many members they have, and the element
 * which encoding it is. No references are made: a value that occurs twice is written twice.
 */
export function encodedText<Value>(
  text: string,
  { element }: ElementCodec<Value>,
  { arrays }: Encoding,
  dialect: SoapDialect,
): string {
  const tokenizer = new Tokenizer();
  tokenizer.load(utf8(text), undefined, "utf-8");
  tokenizer.nextTag();
  const literal = readTree(tokenizer);
  const encoder = new Encoder(new Set(arrays));
  const { type: _, ...wrapper } = encoder.encode(literal, element?.type());
  const style = { namespace: dialect.namespace, localName: "encodingStyle", value: encodingNamespace };
  return treeText({ ...wrapper, attributes: [...wrapper.attributes, style] }).text;
}

class Encoder {
  private readonly arrays: ReadonlySet<string>;

  constructor(arrays: ReadonlySet<string>) {
    this.arrays = arrays;
  }

  encode(element: TreeElement, declared: Type | undefined): TreeElement {
    const { type: stated, ...rest } = element;
    const derived = declared === undefined || stated === undefined ? undefined : derivedNamed(declared, stated);
    const actual = derived ?? declared;
    if (actual === undefined || rest.attributes.some(isNil)) return element;
    const isArray = this.arrays.has(actual.name);
    const fields = elementFields(actual);
    const content = rest.content.map((child) => {
      if (typeof child === "string") return child;
      return this.encode(child, fields.get(`{${child.namespace}}${child.localName}`)?.type());
    });
    const type = isArray ? `{${encodingNamespace}}Array` : (stated ?? statedType(actual));
    const binding = isArray ? this.arrayType(actual, content.length) : undefined;
    return {
      ...rest,
      content,
      ...(type === undefined ? {} : { type }),
      ...(binding === undefined
        ? {}
        : { attributes: [...rest.attributes, binding.attribute], binding: binding.prefix }),
    };
  }

  /** `soapenc:arrayType` (§5.4.2): the type of the members, and how many there are. */
  private arrayType(
    array: Type,
    count: number,
  ): { readonly attribute: TreeAttribute; readonly prefix: readonly [string, string] } | undefined {
    const itemOf = (type: Type): Type | undefined => [...elementFields(type).values()][0]?.type();
    let ranks = "";
    let item = itemOf(array);
    for (; item !== undefined && this.arrays.has(item.name) && ranks.length < deepestRanks; item = itemOf(item)) {
      ranks += "[]";
    }
    const name = item && statedType(item);
    if (name === undefined) return undefined;
    const end = name.indexOf("}");
    const value = `item:${name.slice(end + 1)}${ranks}[${count}]`;
    return {
      attribute: { namespace: encodingNamespace, localName: "arrayType", value },
      prefix: ["item", name.slice(1, end)],
    };
  }
}

/** Two characters a rank. */
const deepestRanks = 16;

function isNil({ namespace, localName }: TreeAttribute): boolean {
  return namespace === schemaInstanceNamespace && localName === "nil";
}
