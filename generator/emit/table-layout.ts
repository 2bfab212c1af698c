import { code, join, literal, name, printWidth, raw, textWidth, type Code } from "../print/code.js";
import { array, atom, lay, type Layout, type LayoutEntry } from "../print/layout.js";
import { runtimeType } from "./symbols.js";

/* The pieces that every table is written with. */

export function entry(key: string, value: Layout): LayoutEntry {
  let known = keys.get(key);
  if (known === undefined) keys.set(key, (known = name(key)));
  return { key: known, value };
}

/** The keys of tables are few and ours, and each is printed thousands of times. */
const keys = new Map<string, Code>();

/** The entry where there is something to say, else none. */
export function optionalEntry<Value>(
  key: string,
  value: Value | undefined,
  layout: (value: Value) => Layout,
): readonly LayoutEntry[] {
  return value === undefined ? [] : [entry(key, layout(value))];
}

/** `key: true`, or nothing. */
export function flag(key: string, value: boolean): readonly LayoutEntry[] {
  return value ? [entry(key, atom(raw("true")))] : [];
}

export function text(value: string): Layout {
  return atom(literal(value));
}

export function number(value: number): Layout {
  return atom(literal(value));
}

export function texts(values: readonly string[]): Layout {
  return array(values.map(text));
}

export function splitClark(qname: string): { readonly namespace: string; readonly localName: string } {
  const end = qname.lastIndexOf("}");
  return { namespace: qname.slice(1, end), localName: qname.slice(end + 1) };
}

/** `export const X: Kind = …`, the call on a line of its own where the head is too long for it. */
export function table(symbol: string, kind: "SimpleType" | "ComplexType" | "Registry", value: Layout): Code {
  const head = code`export const ${name(symbol)}: ${runtimeType(kind)} =`;
  const pure = raw("/*#__PURE__*/ ");
  const callee = value.kind === "call" ? textWidth(value.callee.text) : 0;
  const width = textWidth(head.text) + 1 + pure.text.length + callee + "({".length;
  // Prettier leaves the bracket of the call behind when it just fits and the brace does not.
  if (width === printWidth + 1 && value.kind === "call") {
    const values = value.arguments.map((argument) => lay(argument, 2, "  ", 1));
    return code`${head} ${pure}${value.callee}(\n  ${join(values, ",\n  ")},\n);\n`;
  }
  if (width <= printWidth)
    return code`${head} ${pure}${lay(value, textWidth(head.text) + 1 + pure.text.length, "", 1)};\n`;
  return code`${head}\n  ${pure}${lay(value, 2 + pure.text.length, "  ", 1)};\n`;
}
