import { code, printWidth, raw, textWidth, type Code } from "./code.js";
import { lay, type Layout } from "./layout.js";
import { flatType, opened, type TypeLayout } from "./type-layout.js";

/*
 * Declarations of constants, broken as prettier breaks them when a contract's names are long. A head is all in front of
 * the type, colon included.
 */

/** `head = value;`, with a value that is one piece on a line of its own where it does not fit. */
export function assigned(head: Code, value: Code, indent = ""): Code {
  const fits = indent.length + textWidth(head.text) + textWidth(value.text) + 4 <= printWidth;
  return fits ? code`${raw(indent)}${head} = ${value};` : code`${raw(indent)}${head} =${raw(`\n${indent}  `)}${value};`;
}

/** `head type = { … };`, the object open. */
export function declaredObject(head: Code, type: TypeLayout, value: Layout): Code {
  const flat = code`${head} ${flatType(type)} =`;
  const width = textWidth(flat.text);
  if (width + 2 <= printWidth) return code`${flat} ${lay(value, 0, "", 1)};`;
  if (width <= printWidth || !canBreak(type)) return code`${flat}\n  ${lay(value, 2, "  ", 1)};`;
  return code`${head} ${opened(type, "")} = ${lay(value, 0, "", 1)};`;
}

/** `head type = callee(argument);`, where the call goes to a line of its own before the type is broken. */
export function declaredCall(head: Code, type: TypeLayout, callee: Code, argument: Code): Code {
  const start = code`${head} ${flatType(type)} =`;
  const call = code`${callee}(${argument});`;
  if (textWidth(start.text) + 1 + textWidth(call.text) <= printWidth) return code`${start} ${call}`;
  if (textWidth(start.text) <= printWidth) return code`${start}\n  ${invoked(callee, argument, "  ")}`;
  return code`${head} ${opened(type, "")} = ${invoked(callee, argument, "", 4)}`;
}

/** Prettier keeps a single argument that is but a name together with its type. */
function canBreak(type: TypeLayout): boolean {
  return type.kind === "generic" && (type.values.length > 1 || type.values.some((value) => value.kind !== "name"));
}

/** @param column columns of what stands before the call on its line, beyond the indentation */
function invoked(callee: Code, argument: Code, indent: string, column = 0): Code {
  const flat = code`${callee}(${argument});`;
  if (indent.length + column + textWidth(flat.text) <= printWidth) return flat;
  return code`${callee}(${raw(`\n${indent}  `)}${argument},${raw(`\n${indent}`)});`;
}
