import { Buffer } from "node:buffer";
import type { Draw } from "../support/random.js";

/* One document in the bytes that it may come in. */

const declarations: readonly string[] = [
  "",
  "",
  '<?xml version="1.0"?>',
  "<?xml version='1.0' encoding='UTF-8'?>",
  '<?xml version="1.0" encoding="utf-8" standalone="yes" ?>\r\n',
  '<?xml version="1.1"?>\n',
  '\ufeff<?xml version="1.0"?>',
  '<?xml\tversion = "1.0"\n?>',
  ' <?xml version="1.0"?>',
  '<?xml version="2.0"?>',
  '<?xml version="1.0" encoding="x-unknown"?>',
  '<?xml version="1.0" standalone="no" encoding="utf-8"?>',
  '<?xml-stylesheet href="x"?>',
];
const before: readonly string[] = ["", "", "", "\n", "<!-- c -->", "<?app x?>\n", "<!DOCTYPE a>", "x", "\ufeff"];
const after: readonly string[] = ["", "", "", "\n", "<!-- c -->\r\n", "<?app?>", "x", "<a/>", "\u0000", "<!--"];

/** A document as text with something around it, mostly nothing. */
export function drawSurroundings(document: string, draw: Draw): string {
  if (!draw.once(3)) return document;
  return draw.pick(declarations) + draw.pick(before) + document + draw.pick(after);
}

/** The bytes of a text, mostly in UTF-8. */
export function drawBytes(text: string, draw: Draw): Uint8Array {
  if (!draw.once(8)) return Buffer.from(text, "utf8");
  const bare = text.replace(/^\ufeff?<\?xml[^>]*\?>/, "");
  switch (draw.below(8)) {
    case 0:
      return Buffer.from(`\ufeff${text}`, "utf8");
    case 1:
      return Buffer.from(`\ufeff${draw.once(2) ? '<?xml version="1.0" encoding="UTF-16"?>' : ""}${bare}`, "utf16le");
    case 2:
      return Buffer.from(`\ufeff${bare}`, "utf16le").swap16();
    case 3:
      return Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${bare}`, "latin1");
    case 4:
      return Buffer.from(`<?xml version="1.0" encoding="us-ascii"?>${bare}`, "latin1");
    case 5:
      return Buffer.from(`<?xml version="1.0" encoding="windows-1252"?>${bare}`, "latin1");
    case 6:
      return Buffer.from(`<?xml version="1.0" encoding="UTF-16"?>${bare}`, "utf8");
    default:
      // Without a byte order mark it is not known for what it is.
      return Buffer.from(text, "utf16le");
  }
}

/**
 * What a document says, as saxes wants it; nothing when it is not text in its encoding, `unknown` when it declares another
 * encoding than the one it seems to be in, of which saxes knows nothing.
 */
export function textOf(bytes: Uint8Array): string | undefined | "unknown" {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const [, declared] = /^\ufeff?<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)/.exec(text) ?? [];
  if (declared !== undefined && declared.replace("-", "").toLowerCase() !== encoding.slice(0, 6).replace("-", "")) {
    return "unknown";
  }
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
