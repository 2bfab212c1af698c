/** Text of a schema as Markdown that shows exactly this text, on one line. Inside a word an underscore is just that. */
export function markdownText(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.replaceAll(/[\\`*[\]<>#|~&!$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (character) =>
    character === "&" ? "&amp;" : `\\${character}`,
  );
}
