import { Buffer } from "node:buffer";
import { peerPackage } from "./package.ts";
import { type Peer, type Prepared, repeatedElements } from "./peer.ts";

interface Tag {
  readonly local: string;
}

interface SaxesPackage {
  readonly SaxesParser: new (options: { xmlns: true }) => {
    on(event: "opentag" | "closetag", handler: (tag: Tag) => void): void;
    on(event: "text" | "cdata", handler: (text: string) => void): void;
    on(event: "error", handler: (error: Error) => void): void;
    write(text: string): { close(): void };
  };
}

type Fields = Record<string, unknown>;

/** saxes with namespaces, and the few lines that make objects of its events. No validation. */
export const saxes: Peer = {
  name: "saxes + mapping",
  async prepare({ bytes, element }): Promise<Prepared> {
    const { SaxesParser } = await peerPackage<SaxesPackage>("saxes");
    return {
      decode: () => readEnvelope(SaxesParser, bytes, element),
      tree: (decoded) => decoded,
    };
  },
};

/** What an envelope says, by saxes: how the envelopes that others wrote are compared. */
export async function treeOfEnvelope(bytes: Uint8Array, element: string): Promise<unknown> {
  const { SaxesParser } = await peerPackage<SaxesPackage>("saxes");
  return readEnvelope(SaxesParser, bytes, element);
}

function readEnvelope(Parser: SaxesPackage["SaxesParser"], bytes: Uint8Array, element: string): unknown {
  const root: Fields = {};
  const stack: Fields[] = [root];
  let text = "";
  const append = (part: string): void => {
    text += part;
  };
  const parser = new Parser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", () => {
    stack.push({});
    text = "";
  });
  parser.on("text", append);
  parser.on("cdata", append);
  parser.on("closetag", ({ local }) => {
    const fields = stack.pop() ?? {};
    const parent = stack.at(-1) ?? {};
    const value = isEmpty(fields) ? text : fields;
    if (repeatedElements.includes(local)) ((parent[local] ??= []) as unknown[]).push(value);
    else parent[local] = value;
    text = "";
  });
  parser.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()).close();
  const { Body } = root["Envelope"] as { readonly Body: Fields };
  return Body[element];
}

function isEmpty(fields: Fields): boolean {
  for (const _ in fields) return false;
  return true;
}
