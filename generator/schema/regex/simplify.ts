import type { Atom, ClassEscape, ClassExpression, Piece, RegularExpression } from "./ast.js";

/**
 * The same language in fewer states: counts within counts become one count where no number is left out between them, and
 * alternatives of one character each become one class. What people nest by mistake, such as `(a{1,1000}){1,1000}`, costs
 * no more than what they meant.
 */
export function simplify({ branches }: RegularExpression): RegularExpression {
  const simple = branches.map((branch) => branch.flatMap((piece) => simplifyPiece(piece)));
  const merged = simple.length > 1 ? mergeCharacters(simple) : undefined;
  return { branches: merged === undefined ? simple : [[{ atom: merged, minimum: 1, maximum: 1 }]] };
}

function simplifyPiece(piece: Piece): readonly Piece[] {
  const { minimum, maximum } = piece;
  if (maximum === 0) return [];
  if (piece.atom.kind !== "group") return [piece];
  const expression = simplify(piece.atom.expression);
  const [branch = [], ...others] = expression.branches;
  const [only, ...more] = branch;
  if (others.length > 0 || more.length > 0) return [{ atom: { kind: "group", expression }, minimum, maximum }];
  // An empty group matches nothing, however often.
  if (only === undefined) return [];
  return [multiply(only, minimum, maximum) ?? { atom: { kind: "group", expression }, minimum, maximum }];
}

/**
 * `x{a,b}` counted from `c` to `d`: `c·a` to `d·b`, if the numbers of each count of rounds reach those of the next one,
 * which they do from the second on when they do at first.
 */
function multiply({ atom, minimum: a, maximum: b }: Piece, c: number, d: number): Piece | undefined {
  if (c < d && (c + 1) * a > times(c, b) + 1) return undefined;
  return { atom, minimum: c * a, maximum: times(d, b) };
}

/** Zero times anything is zero here, unlimited or not. */
function times(count: number, value: number): number {
  return count === 0 || value === 0 ? 0 : count * value;
}

/** One class for branches that are one character each; nothing when any is not. */
function mergeCharacters(branches: readonly (readonly Piece[])[]): ClassExpression | undefined {
  const items: (ClassEscape | { readonly kind: "range"; readonly from: number; readonly to: number })[] = [];
  for (const [piece, ...others] of branches) {
    if (piece === undefined || others.length > 0 || piece.minimum !== 1 || piece.maximum !== 1) return undefined;
    const added = itemsOf(piece.atom);
    if (added === undefined) return undefined;
    items.push(...added);
  }
  return { kind: "class", negated: false, items };
}

function itemsOf(atom: Atom): ClassExpression["items"] | undefined {
  switch (atom.kind) {
    case "character":
      return [{ kind: "range", from: atom.codePoint, to: atom.codePoint }];
    case "class":
      return atom.negated || atom.subtracted !== undefined ? undefined : atom.items;
    case "category":
    case "block":
    case "multi":
      return [atom];
    case "group":
    case "wildcard":
      return undefined;
  }
}
