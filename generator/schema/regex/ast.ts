/* The syntax of XSD regular expressions (XSD Part 2, appendix F), as parsed. */

/** Alternatives; an empty pattern is one empty branch. */
export interface RegularExpression {
  readonly branches: readonly (readonly Piece[])[];
}

export interface Piece {
  readonly atom: Atom;
  readonly minimum: number;
  /** `Infinity` when unbounded. */
  readonly maximum: number;
}

export type Atom =
  | { readonly kind: "character"; readonly codePoint: number }
  | { readonly kind: "group"; readonly expression: RegularExpression }
  | { readonly kind: "wildcard" }
  | ClassEscape
  | ClassExpression;

/** One of the escapes that stand for many characters. */
export type ClassEscape =
  /** `\p{L}`: a general category of Unicode, or one of its subcategories. */
  | { readonly kind: "category"; readonly category: string; readonly negated: boolean }
  /** `\p{IsGreek}`; the name without `Is`. */
  | { readonly kind: "block"; readonly block: string; readonly negated: boolean }
  /** `\s \i \c \d \w`, negated when written as a capital. */
  | { readonly kind: "multi"; readonly letter: "s" | "i" | "c" | "d" | "w"; readonly negated: boolean };

/** `[…]`, `[^…]`, `[…-[…]]`. The negation covers the items, not the subtraction. */
export interface ClassExpression {
  readonly kind: "class";
  readonly negated: boolean;
  readonly items: readonly ClassItem[];
  readonly subtracted?: ClassExpression;
}

export type ClassItem = { readonly kind: "range"; readonly from: number; readonly to: number } | ClassEscape;

/** Why a text is no regular expression of XSD. */
export interface RegexProblem {
  readonly problem: string;
  /** Where in the pattern, in UTF-16 code units from 0. */
  readonly offset: number;
}
