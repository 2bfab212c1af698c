import { Buffer } from "node:buffer";
import { mutateBytes } from "../support/byte-mutations.js";
import type { Draw } from "../support/random.js";

/** A body with its media type. */
export interface MediaBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const xop = "http://www.w3.org/2004/08/xop/include";

/** An envelope with parts beside it, as MTOM or with attachments; sound, or not quite. */
export function drawMultipart(envelope: Uint8Array, mediaType: string, draw: Draw): MediaBody {
  const text = Buffer.from(envelope).toString("latin1");
  const isOptimized = draw.once(2);
  const id = draw.pick(["a@b", "a%40b", "a b", "æ", ""]);
  const root = isOptimized ? included(text, id, draw) : text;
  const rootType = isOptimized
    ? `application/xop+xml; charset=utf-8; type="${mediaType}"`
    : `${mediaType}; charset=utf-8`;
  const boundary = draw.pick(["B", "----=_Part_1", "a b", "B".repeat(70)]);
  const encoding = draw.pick(["binary", "base64", "8bit", "quoted-printable", "x-unknown"]);
  const content = draw.pick(["QUJD", "=41=\r\nB", "\r\n", "", "\u0000\u00ff", "A".repeat(2000), `\r\n--${boundary}x`]);
  const line = draw.once(6) ? "\n" : "\r\n";
  const part = (headers: readonly string[], inside: string): string =>
    `--${boundary}${draw.once(8) ? " \t" : ""}${line}${headers.map((header) => header + line).join("")}${line}${inside}${line}`;
  const parts = [
    part([`Content-Type: ${rootType}`, "Content-ID: <root>"], root),
    part([`Content-ID: <${draw.once(4) ? "other" : "a@b"}>`, `Content-Transfer-Encoding: ${encoding}`], content),
    ...(draw.once(4) ? [part([], "x")] : []),
    ...(draw.once(4) ? [part(["X-Long:", " folded", "__proto__: x"], "y")] : []),
  ];
  if (draw.once(4)) parts.reverse();
  const whole = `${draw.once(6) ? `preamble${line}` : ""}${parts.join("")}--${boundary}--${draw.once(4) ? line : ""}`;
  const bytes = Buffer.from(whole, "latin1");
  const parameters = [
    `boundary="${draw.once(20) ? "other" : boundary}"`,
    `type="${isOptimized ? "application/xop+xml" : mediaType}"`,
    ...(draw.once(3) ? [`start="<${draw.pick(["root", "a@b", "nosuch"])}>"`] : []),
    ...(isOptimized ? [`start-info="${mediaType}"`] : []),
  ];
  return {
    contentType: `multipart/related; ${parameters.join("; ")}`,
    bytes: draw.once(3) ? mutateBytes(bytes, draw) : bytes,
  };
}

/** The content of one or two elements elsewhere. */
function included(text: string, id: string, draw: Draw): string {
  const places = [...text.matchAll(/>([^<>]+)<\//g)];
  if (places.length === 0) return text;
  const include = `<x:Include xmlns:x="${xop}" href="${draw.pick(["cid:", "cid:", "CID:", "http:"])}${encodeURIComponent(id)}"/>`;
  const { index, 1: content = "" } = draw.pick(places);
  const changed = text.slice(0, index + 1) + include + text.slice(index + 1 + content.length);
  return draw.once(4) ? changed.replace("</", `${include}</`) : changed;
}
