import type { XmlLimits } from "../xml/limits.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import { GenericDecoder } from "./generic-decoder.js";
import type { Issue, Result } from "./issue.js";
import { type Places, xmlIssue } from "./issue-collector.js";
import type { IncludedValues } from "./separate-values.js";
import type { RootElement } from "./tables.js";

export { GenericDecoder, type Places, xmlIssue };

/** How to read messages. */
export interface DecodeOptions {
  /**
   * `closed` (the default): a code that its list does not have is an error. `open`: it becomes `{ unknown: code }`, with a
   * warning, so that a reader survives a list that grew; see {@link OpenCodes}.
   */
  readonly codes?: "closed" | "open" | undefined;
  /** After so many issues decoding stops. At least 1; default 100. */
  readonly maximumIssues?: number | undefined;
  readonly limits?: XmlLimits | undefined;
  /** Encoding that the transport states, such as the `charset` of a content type. It wins over the XML declaration. */
  readonly encoding?: string | undefined;
}

/** Options by which a message is exactly of its type. */
export interface ClosedDecodeOptions extends DecodeOptions {
  readonly codes?: "closed" | undefined;
}

/** One decoding: how, and what was found. */
export interface DecodeContext {
  readonly codes: "closed" | "open";
  readonly maximumIssues: number;
  /** Errors and warnings so far. */
  readonly issues: Issue[];
  /** Binary values that came beside the message. */
  readonly included?: IncludedValues | undefined;
  /** Where the message was rewritten before it is decoded: finds places in what came. Default: the message itself. */
  readonly places?: Places | undefined;
}

/** @throws RangeError when `maximumIssues` is not a positive integer */
export function createDecodeContext(
  options?: DecodeOptions,
  { included, places }: Pick<DecodeContext, "included" | "places"> = {},
): DecodeContext {
  const maximumIssues = options?.maximumIssues ?? 100;
  if (!Number.isSafeInteger(maximumIssues) || maximumIssues < 1) {
    throw new RangeError("maximumIssues must be a positive integer.");
  }
  return { codes: options?.codes ?? "closed", maximumIssues, issues: [], included, places };
}

/** Reads the root element of a document, whose `<` is at `position`. Issues go to the context. */
export type ReadRoot<Value> = (tokenizer: Tokenizer, position: number, context: DecodeContext) => Value | undefined;

/** Kept between documents for its buffer; undefined while it is in use. */
let spare: Tokenizer | undefined;

/**
 * Reads a whole document. Never throws on bad input.
 *
 * @param message UTF-8, UTF-16 with byte order mark, or another accepted encoding that the XML declaration names
 */
export function readDocument<Value>(
  message: Uint8Array,
  options: DecodeOptions | undefined,
  readRoot: ReadRoot<Value>,
): Result<Value> {
  const context = createDecodeContext(options);
  const tokenizer = spare ?? new Tokenizer();
  spare = undefined;
  try {
    tokenizer.load(message, options?.limits, options?.encoding);
    const value = readRoot(tokenizer, tokenizer.prolog(), context);
    if (context.issues.length < context.maximumIssues) tokenizer.readEpilog();
    if (!context.issues.some(({ severity }) => severity === "error")) {
      return { ok: true, value: value as Value, warnings: context.issues };
    }
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    context.issues.push(xmlIssue(tokenizer, error));
  } finally {
    tokenizer.release();
    spare = tokenizer;
  }
  return { ok: false, issues: context.issues };
}

/** Reads a whole document by the tables; as {@link readDocument}. */
export function decodeGeneric<Value>(
  message: Uint8Array,
  root: RootElement<Value>,
  options?: DecodeOptions,
): Result<Value> {
  return readDocument(
    message,
    options,
    (tokenizer, position, context) =>
      new GenericDecoder(context).decodeElement(tokenizer, position, root) as Value | undefined,
  );
}
