import type { ValueCounts } from "./arrangement.js";
import type { Declaration } from "./compiled.js";
import type { ContentNode, FieldNode, GroupNode } from "./content-node.js";

/*
 * Spreads the values of an object over the rounds of repeated groups, as (a+, b)+ needs it: two a and two b are a b a b, not
 * a a b b. First, from the leaves up: how many times can each particle be gone through with the values it has? Then, from
 * the root down: values are dealt out to just so many rounds.
 */

/** How often a particle can be gone through: any number from `least` to `most`. */
interface Rounds {
  readonly least: number;
  readonly most: number;
}

/** The values in a valid order; undefined when there is none, or an element stands in more than one place of the model. */
export function distribute(content: ContentNode, counts: ValueCounts): readonly Declaration[] | undefined {
  const distribution = new Distribution(counts);
  const { least, most } = distribution.count(content);
  if (distribution.hasFailed || least > 1 || most < 1) return undefined;
  return distribution.deal(content, 1)[0];
}

class Distribution {
  /** An element stands in two places, so that its values cannot be told apart; or a particle cannot take its values. */
  hasFailed = false;
  private readonly counts: ValueCounts;
  private readonly seen: Set<Declaration> = new Set();
  /** Of groups: how often their content can be gone through, all rounds of the group together. */
  private readonly inside: Map<GroupNode, Rounds> = new Map();
  private readonly rounds: Map<ContentNode, Rounds> = new Map();

  constructor(counts: ValueCounts) {
    this.counts = counts;
  }

  /** How often a particle can be gone through; noted for all particles inside. */
  count(node: ContentNode): Rounds {
    const inside = "declarations" in node ? this.countInside(node) : this.countValues(node);
    const rounds = roundsOf(inside, node.min, node.max);
    if (inside.least > inside.most || rounds.least > rounds.most) this.hasFailed = true;
    this.rounds.set(node, rounds);
    return rounds;
  }

  private countValues(node: FieldNode): Rounds {
    if (this.seen.has(node.declaration)) this.hasFailed = true;
    this.seen.add(node.declaration);
    const values = this.values(node);
    return { least: values, most: values };
  }

  private countInside(node: GroupNode): Rounds {
    const children = node.children.map((child) => this.count(child));
    const least = children.map((rounds) => rounds.least);
    const most = children.map((rounds) => rounds.most);
    const inside =
      node.kind === "choice"
        ? { least: sum(least), most: sum(most) }
        : { least: Math.max(0, ...least), most: Math.min(Infinity, ...most) };
    this.inside.set(node, inside);
    return inside;
  }

  /** The values of a particle, dealt out to a number of rounds that `count` allows. */
  deal(node: ContentNode, rounds: number): readonly (readonly Declaration[])[] {
    if (!("declarations" in node)) {
      const { declaration } = node;
      return shares(this.values(node), rounds, node.min, node.max).map((share) =>
        Array.from({ length: share }, () => declaration),
      );
    }
    const { least, most } = this.inside.get(node)!;
    const total = Math.min(most, Math.max(least, rounds * node.min));
    const once = node.kind === "choice" ? this.dealChoice(node, total) : this.dealSequence(node, total);
    let next = 0;
    return shares(total, rounds, node.min, node.max).map((share) => once.slice(next, (next += share)).flat());
  }

  private dealSequence(node: GroupNode, rounds: number): readonly (readonly Declaration[])[] {
    const children = node.children.map((child) => this.deal(child, rounds));
    return Array.from({ length: rounds }, (_, round) => children.flatMap((child) => child[round]!));
  }

  private dealChoice(node: GroupNode, rounds: number): readonly (readonly Declaration[])[] {
    let spare = rounds - this.inside.get(node)!.least;
    return node.children.flatMap((child) => {
      const { least, most } = this.rounds.get(child)!;
      const extra = Math.min(spare, most - least);
      spare -= extra;
      return this.deal(child, least + extra);
    });
  }

  private values(node: FieldNode): number {
    return this.counts.get(node.declaration) ?? 0;
  }
}

/** In how many rounds of `min` to `max` each can so many things be gone through? */
function roundsOf({ least, most }: Rounds, min: number, max: number): Rounds {
  const fewest = least === 0 ? 0 : Math.max(1, Math.ceil(least / max));
  return { least: fewest, most: min === 0 ? Infinity : Math.floor(most / min) };
}

/** `total` in so many parts of `min` to `max` each. */
function shares(total: number, parts: number, min: number, max: number): readonly number[] {
  let rest = total;
  return Array.from({ length: parts }, (_, index) => {
    const share = Math.min(max, rest - (parts - index - 1) * min);
    rest -= share;
    return share;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
