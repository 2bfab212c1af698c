import type { Artifact } from "../ir/artifact.js";

/** What the printed modules of a package hold, told by their text alone. */
export interface Printed {
  /** Keys of properties of the types. */
  readonly keys: ReadonlySet<string>;
  /** String and number literals, as the text has them between quotes or bare. */
  readonly literals: ReadonlySet<string>;
}

/** Reads what was emitted: the last word on whether something is there. */
export function printedOf(files: readonly Artifact[]): Printed {
  const keys = new Set<string>();
  const literals = new Set<string>();
  for (const { path, text } of files) {
    if (path.startsWith("src/types/")) {
      for (const [, key] of text.matchAll(/readonly ([^\s:?"]+)\??:/g)) if (key !== undefined) keys.add(key);
      for (const [, key] of text.matchAll(/readonly "((?:[^"\\]|\\.)*)"\??:/g))
        if (key !== undefined) keys.add(unquoted(key));
    }
    if (/^src\/(?:types|codecs\/tables|code-lists)\//.test(path)) {
      addLiterals(text, literals);
    }
  }
  return { keys, literals };
}

const stringLiteral = /"((?:[^"\\\n]|\\.)*)"/y;

/** Megabytes of a large contract go through here, so the quotes are searched for and the pattern is left for escapes. */
function addLiterals(text: string, literals: Set<string>): void {
  for (let start = text.indexOf('"'); start >= 0;) {
    const end = text.indexOf('"', start + 1);
    if (end < 0) return;
    const literal = text.slice(start + 1, end);
    if (!literal.includes("\\") && !literal.includes("\n")) {
      literals.add(literal);
      start = text.indexOf('"', end + 1);
      continue;
    }
    stringLiteral.lastIndex = start;
    const found = stringLiteral.exec(text)?.[1];
    if (found !== undefined) literals.add(unquoted(found));
    start = text.indexOf('"', found === undefined ? start + 1 : stringLiteral.lastIndex);
  }
}

function unquoted(text: string): string {
  return text.includes("\\") ? (JSON.parse(`"${text.replaceAll("\\'", "'")}"`) as string) : text;
}
