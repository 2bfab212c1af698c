import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { schemaFile } from "./contract-files.ts";
import { peerPackage } from "./package.ts";
import type { Peer, Prepared } from "./peer.ts";

interface XmlNode {
  readonly name: string;
  readonly next: XmlNode | null;
  readonly firstChild: XmlNode | null;
}

interface XmlDocument {
  readonly root: XmlNode;
  dispose(): void;
}

interface Libxml2Package {
  readonly XmlDocument: { fromBuffer(bytes: Uint8Array, options?: { url: string }): XmlDocument };
  readonly XsdValidator: { fromDoc(document: XmlDocument): { validate(element: XmlNode): void } };
}

interface NodePackage {
  xmlRegisterFsInputProviders(): boolean;
}

/** libxml2 in WebAssembly: parses and validates by the contract's own schema, builds no object. */
export const libxml2: Peer = {
  name: "libxml2-wasm",
  async prepare({ bytes, element }): Promise<Prepared> {
    const { XmlDocument, XsdValidator } = await peerPackage<Libxml2Package>("libxml2-wasm");
    const node = await peerPackage<NodePackage>("libxml2-wasm/lib/nodejs.mjs");
    node.xmlRegisterFsInputProviders();
    // Its file provider does not decode %20, and the contract's folder has a space in its name.
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    cpSync(dirname(schemaFile), folder, { recursive: true });
    const file = join(folder, basename(schemaFile));
    const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(file), { url: file }));
    rmSync(folder, { recursive: true });
    return {
      decode: () => {
        const document = XmlDocument.fromBuffer(bytes);
        const request = find(find(document.root, "Body"), element);
        validator.validate(request);
        document.dispose();
        return true;
      },
    };
  },
};

function find(parent: XmlNode, name: string): XmlNode {
  for (let node = parent.firstChild; node !== null; node = node.next) if (node.name === name) return node;
  throw new Error(`libxml2 finds no ${name}.`);
}
