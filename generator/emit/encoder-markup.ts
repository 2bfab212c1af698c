import type { ObjectTypeModel, PackageModel, TypeIndex } from "../ir/model.js";
import { type Code, code, empty, list, literal, name, raw } from "../print/code.js";
import { runtimeValue } from "./symbols.js";
import type { Writer } from "./writers.js";

/*
 * What the emitter of fast encoders keeps of markup: it is written as constants of the module, as few as can be.
 */

/** What the encoders of a module share. */
export interface Constants {
  readonly writers: Map<TypeIndex, Writer>;
  /** Name of the constant, by its text. */
  readonly markup: Map<string, Code>;
}

export function definitions({ writers, markup }: Constants): readonly Code[] {
  const texts = [...markup].map(([text, symbol]) => {
    const head = code`const ${symbol} = /*#__PURE__*/ ${runtimeValue("markup")}`;
    return list(head, "(", [literal(text)], ");", raw("\n"), { indent: "", trailingComma: true });
  });
  return [
    ...texts,
    ...[...writers.values()].flatMap(({ definition }) => (definition === undefined ? [] : [definition])),
  ];
}

/** An encoder being emitted. */
export interface Writing {
  readonly model: PackageModel;
  readonly type: ObjectTypeModel;
  readonly constants: Constants;
  pending: Pending;
}

/**
 * Text that is still to be written, so that it can be one with what comes next. With a slot: only if the field of that
 * slot was there.
 */
export interface Pending {
  readonly text: string;
  readonly slot?: number;
}

/** Statements that write what is pending, and then a text. */
export function flush(writing: Writing, indent: string, text = ""): Code {
  const { pending, constants } = writing;
  writing.pending = { text: "" };
  const i = raw(indent);
  if (pending.slot === undefined) return code`${i}${markupStatement(constants, pending.text + text)}\n`;
  const otherwise = text === "" ? empty : code` else {\n${i}  ${markupStatement(constants, text)}\n${i}}`;
  return code`${i}if (f${pending.slot} !== undefined) {
${i}  ${markupStatement(constants, pending.text + text)}
${i}}${otherwise}
`;
}

export function markupStatement({ markup }: Constants, text: string): Code {
  let symbol = markup.get(text);
  if (symbol === undefined) markup.set(text, (symbol = name(`m${markup.size}`)));
  return code`p = ${runtimeValue("writeMarkup")}(e, p, ${symbol});`;
}

/** `p = callee(values);` */
export function statement(indent: string, callee: Code, values: readonly Code[]): Code {
  return code`${raw(indent)}${list(code`p = ${callee}`, "(", values, ")", raw(";"), { indent })}\n`;
}
