import fc from "fast-check";
import { complexType, type FieldDefinition } from "./define.js";
import { text } from "./example.fixture.js";
import type { ComplexType, Particle } from "./tables.js";

/*
 * Content models of every shape, for the tests of what matches, checks and writes them. Every element has a letter of its
 * own, so that no model is ambiguous.
 */

/** A content model. A group that is a `field` gives an object for each of its occurrences. */
export type Model =
  | { readonly kind: "element"; readonly letter: string; readonly min: number; readonly max: number }
  | {
      readonly kind: "sequence" | "choice";
      readonly min: number;
      readonly max: number;
      readonly field: boolean;
      readonly children: readonly Model[];
    };

export type ModelGroup = Extract<Model, { readonly children: unknown }>;

/** The property of a group field: named after the first letter inside. */
export function groupProperty(group: ModelGroup): string {
  return `$${group.kind}${firstLetter(group)}`;
}

function firstLetter(model: Model): string {
  return model.kind === "element" ? model.letter : firstLetter(model.children[0]!);
}

/** As a regular expression, for messages: a backtracking engine would take for ever over some. */
export function expressionOf(model: Model): string {
  const once =
    model.kind === "element"
      ? model.letter
      : `(${model.children.map(expressionOf).join(model.kind === "choice" ? "|" : "")})`;
  return `${once}{${model.min},${model.max === Infinity ? "" : model.max}}`;
}

/** Whether a word is one occurrence of a model. */
export function matchesOnce(model: Model, word: string): boolean {
  return endsOnce(model, word, 0).has(word.length);
}

/** Whether a word is as many occurrences of a model as there must be. */
export function matches(model: Model, word: string): boolean {
  return ends(model, word, 0).has(word.length);
}

/** Where an occurrence that begins at a place can end. */
function endsOnce(model: Model, word: string, start: number): ReadonlySet<number> {
  if (model.kind === "element") return new Set(word[start] === model.letter ? [start + 1] : []);
  if (model.kind === "choice") return new Set(model.children.flatMap((child) => [...ends(child, word, start)]));
  let places: ReadonlySet<number> = new Set([start]);
  for (const child of model.children) places = new Set([...places].flatMap((place) => [...ends(child, word, place)]));
  return places;
}

function ends(model: Model, word: string, start: number): ReadonlySet<number> {
  const found = new Set<number>(model.min === 0 ? [start] : []);
  let places: ReadonlySet<number> = new Set([start]);
  for (let count = 1; count <= model.max && places.size > 0; count++) {
    places = new Set([...places].flatMap((place) => [...endsOnce(model, word, place)]));
    const known = found.size;
    if (count >= model.min) for (const place of places) found.add(place);
    if (count > model.min && found.size === known) break;
  }
  return found;
}

/** The type whose content is the model, as a sequence of just that. */
export function typeOf(model: Model): ComplexType {
  const fields: FieldDefinition[] = [];
  const particleOf = (part: Model): Particle => {
    const { min, max } = part;
    if (part.kind === "element") {
      const { letter } = part;
      const field = fields.push({ property: letter, type: () => text, optional: true, repeated: true }) - 1;
      return { kind: "element", field, min, max };
    }
    if (!part.field) return { kind: part.kind, min, max, particles: part.children.map(particleOf) };
    const type = typeOf({ ...part, min: 1, max: 1, field: false });
    const property = groupProperty(part);
    const field = fields.push({ property, source: "group", type: () => type, optional: true, repeated: true }) - 1;
    return { kind: "group", field, min, max };
  };
  const content = particleOf(model);
  return complexType({ fields, content });
}

const bounds = fc.constantFrom<readonly [number, number]>(
  [1, 1],
  [0, 1],
  [0, Infinity],
  [1, Infinity],
  [2, 2],
  [2, 3],
  [0, 2],
  [1, 3],
  [2, Infinity],
  [3, 5],
);

/** Models with up to three levels of groups. */
export const anyModel: fc.Arbitrary<Model> = fc
  .letrec<{ model: Model; group: Model; element: Model }>((tie) => ({
    element: bounds.map(([min, max]) => ({ kind: "element", letter: "", min, max })),
    group: fc
      .record({
        kind: fc.constantFrom<"sequence" | "choice">("sequence", "sequence", "choice"),
        bounds,
        field: fc.boolean(),
        children: fc.array(tie("model"), { minLength: 1, maxLength: 3 }),
      })
      .map(({ kind, bounds: [min, max], field, children }) => ({ kind, min, max, field, children })),
    model: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie("element"), tie("group")),
  }))
  .group.map((model) => withLetters(model))
  .filter((model) => JSON.stringify(model).length < 1500);

function withLetters(model: Model): Model {
  let next = 0;
  const visit = (part: Model): Model =>
    part.kind === "element"
      ? { ...part, letter: String.fromCharCode(0x61 + next++) }
      : { ...part, children: part.children.map(visit) };
  return visit(model);
}

/** Words that mostly fit a model, or nearly: at most some twenty letters. */
export function wordOf(model: Model): fc.Arbitrary<string> {
  return fc.infiniteStream(fc.nat(11)).chain((choices) => {
    const next = (): number => choices.next().value as number;
    const write = (part: Model, room: number): string => {
      const most = Math.min(part.max, part.min + 3);
      const count = part.min + (most > part.min ? next() % (most - part.min + 1) : 0);
      let word = "";
      for (let round = 0; round < count && word.length < room; round++) {
        if (part.kind === "element") word += part.letter;
        else if (part.kind === "choice")
          word += write(part.children[next() % part.children.length]!, room - word.length);
        else for (const child of part.children) word += write(child, room - word.length);
      }
      return word;
    };
    const word = write(model, 20);
    const at = next() % (word.length + 1);
    switch (next()) {
      case 0:
        return fc.constant(word.slice(0, at) + word.slice(at + 1));
      case 1:
        return fc.constant(word.slice(0, at) + (word[next() % (word.length + 1)] ?? "a") + word.slice(at));
      default:
        return fc.constant(word);
    }
  });
}
