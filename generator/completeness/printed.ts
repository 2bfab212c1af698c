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
      for (const [, literal] of text.matchAll(/"((?:[^"\\\n]|\\.)*)"/g))
        if (literal !== undefined) literals.add(unquoted(literal));
    }
  }
  return { keys, literals };
}

function unquoted(text: string): string {
  return text.includes("\\") ? (JSON.parse(`"${text.replaceAll("\\'", "'")}"`) as string) : text;
}
