import { code, join, printWidth, raw, textWidth, type Code } from "./code.js";

/*
 * Heads of declarations, broken as prettier breaks them when a contract's names are long.
 */

/**
 * `head type;`, where `head` ends in `:` or `=`. What does not fit goes behind the line break after the head; a union
 * that does not fit there either gets one member a line.
 *
 * @param members of a union; a single type is a union of one
 */
export function typed(head: Code, members: readonly Code[], indent = ""): Code {
  const union = join(members, " | ");
  if (indent.length + textWidth(head.text) + textWidth(union.text) + 2 <= printWidth) return code`${head} ${union};`;
  const inner = `${indent}  `;
  const canMove = members.length > 1 || head.text.endsWith("=");
  if (!canMove) return code`${head} ${union};`;
  if (inner.length + textWidth(union.text) + 1 <= printWidth || members.length === 1) {
    return code`${head}${raw(`\n${inner}`)}${union};`;
  }
  return code`${head}${members.map((member) => code`${raw(`\n${inner}| `)}${member}`)};`;
}

/**
 * `head name<arguments> = `, with one argument a line where it does not fit.
 *
 * @param rest columns of what follows on the same line
 */
export function generic(head: Code, name: Code, values: readonly Code[], tail: Code, rest: number): Code {
  const flat = code`${head}${name}<${join(values, ", ")}>${tail}`;
  if (textWidth(flat.text) + rest <= printWidth) return flat;
  return code`${head}${name}<\n  ${join(values, ",\n  ")}\n>${tail}`;
}
