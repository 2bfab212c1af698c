/** Which classes of a pattern a character is in: characters in the same classes are one symbol to the automaton. */
export interface Symbols {
  /** Number of the symbol that a code point is. */
  of(codePoint: number): number;
  /** Whether a symbol is in a class. */
  isIn(symbol: number, classIndex: number): boolean;
}

/** Code points beyond ASCII whose symbols are remembered; texts in one script need a few hundred. */
const remembered = 4096;

/** Sorts code points by the classes they are in. */
export function symbolsOf(classes: readonly string[]): Symbols {
  const tests = classes.map((source) => new RegExp(`^${source}$`, "v"));
  const numbers = new Map<string, number>();
  const members: boolean[][] = [];
  const ascii = new Int32Array(0x80).fill(-1);
  const others = new Map<number, number>();

  const sort = (codePoint: number): number => {
    const character = String.fromCodePoint(codePoint);
    const member = tests.map((test) => test.test(character));
    const key = member.map(Number).join("");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, members.length);
    return members.push(member) - 1;
  };

  return {
    of(codePoint): number {
      if (codePoint < 0x80) {
        const known = ascii[codePoint]!;
        return known >= 0 ? known : (ascii[codePoint] = sort(codePoint));
      }
      const known = others.get(codePoint);
      if (known !== undefined) return known;
      if (others.size >= remembered) others.clear();
      const symbol = sort(codePoint);
      others.set(codePoint, symbol);
      return symbol;
    },
    isIn: (symbol, classIndex) => members[symbol]![classIndex]!,
  };
}
