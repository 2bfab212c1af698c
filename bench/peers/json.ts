import { Buffer } from "node:buffer";
import { requestSchema } from "./json-schema.ts";
import { peerPackage } from "./package.ts";
import type { Peer, Prepared } from "./peer.ts";
import { ownValueOf } from "./snitflade.ts";

/* The same data as JSON, from and to bytes. */

/** Parses, validates nothing. */
export const json: Peer = {
  name: "JSON",
  prepare(message): Promise<Prepared> {
    const value = ownValueOf(message);
    const bytes = Buffer.from(JSON.stringify(value));
    return Promise.resolve({
      decode: () => JSON.parse(bytes.toString()) as unknown,
      tree: (decoded) => decoded,
      encode: () => Buffer.from(JSON.stringify(value)),
    });
  },
};

interface AjvPackage {
  readonly Ajv: new (options: object) => { compile(schema: object): (value: unknown) => boolean };
}

interface FormatsPackage {
  readonly default: { readonly default: (ajv: object) => void };
}

/** Parses and validates by a JSON Schema that says what the contract's schema says. */
export const jsonAndAjv: Peer = {
  name: "JSON.parse + ajv",
  async prepare(message): Promise<Prepared> {
    const { Ajv } = await peerPackage<AjvPackage>("ajv");
    const formats = await peerPackage<FormatsPackage>("ajv-formats");
    const ajv = new Ajv({ allErrors: false });
    formats.default.default(ajv);
    const isValid = ajv.compile(requestSchema(message.element));
    const bytes = Buffer.from(JSON.stringify(ownValueOf(message)));
    return {
      decode: () => {
        const value = JSON.parse(bytes.toString()) as unknown;
        if (!isValid(value)) throw new Error("ajv refuses the message.");
        return value;
      },
      tree: (decoded) => decoded,
    };
  },
};
