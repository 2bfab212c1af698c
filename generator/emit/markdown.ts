/** Text of a schema as Markdown that shows exactly this text, on one line. */
export function markdownText(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.replaceAll(/[\\`*_[\]<>#|~&!$]/g, (character) => (character === "&" ? "&amp;" : `\\${character}`));
}
