import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A message to measure with, and the bounds of its size, which the figures depend on. */
export interface Message {
  readonly name: "small" | "large";
  /** Local name of the request in the SOAP body. */
  readonly element: "OpretRequest" | "OpdaterLoenmodtagerRequest";
  readonly bytes: Uint8Array;
}

/** Rows of the large message. */
const rows = 10_000;

/** An envelope with all seventeen fields of the header and all eight of the body. */
export function smallMessage(): Message {
  const bytes = readFileSync(join(import.meta.dirname, "data", "opret.xml"));
  return { name: "small", element: "OpretRequest", bytes: ofSize(bytes, 2300, 2500) };
}

/** An envelope with ten thousand rows, made from the small one; the same bytes every time. */
export function largeMessage(): Message {
  const small = readFileSync(join(import.meta.dirname, "data", "opret.xml"), "utf8");
  const text = small
    .replaceAll("OpretRequest", "OpdaterLoenmodtagerRequest")
    .replaceAll("syg:Opret>", "syg:OpdaterLoenmodtager>")
    .replace(
      /(?<=<syg:Body>\n).*(?= {8}<\/syg:Body>)/s,
      Array.from({ length: rows }, (_, index) => row(index)).join(""),
    );
  return {
    name: "large",
    element: "OpdaterLoenmodtagerRequest",
    bytes: ofSize(Buffer.from(text), 2_200_000, 2_400_000),
  };
}

function row(index: number): string {
  // Multiplied by primes, so that neighbouring rows differ in value and width.
  const [hours, minutes, week] = [(index * 31) % 169, (index * 7919) % 10_081, (index % 53) + 1];
  return `          <syg:GenoptagetArbejde>
            <syg:GenoptagetTimer>${hours}</syg:GenoptagetTimer>
            <syg:GenoptagetMinutter>${minutes}</syg:GenoptagetMinutter>
            <syg:Ugenummer>${week}</syg:Ugenummer>
          </syg:GenoptagetArbejde>
`;
}

function ofSize(bytes: Uint8Array, least: number, most: number): Uint8Array {
  if (bytes.length < least || bytes.length > most) {
    throw new Error(`The message has ${bytes.length} bytes and must have ${least} to ${most}.`);
  }
  return bytes;
}
