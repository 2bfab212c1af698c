import { parseClarkName } from "../values/names.js";

/** An attribute as it is written. */
export interface AttributeText {
  readonly namespace: string;
  readonly localName: string;
  readonly text: string;
}

/** An element but for the namespace declarations, which are known last. */
export interface ElementParts {
  readonly name: string;
  readonly attributes: string;
  readonly content: string;
}

/** Of an element without attributes. */
export interface Tags {
  /** Empty for none. */
  readonly prefix: string;
  readonly start: string;
  readonly end: string;
}

export function tagsOf(prefix: string, localName: string): Tags {
  const name = prefix === "" ? localName : `${prefix}:${localName}`;
  return { prefix, start: `<${name}>`, end: `</${name}>` };
}

export function tag({ name, attributes, content }: ElementParts, declarations: string): string {
  return `<${name}${declarations}${attributes}>${content}</${name}>`;
}

/** @param name Clark notation */
export function attributeText(name: string, text: string): AttributeText {
  const { namespace, localName } = parseClarkName(name) ?? { namespace: "", localName: name };
  return { namespace, localName, text };
}

/** In the order of Canonical XML: by code units. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
