/** Where the characters of a text come from. */
export interface Origins {
  /** Offset in the source of the character at an offset of the text. Asked for in rising order, or nearly so. */
  originOf(offset: number): number;
}

/** Collects a text from pieces of a source and others that take the place of something in it. */
export interface TextBuilder {
  /** Characters of the source, which stand there from an offset on. */
  copy(characters: string, offset: number): void;
  /** Characters that stand for the one at an offset of the source. */
  insert(characters: string, offset: number): void;
}

/** A builder that keeps nothing but the text. */
export function createPlainBuilder(): TextBuilder & { text(): string } {
  const pieces: string[] = [];
  const add = (characters: string): void => void pieces.push(characters);
  return { copy: add, insert: add, text: () => pieces.join("") };
}

/** A builder that remembers where all of it comes from. */
export function createTextBuilder(): TextBuilder & { result(): Origins & { readonly text: string } } {
  const pieces: { readonly characters: string; readonly start: number; readonly origin: number; isCopy: boolean }[] =
    [];
  let length = 0;
  const add = (characters: string, origin: number, isCopy: boolean): void => {
    if (characters === "") return;
    pieces.push({ characters, start: length, origin, isCopy });
    length += characters.length;
  };
  let current = 0;
  return {
    copy: (characters, offset) => add(characters, offset, true),
    insert: (characters, offset) => add(characters, offset, false),
    result: () => ({
      text: pieces.map(({ characters }) => characters).join(""),
      originOf(offset): number {
        while ((pieces[current + 1]?.start ?? Infinity) <= offset) current++;
        while (current > 0 && (pieces[current]?.start ?? 0) > offset) current--;
        const { start, origin, isCopy } = pieces[current] ?? { start: 0, origin: 0, isCopy: true };
        return isCopy ? origin + offset - start : origin;
      },
    }),
  };
}
