import type { DecodeContext } from "../../runtime/codec/decode.js";
import type { Issue, IssueCode } from "../../runtime/codec/issue.js";
import type { ElementCodec } from "../../runtime/soap/message-codec.js";
import type { AnyOperation, Operation, Receipt, ServiceDescription } from "../../runtime/soap/service.js";
import type { SoapVersion } from "../../runtime/soap/versions.js";
import type { Tokenizer } from "../../runtime/xml/tokenizer.js";

/*
 * A small service written by hand, so that client and server can be tested without the generator: messages of text
 * elements, one after the other.
 */

export type Flat = Readonly<Record<string, string | readonly string[]>>;

const namespace = "urn:ping";

interface FlatField {
  readonly name: string;
  readonly pattern?: RegExp;
  readonly kind?: "one" | "optional" | "many";
}

/** Codec of an element whose children are text elements of the same namespace. */
function flatCodec(localName: string, fields: readonly FlatField[]): ElementCodec<Flat> {
  return {
    namespace,
    localName,
    decode(tokenizer, position, context) {
      const values = readChildren(tokenizer, position, context, fields);
      const before = context.issues.length;
      for (const field of fields) {
        if ((field.kind ?? "one") === "one" && values[field.name] === undefined) {
          context.issues.push({ ...issue("SF-V-MISSING-ELEMENT", [field.name]), ...tokenizer.lineAndColumn(position) });
        }
      }
      return context.issues.length > before || context.issues.some((found) => found.severity === "error")
        ? undefined
        : values;
    },
    encode(value, issues) {
      const rows: string[] = [];
      for (const field of fields) {
        const given = value[field.name];
        const texts = given === undefined ? [] : typeof given === "string" ? [given] : given;
        if (texts.length === 0 && (field.kind ?? "one") === "one")
          issues.push(issue("SF-V-MISSING-ELEMENT", [field.name]));
        for (const text of texts) {
          if (field.pattern?.test(text) === false) issues.push(issue("SF-V-PATTERN", [field.name]));
          rows.push(
            `<p:${field.name}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</p:${field.name}>`,
          );
        }
      }
      if (issues.length > 0) return undefined;
      return `<p:${localName} xmlns:p="${namespace}">${rows.join("")}</p:${localName}>`;
    },
  };
}

function readChildren(
  tokenizer: Tokenizer,
  position: number,
  context: DecodeContext,
  fields: readonly FlatField[],
): Flat {
  const values: Record<string, string | string[]> = {};
  tokenizer.position = position;
  const outer = tokenizer.depth;
  tokenizer.nextTag();
  while (tokenizer.depth > outer) {
    if (tokenizer.nextTag() !== "start-element") continue;
    const field = fields.find(
      ({ name }) => name === tokenizer.elementLocalName && tokenizer.elementNamespace === namespace,
    );
    const start = tokenizer.elementPosition;
    const inner = tokenizer.depth - 1;
    let text = "";
    while (tokenizer.depth > inner) if (tokenizer.next() === "text") text += tokenizer.characterData;
    if (field === undefined) {
      context.issues.push({ ...issue("SF-V-UNEXPECTED-ELEMENT", []), ...tokenizer.lineAndColumn(start) });
      continue;
    }
    if (field.pattern?.test(text) === false) {
      context.issues.push({ ...issue("SF-V-PATTERN", [field.name]), ...tokenizer.lineAndColumn(start) });
    }
    if (field.kind !== "many") values[field.name] = text;
    else values[field.name] = [...((values[field.name] as string[] | undefined) ?? []), text];
  }
  return values;
}

function issue(code: IssueCode, path: Issue["path"]): Issue {
  return { code, severity: "error", message: "Something is wrong.", danish: "Noget er galt.", path, rule: "test" };
}

const pingRequest: ElementCodec<Flat> = flatCodec("PingRequest", [
  { name: "Cpr", pattern: /^\d{10}$/ },
  { name: "Text", kind: "optional" },
]);
const pingResponse: ElementCodec<Flat> = flatCodec("PingResponse", [
  { name: "Kode", pattern: /^(?:Ok|Advarsel|Fejl)$/ },
  { name: "Begrundelse", kind: "optional" },
  { name: "Fejl", kind: "many" },
]);
const kvittering = flatCodec("Kvittering", [
  { name: "Kode" },
  { name: "Begrundelse", kind: "optional" },
  { name: "Fejl", kind: "many" },
]);
const overload: ElementCodec<Flat> = flatCodec("Overload", [{ name: "Reason" }]);
const echo = flatCodec("Echo", [{ name: "Text" }]);
const echoed = flatCodec("Echoed", [{ name: "Text" }]);
const tell = flatCodec("Tell", [{ name: "Text" }]);

function readReceipt(message: Flat): Receipt {
  const errors = ((message["Fejl"] ?? []) as readonly string[]).map((line) => {
    const [code = "", ...text] = line.split("|");
    return { code, text: text.join("|") };
  });
  const reason = message["Begrundelse"] as string | undefined;
  return { code: message["Kode"] as string, reason, errors };
}

function writeReceipt(receipt: Receipt): Flat {
  const Fejl = receipt.errors.map(({ code, text }) => `${code}|${text}`);
  return { Kode: receipt.code, ...(receipt.reason === undefined ? {} : { Begrundelse: receipt.reason }), Fejl };
}

/** With a receipt, which may come as response or as fault, and a declared fault. */
export const Ping: Operation<Flat, Flat, Receipt> = {
  name: "Ping",
  method: "Ping",
  aliases: ["ping"],
  soapAction: "urn:ping/Ping",
  input: pingRequest,
  output: pingResponse,
  faults: [
    { name: "KvitteringFault", detail: kvittering, receipt: { read: readReceipt, write: writeReceipt } },
    { name: "Overload", detail: overload },
  ],
  receipt: { read: readReceipt, write: writeReceipt, success: "Ok", warning: "Advarsel", failure: "Fejl" },
  check(message, side) {
    const found: Issue[] = [];
    if (message["Text"] === "forbidden")
      found.push({ ...issue("SF-V-RULE", ["Text"]), rule: "R1", errorCode: `PING-${side}` });
    if (message["Text"] === "odd") found.push({ ...issue("SF-V-RULE", ["Text"]), severity: "warning", rule: "R2" });
    return found;
  },
  checkOutput(message) {
    return message["Kode"] === "Ok" && message["Fejl"]?.length !== 0 ? [issue("SF-V-RULE", ["Fejl"])] : [];
  },
};

/** Without a receipt. */
export const Echo: Operation<Flat, Flat> = {
  name: "Echo",
  method: "Echo",
  aliases: [],
  soapAction: "",
  input: echo,
  output: echoed,
  faults: [],
};

/** One-way. */
export const Tell: Operation<Flat, never, void> = {
  name: "Tell",
  method: "Tell",
  aliases: [],
  soapAction: "urn:ping/Tell",
  input: tell,
  faults: [],
};

export function pingService(soapVersion: SoapVersion): ServiceDescription {
  return { name: "PingService", soapVersion, operations: [Ping, Echo, Tell] as readonly AnyOperation[] };
}

export const aPing: Flat = { Cpr: "2512484916", Text: "Ærø & <Øhavet>" };
