import type { DecodeContext } from "../codec/decode.js";
import type { Issue } from "../codec/issue.js";
import type { Markup } from "../codec/markup.js";
import type { SeparateValues } from "../codec/separate-values.js";
import type { RootElement } from "../codec/tables.js";
import type { Tokenizer } from "../xml/tokenizer.js";

/** How one root element is read and written; generated packages provide one per message element. */
export interface ElementCodec<Value> {
  readonly namespace: string;
  readonly localName: string;
  /** What it goes by; needed where values are encoded or sent as parts of their own. */
  readonly element?: RootElement<Value>;
  /**
   * Reads the element whose start tag is at `position`, and leaves `tokenizer.position` behind its end tag. The caller has
   * looked at the element's name already: it may be a spelling that only an alias allows.
   *
   * @returns undefined when issues were added to the context
   */
  decode(tokenizer: Tokenizer, position: number, context: DecodeContext): Value | undefined;
  /**
   * The element as XML text, with all namespaces it needs declared on it.
   *
   * @param separate takes binary values that are to travel beside the message
   * @returns undefined when the value is not valid; `issues` then says why
   */
  encode(value: Value, issues: Issue[], separate?: SeparateValues): string | undefined;
  /** The element in UTF-8 between other text, where that is quicker; undefined where `encode` has to say more. */
  write?(value: Value, before: Markup | string, after: Markup | string): Uint8Array | undefined;
}
