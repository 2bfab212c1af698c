import { Buffer } from "node:buffer";
import { wsdlFile } from "./contract-files.ts";
import { peerPackage } from "./package.ts";
import type { Peer, Prepared } from "./peer.ts";
import { ownValueOf } from "./snitflade.ts";

interface XmlHandler {
  xmlToJson(context: object, xml: string, descriptor: object): { readonly Body: Readonly<Record<string, unknown>> };
  jsonToXml(parent: object, context: object, descriptor: object, value: unknown): void;
}

interface Operation {
  describe(definitions: object): { readonly input: { readonly body: object }; readonly inputEnvelope: object };
}

interface Wsdl {
  readonly schemas: object;
  readonly definitions: {
    readonly bindings: Readonly<Record<string, { readonly operations: Readonly<Record<string, Operation>> }>>;
  };
}

interface Client {
  readonly wsdl: Wsdl;
  createNamespaceContext(prefix: string, namespace: string): object;
}

interface SoapPackage {
  readonly default: {
    readonly soap: {
      createClient(file: string, options: object, callback: (error: unknown, client: Client) => void): void;
    };
  };
}

interface HandlerPackage {
  readonly default: new (schemas: object, options: object) => XmlHandler;
}

interface EnvelopePackage {
  readonly default: {
    createSOAPEnvelope(
      prefix: string,
      namespace: string,
    ): { readonly body: object; readonly doc: { end(options: object): string } };
  };
}

const soapNamespace = "http://schemas.xmlsoap.org/soap/envelope/";

/** strong-soap: maps by the WSDL, validates nothing. Its client's own code around these calls is repeated here. */
export const strongSoap: Peer = {
  name: "strong-soap",
  async prepare(message): Promise<Prepared> {
    const { soap } = (await peerPackage<SoapPackage>("strong-soap")).default;
    const { default: Handler } = await peerPackage<HandlerPackage>("strong-soap/src/parser/xmlHandler.js");
    const { default: base } = await peerPackage<EnvelopePackage>("strong-soap/src/base.js");
    const client = await new Promise<Client>((resolve, reject) => {
      soap.createClient(wsdlFile, {}, (error, created) => {
        if (error === null || error === undefined) resolve(created);
        else reject(error instanceof Error ? error : new Error("strong-soap cannot open the WSDL."));
      });
    });
    const { definitions, schemas } = client.wsdl;
    const [binding] = Object.values(definitions.bindings);
    const operation = binding?.operations[message.element.replace("Request", "")];
    if (operation === undefined) throw new Error(`strong-soap finds no operation of ${message.element}.`);
    const { input, inputEnvelope } = operation.describe(definitions);
    const handler = new Handler(schemas, {});
    const buffer = Buffer.from(message.bytes);
    const value = { [message.element]: ownValueOf(message) };
    return {
      decode: () => {
        const context = client.createNamespaceContext("soap", soapNamespace);
        return handler.xmlToJson(context, buffer.toString(), inputEnvelope).Body[message.element];
      },
      tree: (decoded) => decoded,
      encode: () => {
        const { body, doc } = base.createSOAPEnvelope("soap", soapNamespace);
        handler.jsonToXml(body, client.createNamespaceContext("soap", soapNamespace), input.body, value);
        return Buffer.from(doc.end({ pretty: false }));
      },
    };
  },
};
