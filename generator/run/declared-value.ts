import { simpleCodec } from "../../runtime/codec/simple.js";
import type { Type } from "../../runtime/codec/tables.js";
import { Violation } from "../../runtime/codec/violation.js";

/** The value of a default or fixed text, whose type has text. Texts that are not valid were refused with the schema. */
export function readDeclared(type: Type, text: string): unknown {
  if (type.kind === "simple") {
    const value = simpleCodec(type).read(text, undefined);
    return value instanceof Violation ? text : value;
  }
  if (typeof type.content === "object" && type.content.kind === "mixed") {
    const property = type.fields[type.content.field]?.property ?? "$content";
    return { [property]: [text] };
  }
  const field = type.fields.find(({ source }) => source === "text");
  return field === undefined ? {} : { [field.property]: readDeclared(field.type(), text) };
}
