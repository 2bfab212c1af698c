import fc from "fast-check";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import { createRandom } from "../../generator/run/random.js";
import { SampleMaker } from "../../generator/run/sample.js";
import { valueOf } from "../support/arbitraries.js";
import type { Draw } from "../support/random.js";
import { mutateValue } from "../support/value-mutations.js";
import { createDraw } from "./draw.js";
import { judgeValue, show } from "./judges.js";
import { publishedCodecs } from "./published-packages.js";
import { Notes, type Target } from "./target.js";

const damaged = 40;

/** Values of a published message, valid ones of two makes. */
export function drawValues(codec: DocumentCodec<unknown>, seed: number, draw: Draw): readonly unknown[] {
  return [
    ...fc.sample(valueOf(codec.element), { seed, numRuns: 2 }),
    new SampleMaker(createRandom(seed), draw.once(2)).root(codec.element),
  ];
}

/** Values of the published messages, whole and damaged: the encoder against the validator, and the decoder behind it. */
export const valueTarget: Target = {
  name: "values",
  share: 1,
  round(seed) {
    const notes = new Notes();
    const draw = createDraw(seed);
    const codec = draw.pick(publishedCodecs);
    const tryOne = (value: unknown, mustBeValid: boolean): void => {
      const input = `${codec.localName} ${inspected(value)}`;
      notes.try(input, () => {
        notes.count("values");
        const { quarrel, isValid } = judgeValue(codec, value);
        if (isValid) notes.count("valid values");
        else if (mustBeValid) notes.add("a valid value is refused", input);
        if (quarrel !== undefined) notes.add(quarrel, input);
      });
    };
    for (const value of drawValues(codec, seed, draw)) {
      tryOne(value, true);
      for (let count = damaged; count > 0; count--) {
        let changed = mutateValue(value, draw);
        while (draw.once(4)) changed = mutateValue(changed, draw);
        tryOne(changed, false);
      }
    }
    return notes;
  },
};

function inspected(value: unknown): string {
  try {
    return show(value);
  } catch {
    return String(value);
  }
}
