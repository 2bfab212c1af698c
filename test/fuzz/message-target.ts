import { Buffer } from "node:buffer";
import { type DocumentCodec, encodeDocument } from "../../runtime/codec/document-codec.js";
import { mutateBytes } from "../support/byte-mutations.js";
import type { Draw } from "../support/random.js";
import { mutateTree } from "../support/schema-mutations.js";
import { drawForm, namespacesOf, plainForm, writeXml } from "../support/xml-writer.js";
import { parseXml, type XmlElement } from "../support/xml-tree.js";
import { createDraw } from "./draw.js";
import { drawOptions, judge } from "./judges.js";
import { drawBytes, drawSurroundings } from "./message-forms.js";
import { publishedCodecs } from "./published-packages.js";
import { Notes, type Target } from "./target.js";
import { mutateText } from "./text-mutations.js";
import { drawValues } from "./value-target.js";

const mutants = 20;
const typeNames = ["SygefravaerType", "HeaderType", "string", "nosuch"];

/** A message of a tree that was changed or not, in a random form. */
function drawMessage(tree: XmlElement, codec: DocumentCodec<unknown>, draw: Draw): string {
  const changed = structuredClone(tree);
  for (let count = draw.below(3); count > 0; count--) mutateTree(changed, codec.element.type(), draw);
  const text = writeXml(changed, draw.once(2) ? plainForm : drawForm(draw, [...namespacesOf(changed)]));
  return draw.once(4) ? mutateText(text, codec.namespace, typeNames, draw) : text;
}

/** Messages of the published packages: both decoders, and saxes. */
export const messageTarget: Target = {
  name: "messages",
  share: 4,
  round(seed) {
    const notes = new Notes();
    const draw = createDraw(seed);
    const codec = draw.pick(publishedCodecs);
    const tryOne = (bytes: Uint8Array, isPlain = false): void =>
      notes.try(bytes, () => {
        notes.count("messages");
        const { quarrel, isValid } = judge(codec, bytes, isPlain ? {} : drawOptions(draw));
        if (isValid) notes.count("valid messages");
        else if (isPlain) notes.add("a valid message is refused", bytes);
        if (quarrel !== undefined) notes.add(quarrel, bytes);
      });
    for (const value of drawValues(codec, seed, draw)) {
      const written = encodeDocument(codec, value);
      if (!written.ok) {
        notes.add("a valid value is not written", codec.localName);
        continue;
      }
      tryOne(written.value, true);
      const tree = parseXml(Buffer.from(written.value).toString("utf8"));
      tryOne(Buffer.from(writeXml(tree, drawForm(draw, [...namespacesOf(tree)])), "utf8"), true);
      for (let count = mutants; count > 0; count--) {
        const bytes = drawBytes(drawSurroundings(drawMessage(tree, codec, draw), draw), draw);
        tryOne(draw.once(4) ? mutateBytes(bytes, draw) : bytes);
      }
    }
    return notes;
  },
};
