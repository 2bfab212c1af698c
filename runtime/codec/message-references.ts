import { normalizeWhiteSpace } from "../values/white-space.js";
import { simpleCodec, type SimpleCodec } from "./simple.js";
import * as wrong from "./structure-violation.js";
import type { PrefixLookup } from "./value-family.js";
import { Violation } from "./violation.js";

/** A reference to an ID that may stand further on. */
interface Reference {
  readonly id: string;
  readonly offset: number;
}

/** The IDs of a message and the references to them (XSD Part 1 §3.15.4, cvc-id), and the entities it means (§3.14.4). */
export class MessageReferences {
  private readonly ids: Set<string> = new Set();
  private readonly references: Reference[] = [];

  /** Neither IDs nor references to any have been seen. */
  get isEmpty(): boolean {
    return this.ids.size === 0 && this.references.length === 0;
  }

  /**
   * Takes in a valid text of a type that refers.
   *
   * @returns what is wrong with it
   */
  add(codec: SimpleCodec, text: string, prefixes: PrefixLookup | undefined, offset: number): Violation | undefined {
    const { type } = codec;
    switch (type.variety) {
      case "list": {
        const item = simpleCodec(type.item!());
        let found: Violation | undefined;
        for (const part of normalizeWhiteSpace(text, "collapse").split(" ")) {
          const violation = part === "" ? undefined : this.add(item, part, prefixes, offset);
          found ??= violation;
        }
        return found;
      }
      case "union": {
        const members = type.members!().map(simpleCodec);
        const active = members.find((member) => !(member.read(text, prefixes) instanceof Violation));
        return active === undefined ? undefined : this.add(active, text, prefixes, offset);
      }
      default:
        return this.addAtomic(type.builtIn, normalizeWhiteSpace(text, type.whiteSpace), offset);
    }
  }

  /** Calls back for every reference without an ID; to be asked when the whole message has been read. */
  forEachDangling(callback: (violation: Violation, offset: number) => void): void {
    for (const { id, offset } of this.references) if (!this.ids.has(id)) callback(wrong.unknownId(), offset);
  }

  private addAtomic(builtIn: string, text: string, offset: number): Violation | undefined {
    switch (builtIn) {
      case "ID":
        if (this.ids.has(text)) return wrong.duplicateId();
        this.ids.add(text);
        return undefined;
      case "IDREF":
        this.references.push({ id: text, offset });
        return undefined;
      case "ENTITY":
        return wrong.unknownEntity();
      default:
        return undefined;
    }
  }
}
