import { type Code, code, join, raw } from "../print/code.js";

const widthLimit = 120;

/**
 * `before a && b after`, on one line when it fits, else one operand a line, as prettier breaks a condition.
 * @param indent what stands before `before` on its line.
 */
export function conjunction(
  indent: string,
  before: string,
  parts: readonly Code[],
  operator: "&&" | "||",
  after: string,
): Code {
  const flat = code`${raw(before)}${join(parts, ` ${operator} `)}${raw(after)}`;
  if (indent.length + flat.text.length <= widthLimit) return flat;
  const rows = parts.map(
    (part, index) => code`${raw(`${indent}  `)}${part}${raw(index < parts.length - 1 ? ` ${operator}\n` : "\n")}`,
  );
  return code`${raw(`${before}\n`)}${rows}${raw(indent + after)}`;
}
