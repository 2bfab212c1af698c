import { Buffer } from "node:buffer";
import { peerPackage } from "./package.ts";
import { type Peer, type Prepared, repeatedElements } from "./peer.ts";
import { ownValueOf } from "./snitflade.ts";
import { requestNamespace } from "./contract-files.ts";

interface FastXmlParserPackage {
  readonly XMLParser: new (options: object) => { parse(xml: Uint8Array | string): unknown };
  readonly XMLBuilder: new (options: object) => { build(value: unknown): string };
}

/** fast-xml-parser: no schema, no validation; values stay text. */
export const fastXmlParser: Peer = {
  name: "fast-xml-parser",
  async prepare(message): Promise<Prepared> {
    const { XMLParser, XMLBuilder } = await peerPackage<FastXmlParserPackage>("fast-xml-parser");
    const parser = new XMLParser({
      removeNSPrefix: true,
      ignoreAttributes: true,
      parseTagValue: false,
      isArray: (name: string) => repeatedElements.includes(name),
    });
    const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@" });
    const value = ownValueOf(message) as Readonly<Record<string, unknown>>;
    const buffer = Buffer.from(message.bytes);
    return {
      decode: () => (parser.parse(buffer.toString()) as Envelope).Envelope.Body[message.element],
      tree: (decoded) => decoded,
      encode: () => Buffer.from(builder.build(envelope(message.element, prefixed(value) as object))),
    };
  },
};

interface Envelope {
  readonly Envelope: { readonly Body: Readonly<Record<string, unknown>> };
}

function envelope(element: string, value: object): object {
  return {
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    "soap:Envelope": {
      "@xmlns:soap": "http://schemas.xmlsoap.org/soap/envelope/",
      "soap:Body": {
        [`sp:${element}`]: {
          "@xmlns:sp": requestNamespace,
          "@xmlns:syg": "http://serviceplatformen.dk/xml/schemas/sygefravaer/2/",
          ...value,
        },
      },
    },
  };
}

/** The value with the prefix in every name: done once, since a program would build it so in the first place. */
function prefixed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prefixed);
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([name, part]) => [`syg:${name}`, prefixed(part)]));
}
