/** `xs:boolean` (XSD Part 2 §3.2.2): `true`, `false`, `1`, `0`. Undefined for any other text. */
export function parseBoolean(text: string): boolean | undefined {
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : undefined;
}
