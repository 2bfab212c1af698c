import { isNameCharacter } from "../xml/characters.js";
import type { Tokenizer } from "../xml/tokenizer.js";
import { setProperty } from "./decoded-object.js";
import type { PrefixLookup } from "./value-family.js";

/*
 * A text that holds qualified names means nothing without the bindings of their prefixes. There may be many bindings in
 * force, so only those that a text can mean are kept.
 */

/** Every part of a text that may be a prefix: what stands before a colon. Linear in the length of the text. */
function forEachPossiblePrefix(text: string, callback: (prefix: string) => void): void {
  let from = 0;
  for (let colonAt = text.indexOf(":"); colonAt >= 0; colonAt = text.indexOf(":", from)) {
    let start = colonAt;
    while (start > from && isInName(text.charCodeAt(start - 1))) start--;
    if (start < colonAt) callback(text.slice(start, colonAt));
    from = colonAt + 1;
  }
}

/** Halves of surrogate pairs pass: which of these characters names may hold, looking the prefix up settles. */
function isInName(unit: number): boolean {
  return isNameCharacter(unit) || (unit >= 0xd800 && unit <= 0xdfff);
}

/** The bindings that a text may mean as they are now, for when they are gone. */
export function prefixesOf(text: string, lookup: PrefixLookup): PrefixLookup {
  const known = new Map([["", lookup.lookupPrefix("")]]);
  forEachPossiblePrefix(text, (prefix) => known.set(prefix, lookup.lookupPrefix(prefix)));
  return { lookupPrefix: (prefix) => known.get(prefix) };
}

/**
 * The bindings that foreign elements keep: those declared on them, and those from further out that their text and
 * attributes may mean and no foreign element around them keeps already. Every step takes constant time, however many
 * bindings there are.
 */
export class KeptPrefixes {
  /** Of the open foreign elements, innermost last. */
  private readonly own: Record<string, string>[] = [];
  private readonly inForce: Map<string, string> = new Map();
  /** Per binding that was kept: what was kept for its prefix before. */
  private readonly hidden: (readonly [prefix: string, namespace: string | undefined])[] = [];
  private readonly firstHidden: number[] = [];

  /** The start tag read last opens a foreign element. Returns what it keeps; more may come until `leave`. */
  enter(tokenizer: Tokenizer): Readonly<Record<string, string>> {
    const own: Record<string, string> = {};
    this.own.push(own);
    this.firstHidden.push(this.hidden.length);
    if (tokenizer.declarationCount > 0) {
      tokenizer.forEachDeclaration((prefix, namespace) => this.keep(prefix, namespace));
    }
    return own;
  }

  /** A text or attribute value of the innermost element, whose bindings are in force. */
  note(text: string, tokenizer: Tokenizer): void {
    if (!text.includes(":")) return;
    forEachPossiblePrefix(text, (prefix) => {
      const namespace = prefix === "xml" ? undefined : tokenizer.lookupPrefix(prefix);
      if (namespace !== undefined && this.inForce.get(prefix) !== namespace) this.keep(prefix, namespace);
    });
  }

  leave(): void {
    this.own.pop();
    const first = this.firstHidden.pop() ?? 0;
    for (const [prefix, namespace] of this.hidden.splice(first).reverse()) {
      if (namespace === undefined) this.inForce.delete(prefix);
      else this.inForce.set(prefix, namespace);
    }
  }

  private keep(prefix: string, namespace: string): void {
    this.hidden.push([prefix, this.inForce.get(prefix)]);
    this.inForce.set(prefix, namespace);
    setProperty(this.own.at(-1)!, prefix, namespace);
  }
}
