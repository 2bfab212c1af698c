import type { Tokenizer } from "../xml/tokenizer.js";
import { normalizeWhiteSpace } from "../values/white-space.js";
import type { CompiledSimpleType, Declaration } from "./compiled.js";
import type { DecodeSession } from "./decode-session.js";
import { failure } from "./fast-decode.js";
import { PlainReader, type PlainValue } from "./plain-value.js";
import { prefixesOf } from "./prefixes-in-use.js";
import type { SimpleCodec } from "./simple.js";
import * as wrong from "./structure-violation.js";
import type { PrefixLookup } from "./value-family.js";
import { inclusionNamespace } from "./separate-values.js";
import type { SimpleType } from "./tables.js";
import { Violation } from "./violation.js";

/** Reads values of simple types: character data of elements, and attributes. */
export class SimpleReader {
  private readonly session: DecodeSession;
  private readonly plain: PlainReader = new PlainReader();

  constructor(session: DecodeSession) {
    this.session = session;
  }

  /**
   * The value of the element whose start tag was read last, to behind its end tag; `failure`, with nothing read, where there
   * is more to it than one run of text that is a valid value.
   */
  readPlain(value: PlainValue): unknown {
    const { tokenizer } = this.session;
    if (tokenizer.selfClosing) return failure;
    const { plain } = this;
    const read = plain.read(value, tokenizer, tokenizer.position);
    if (read === failure || !tokenizer.isAtEndTag(plain.end)) return failure;
    tokenizer.readEndTag(plain.end);
    return read;
  }

  /**
   * Character data to behind the end tag.
   *
   * @param owner of the element: has its default or fixed value
   * @param type the text is of this type
   * @param asType the value is to look as one of this type, which `type` is derived from, or is
   * @param step of the property, where the text is one of several of the element's value
   */
  readContent(
    owner: Declaration,
    type: CompiledSimpleType,
    asType: CompiledSimpleType,
    offset: number,
    step?: string,
  ): unknown {
    const { session } = this;
    const { tokenizer } = session;
    const { codec } = type;
    const outer = tokenizer.depth - 1;
    let text = "";
    let token = tokenizer.next();
    let prefixes: PrefixLookup | undefined = tokenizer;
    if (token === "text") {
      text = tokenizer.characterData;
      // Behind the end tag, the prefixes that the element itself declares are gone.
      if (codec.usesPrefixes) prefixes = prefixesOf(text, tokenizer);
      token = tokenizer.next();
    }
    if (token !== "end-element") {
      const included = this.readIncluded(codec.type, text);
      if (included !== undefined) return this.checkIncluded(owner, type, asType, included, offset, step);
      const rule = step === undefined ? "cvc-type.3.1.2" : "cvc-complex-type.2.2";
      session.issues.add(wrong.noElements(tokenizer.elementLocalName, rule), tokenizer.elementPosition);
      session.skipTo(outer);
      session.checkBadText();
      return failure;
    }
    const declared = text === "" ? (owner.default ?? owner.fixed) : undefined;
    const value =
      declared === undefined
        ? this.readValue(owner, type, text, prefixes, offset, step)
        : this.readDefault(type, declared, offset, step);
    if (value === failure) {
      session.checkBadText();
      return failure;
    }
    // Names in the schema's own values are not qualified by prefixes.
    if (declared !== undefined) prefixes = undefined;
    session.checkText(owner, codec, declared ?? text, prefixes);
    if (asType === type) return value;
    return this.readAs(asType, normalizeWhiteSpace(declared ?? text, codec.type.whiteSpace), prefixes, offset);
  }

  /**
   * A value that came beside the message: the start tag read last is that of the `xop:Include` in its place. Undefined when
   * it is not, or when anything else is in the element; else the element has been read to behind its end tag.
   */
  private readIncluded(type: SimpleType, before: string): Uint8Array | undefined {
    const { tokenizer, context } = this.session;
    if (context.included === undefined || type.variety !== "atomic" || type.primitive !== "base64Binary")
      return undefined;
    if (!tokenizer.localNameIs("Include") || tokenizer.elementNamespace !== inclusionNamespace) return undefined;
    if (before.trim() !== "") return undefined;
    const value = context.included.take(hrefOf(tokenizer), tokenizer.elementPosition);
    if (value === undefined) return undefined;
    tokenizer.skipElement();
    // White space may follow as it may go before; anything else is refused like any child element.
    const token = tokenizer.nextTag();
    return token === "end-element" ? value : undefined;
  }

