import type { FieldModel, ObjectTypeModel, PackageModel } from "../ir/model.js";
import { code, doc, key, literal, member, prose, raw, type Code } from "../print/code.js";
import { at, typeOf } from "./symbols.js";

/** `replyHeader` and the type of what it must be told. */
export function emitReplyHeader(model: PackageModel): readonly Code[] {
  const { replyHeader } = model;
  const [index] = replyHeader?.types ?? [];
  if (replyHeader === undefined || index === undefined) return [];
  const header = at(model.types, index) as ObjectTypeModel;
  const type = typeOf(model, index);
  const own = header.fields.filter((field) => replyHeader.own.includes(field.propertyName));
  const members = own.map((field) => overrideMember(field, type));
  const rows = header.fields.map((field) => {
    const from = replyHeader.echo.includes(field.propertyName) ? raw("header") : raw("overrides");
    return code`    ${key(field.propertyName)}: ${from}${member(field.propertyName)},\n`;
  });
  const lines = [
    "The header of an answer: what identifies the case and the transaction comes back exactly as it was sent, the rest is the",
    "answering system's own.",
    "",
    "@param header of the message that is answered",
  ];
  return [
    code`${doc(["What the header of an answer does not take over from the message it answers."])}export interface ReplyHeaderOverrides {\n${members}}\n`,
    code`${doc(lines)}export function replyHeader(header: ${type}, overrides: ReplyHeaderOverrides): ${type} {\n  return {\n${rows}  };\n}\n`,
  ];
}

function overrideMember(field: FieldModel, type: Code): Code {
  const mark = raw(field.optional ? "?:" : ":");
  return code`${doc(prose(field.documentation), "  ")}  readonly ${key(field.propertyName)}${mark} ${type}[${literal(field.propertyName)}];\n`;
}
