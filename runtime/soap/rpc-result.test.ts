import { expect, test } from "vitest";
import { complexType, simpleType } from "../codec/define.js";
import type { Particle, RootElement } from "../codec/tables.js";
import { Tokenizer } from "../xml/tokenizer.js";
import { utf8 } from "./envelope-text.js";
import { openEnvelope } from "./envelope.js";
import { rpcNamespace, withoutRpcResult } from "./rpc-result.js";
import { type SoapDialect, soap11, soap12 } from "./versions.js";

const text = simpleType({ builtIn: "string", primitive: "string", whiteSpace: "preserve", facets: {} });
const part = { property: "part", namespace: "", type: () => text };
const named = { property: "result", namespace: rpcNamespace, type: () => text };
const any = {
  property: "any",
  namespace: "",
  source: "any",
  type: () => text,
  wildcard: { namespaces: "any", process: "lax" },
} as const;

function wrapper(...fields: NonNullable<Parameters<typeof complexType>[0]["fields"]>): RootElement {
  const particles = fields.map((_, field): Particle => ({ kind: "element", field, min: 1, max: 1 }));
  const type = complexType({ fields, content: { kind: "sequence", min: 1, max: 1, particles } });
  return { namespace: "urn:m", localName: "Answer", nillable: false, type: () => type };
}

test.each<[string, SoapDialect, RootElement | undefined, boolean]>([
  ["goes where all is parts", soap12, wrapper(part), false],
  ["stays in SOAP 1.1", soap11, wrapper(part), true],
  ["stays where elements of any name may stand", soap12, wrapper(part, any), true],
  ["stays where the contract has it", soap12, wrapper(part, named), true],
  ["stays where the contract is not known", soap12, undefined, true],
])("rpc:result %s", (_, { namespace }, element, stays) => {
  const result = `<r:result xmlns:r="${rpcNamespace}">part</r:result>`;
  const message =
    `<e:Envelope xmlns:e="${namespace}"><e:Body>` +
    `<m:Answer xmlns:m="urn:m">${result}<part>x</part></m:Answer></e:Body></e:Envelope>`;
  const tokenizer = new Tokenizer();
  const envelope = withoutRpcResult(tokenizer, openEnvelope(tokenizer, utf8(message)), element, undefined);
  expect(envelope.body?.position).toBe(message.indexOf("<m:Answer"));
  const read = new TextDecoder().decode(tokenizer.bytes.subarray(0, tokenizer.length));
  expect(read.includes("result")).toBe(stays);
  expect(read.replaceAll(" ", "")).toBe((stays ? message : message.replace(result, "")).replaceAll(" ", ""));
});
