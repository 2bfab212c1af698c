import type { PackageModel } from "../../generator/ir/model.js";
import type { DecodeOptions } from "../../runtime/codec/decode.js";
import type { Issue, Result } from "../../runtime/codec/issue.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { Tokenizer } from "../../runtime/xml/tokenizer.js";
import { XmlError } from "../../runtime/xml/xml-error.js";
import { evaluateModules, type Exports } from "../support/live-modules.js";

/** What is wrong with a document; nothing when it is valid. */
export type Validator = (document: Uint8Array) => readonly Issue[];

type Decode = (document: Uint8Array, options: DecodeOptions) => Result<unknown>;

/* One document of the suite has 2,000 attributes on an element, more than a message may unless its receiver says so. */
const options: DecodeOptions = { limits: { attributes: 4096 } };

const packages: ReadonlyMap<string, Exports> = new Map([["@snitflade/runtime/generated-code", generatedCode]]);

/** A validator that runs the code of a package: the decoder of the document's root element. */
export function createValidator(model: PackageModel, files: ReadonlyMap<string, string>): Validator {
  const codecs = "src/codecs.ts";
  const exports = files.has(codecs) ? evaluateModules(codecs, files, packages).get(codecs) : undefined;
  const decoders = new Map<string, Decode>();
  for (const { qname, typeName } of model.elements) {
    const decode = exports?.[`decode${typeName}`];
    if (typeof decode === "function") decoders.set(qname, decode as Decode);
  }
  return (document) => {
    const root = rootOf(document);
    if (typeof root !== "string") return [root];
    const decode = decoders.get(root);
    if (decode === undefined) return [problem("SF-V-ROOT", "cvc-elt.1", "no element of the schema has this name")];
    const result = decode(document, options);
    return result.ok ? [] : result.issues;
  };
}

/** The Clark name of a document's root element, or why there is none. */
function rootOf(document: Uint8Array): string | Issue {
  const tokenizer = new Tokenizer();
  try {
    tokenizer.load(document, options.limits);
    tokenizer.openElement(tokenizer.prolog());
    return `{${tokenizer.elementNamespace}}${tokenizer.elementLocalName}`;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return problem("SF-V-XML", "well-formed", error.message);
  }
}

function problem(code: Issue["code"], rule: string, message: string): Issue {
  return { code, severity: "error", message, danish: message, path: [], rule, line: 1, column: 1 };
}