  /** As `readContent` goes on with a text; of the value's own text nothing is made unless something asks for it. */
  private checkIncluded(
    owner: Declaration,
    type: CompiledSimpleType,
    asType: CompiledSimpleType,
    value: Uint8Array,
    offset: number,
    step: string | undefined,
  ): unknown {
    const { session } = this;
    const { codec } = type;
    const violation = codec.check(value);
    const isFixed =
      owner.fixed === undefined ||
      codec.key(owner.fixed, undefined) === codec.key(codec.write(value, undefined), undefined);
    if (violation !== undefined || !isFixed) {
      session.issues.add(violation ?? wrong.notFixed(owner), offset, step);
      session.checkBadText();
      return failure;
    }
    session.checkBytes(owner, codec, value);
    return asType === type ? value : this.readAs(asType, codec.write(value, undefined), undefined, offset);
  }

  /** The value of a text; `failure` when it is not valid. */
  readValue(
    owner: Declaration,
    type: CompiledSimpleType,
    text: string,
    prefixes: PrefixLookup,
    offset: number,
    step: string | undefined,
  ): unknown {
    const { codec } = type;
    const { issues, context } = this.session;
    const value = codec.read(text, prefixes);
    if (typeof value === "object" && value instanceof Violation) {
      if (value.code === "SF-V-ENUMERATION" && context.codes === "open" && codec.type.codeList !== undefined) {
        issues.add(value, offset, step, "warning");
        return { unknown: normalizeWhiteSpace(text, codec.type.whiteSpace) };
      }
      issues.add(value, offset, step);
      return failure;
    }
    if (owner.fixed !== undefined && !hasFixedValue(owner, owner.fixed, codec, text, prefixes)) {
      issues.add(wrong.notFixed(owner), offset, step);
      return failure;
    }
    if (type.refers) this.addReferences(codec, text, prefixes, offset, step);
    return value;
  }

  /** The value of a default or fixed text of the schema. */
  readDefault(type: CompiledSimpleType, text: string, offset: number, step: string | undefined): unknown {
    const value = type.codec.read(text, undefined);
    if (typeof value === "object" && value instanceof Violation) {
      this.session.issues.add(wrong.defaultNotOfType(), offset, step);
      return failure;
    }
    if (type.refers) this.addReferences(type.codec, text, undefined, offset, step);
    return value;
  }

  private readAs(type: CompiledSimpleType, text: string, prefixes: PrefixLookup | undefined, offset: number): unknown {
    const value = type.codec.read(text, prefixes);
    if (!(typeof value === "object" && value instanceof Violation)) return value;
    this.session.issues.add(value, offset);
    return failure;
  }

  private addReferences(
    codec: SimpleCodec,
    text: string,
    prefixes: PrefixLookup | undefined,
    offset: number,
    step: string | undefined,
  ): void {
    const { issues, references } = this.session;
    const violation = references.add(codec, text, prefixes, offset);
    if (violation !== undefined) issues.add(violation, offset, step);
  }
}

function hrefOf(tokenizer: Tokenizer): string {
  for (let index = 0; index < tokenizer.attributeCount; index++) {
    if (tokenizer.attributeLocalNames[index] !== "href" || tokenizer.attributeNamespaces[index] !== "") continue;
    return tokenizer.attributeValues[index]!;
  }
  return "";
}

/** The fixed value is one of the declared type: the one that `xsi:type` names may have no text for it. */
function hasFixedValue(
  { type }: Declaration,
  fixed: string,
  codec: SimpleCodec,
  text: string,
  prefixes: PrefixLookup,
): boolean {
  // A prefix in the text may look like nothing in the schema's.
  if (text === fixed && !codec.usesPrefixes) return true;
  const declared = type.kind === "simple" ? type.codec : codec;
  const key = declared.key(declared === codec ? text : normalizeWhiteSpace(text, codec.type.whiteSpace), prefixes);
  return key !== undefined && key === declared.key(fixed, undefined);
}
