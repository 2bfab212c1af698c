import { Buffer } from "node:buffer";
import { requestNamespace, wsdlFile } from "./contract-files.ts";
import { peerPackage } from "./package.ts";
import type { Peer, Prepared } from "./peer.ts";
import { ownValueOf } from "./snitflade.ts";

interface Wsdl {
  readonly xmlnsInEnvelope: string;
  xmlToObject(xml: string): { readonly Body: Readonly<Record<string, unknown>> };
  objectToDocumentXML(name: string, value: unknown, prefix: string, namespace: string, type: string): string;
  readonly definitions: { readonly messages: Readonly<Record<string, { readonly element: Input }>> };
}

interface Input {
  readonly $name: string;
  readonly $type?: string;
  readonly $lookupType: string;
  readonly targetNSAlias: string;
  readonly targetNamespace: string;
}

interface SoapPackage {
  readonly default: { open_wsdl?(file: string, callback: (error: unknown, wsdl: Wsdl) => void): void };
}

/** node-soap: maps by the WSDL, validates nothing. Its client's own code around these calls is repeated here. */
export const nodeSoap: Peer = {
  name: "node-soap",
  async prepare(message): Promise<Prepared> {
    const { default: soap } = await peerPackage<SoapPackage>("soap/lib/wsdl/index.js");
    const wsdl = await new Promise<Wsdl>((resolve, reject) => {
      soap.open_wsdl?.(wsdlFile, (error, opened) => {
        if (error === null || error === undefined) resolve(opened);
        else reject(error instanceof Error ? error : new Error("node-soap cannot open the WSDL."));
      });
    });
    const buffer = Buffer.from(message.bytes);
    const value = ownValueOf(message);
    const input = wsdl.definitions.messages[message.element]?.element;
    if (input === undefined) throw new Error(`node-soap finds no message ${message.element}.`);
    const { $name, $type, $lookupType, targetNSAlias } = input;
    return {
      decode: () => wsdl.xmlToObject(buffer.toString()).Body[message.element],
      tree: (decoded) => decoded,
      encode: () => {
        const body = wsdl.objectToDocumentXML($name, value, targetNSAlias, requestNamespace, $type ?? $lookupType);
        const envelope = `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${wsdl.xmlnsInEnvelope}><soap:Body>${body}</soap:Body></soap:Envelope>`;
        return Buffer.from(envelope);
      },
    };
  },
};
