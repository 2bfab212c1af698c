import type { Issue } from "../codec/issue.js";
import type { SeparateValues } from "../codec/separate-values.js";
import { encodedText } from "./encoding/encoded-text.js";
import type { BodyText } from "./envelope-text.js";
import { missingHeader } from "./message-reader.js";
import type { ElementCodec } from "./message-codec.js";
import type { MessageShape } from "./service.js";
import type { SoapDialect } from "./versions.js";

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
