import { code, join, printWidth, raw, textWidth, type Code } from "./code.js";

/*
 * Heads of declarations, broken as prettier breaks them when a contract's names are long.
 */

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

/** `head = "text";`, with the text on a line of its own where it does not fit. */
export function assigned(head: Code, value: Code): Code {
  const fits = textWidth(head.text) + textWidth(value.text) + 4 <= printWidth;
  return fits ? code`${head} = ${value};` : code`${head} =\n  ${value};`;
}

/** `head name<arguments> = callee(argument);`, where the call goes to a line of its own before the arguments do. */
export function declaredCall(head: Code, name: Code, values: readonly Code[], callee: Code, argument: Code): Code {
  const start = code`${head}${name}<${join(values, ", ")}> =`;
  const call = code`${callee}(${argument});`;
  if (textWidth(start.text) + 1 + textWidth(call.text) <= printWidth) return code`${start} ${call}`;
  if (textWidth(start.text) <= printWidth) return code`${start}\n  ${invoked(callee, argument, "  ")}`;
  const broken = generic(head, name, values, raw(" = "), printWidth);
  return code`${broken}${invoked(callee, argument, "", 4)}`;
}

/** @param column columns of what stands before the call on its line, beyond the indentation */
function invoked(callee: Code, argument: Code, indent: string, column = 0): Code {
  const flat = code`${callee}(${argument});`;
  if (indent.length + column + textWidth(flat.text) <= printWidth) return flat;
  return code`${callee}(\n${raw(indent)}  ${argument},\n${raw(indent)});`;
}
