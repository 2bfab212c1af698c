import type { Issue } from "../codec/issue.js";
import type { SeparateValues } from "../codec/separate-values.js";
import { encodedText } from "./encoding/encoded-text.js";
import { type BodyText, type BodyWriter, type EnvelopeBody, envelopeBytes } from "./envelope-text.js";
import { missingHeader } from "./message-reader.js";
import type { ElementCodec } from "./message-codec.js";
import type { MessageShape } from "./service.js";
import type { SoapDialect } from "./versions.js";

/** What an envelope is made of. */
export interface EnvelopeContent {
  readonly headers: readonly string[];
  readonly body: EnvelopeBody;
}

/**
 * The envelope of a message; undefined when it is not valid.
 *
 * @param content asked for writers first, and again without them, to say what is wrong, when that came to nothing
 */
export function writeEnvelope(
  dialect: SoapDialect,
  content: (byWriter: boolean) => EnvelopeContent | undefined,
): Uint8Array | undefined {
  for (const byWriter of [true, false]) {
    const found = content(byWriter);
    const bytes = found && envelopeBytes(dialect, found.headers, found.body);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

/** What writes the Body, where the element is written as it is. */
export function bodyWriter<Value>(
  codec: ElementCodec<Value>,
  shape: MessageShape | undefined,
  value: Value,
): BodyWriter | undefined {
  const isAsItIs = shape === undefined || (shape.encoding === undefined && shape.body === undefined);
  if (!isAsItIs || codec.write === undefined) return undefined;
  return { write: (before, after) => codec.write?.(value, before, after) };
}

/**
 * The Body of a message: what stands in it, or the Body itself. Undefined, with issues, when the message is not valid.
 *
 * @param separate takes binary values that are to travel beside the envelope
 */
export function writeBody<Value>(
  codec: ElementCodec<Value>,
  shape: MessageShape | undefined,
  value: Value,
  dialect: SoapDialect,
  issues: Issue[],
  separate?: SeparateValues,
): string | BodyText | undefined {
  const text = codec.encode(value, issues, separate);
  if (text === undefined || shape === undefined) return text;
  const { encoding } = shape;
  const written = encoding === undefined ? text : encodedText(text, codec, encoding, dialect);
  if (written === undefined) {
    issues.push(raggedRows);
    return undefined;
  }
  return shape.body === undefined ? written : asBody(written);
}

const raggedRows: Issue = {
  code: "SF-V-LENGTH",
  severity: "error",
  message: "The rows of an array of several dimensions must be of one length.",
  danish: "Rækkerne i et array med flere dimensioner skal have samme længde.",
  path: [],
  rule: "SOAP 1.1 §5.4.2",
};

/** The declared header blocks that are given, in the order of the contract. */
export function writeHeaders(shape: MessageShape | undefined, headers: unknown, issues: Issue[]): readonly string[] {
  const given = typeof headers === "object" && headers !== null ? (headers as Readonly<Record<string, unknown>>) : {};
  return (shape?.headers ?? []).flatMap(({ property, codec, required }) => {
    const value = Object.hasOwn(given, property) ? given[property] : undefined;
    if (value !== undefined) return codec.encode(value, issues) ?? [];
    if (required) issues.push(missingHeader(codec.localName));
    return [];
  });
}

/** The element with the Body's name in place of its own. An encoder writes an end tag for every element. */
function asBody(text: string): BodyText {
  const [tag = ""] = /^<[^\s/>]+/.exec(text) ?? [];
  const end = text.lastIndexOf("</");
  if (end < 0) return { whole: `<soap:Body${text.slice(tag.length)}` };
  return { whole: `<soap:Body${text.slice(tag.length, end)}</soap:Body>` };
}
