import type { PackageModel } from "../../generator/ir/model.js";
import { decodeGeneric, type DecodeOptions } from "../../runtime/codec/decode.js";
import type { Issue, Result } from "../../runtime/codec/issue.js";
import type { ComplexType, Registry, RootElement, Wildcard } from "../../runtime/codec/tables.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { evaluateModules, type Exports } from "../support/live-modules.js";
import { limits, type RootName } from "./instance-document.js";

/** What is wrong with a document, whose root element has this name; nothing when it is valid. */
export type Validator = (document: Uint8Array, root: RootName) => readonly Issue[];

type Decode = (document: Uint8Array, options: DecodeOptions) => Result<unknown>;

const options: DecodeOptions = { limits };

const codecsModule = "src/codecs.ts";
const registryModule = "src/codecs/registry.ts";
const packages: ReadonlyMap<string, Exports> = new Map([["@snitflade/runtime/generated-code", generatedCode]]);

/**
 * A validator that runs the code of a package: the decoder of the document's root element. An element that the schema does
 * not declare is valid only as the type that it names itself (XSD Part 1 §3.3.4, §5.2).
 */
export function createValidator(model: PackageModel, files: ReadonlyMap<string, string>): Validator {
  const entries = [codecsModule, registryModule].filter((path) => files.has(path));
  const modules = evaluateModules(entries, files, packages);
  const codecs = modules.get(codecsModule) ?? {};
  const registry = modules.get(registryModule)?.["registry"] as Registry | undefined;
  const decoders = new Map<string, Decode>();
  for (const { qname, typeName, role } of model.elements) {
    if (role !== "registry") decoders.set(qname, codecs[`decode${typeName}`] as Decode);
  }
  return (document, root) => {
    const decode = decoders.get(`{${root.namespace}}${root.localName}`);
    if (decode !== undefined) return issuesOf(decode(document, options));
    if (root.typed) return issuesOf(decodeGeneric(document, undeclared(root, registry), options));
    return [notDeclared];
  };
}

function issuesOf(result: Result<unknown>): readonly Issue[] {
  return result.ok ? [] : result.issues;
}

/** A declaration for an element that has none: of `xs:anyType`, so that any type of the schema may stand for it. */
function undeclared({ namespace, localName }: RootName, registry: Registry | undefined): RootElement {
  const wildcard: Wildcard = {
    namespaces: "any",
    process: "lax",
    ...(registry === undefined ? {} : { registry: () => registry }),
  };
  const content: ComplexType = generatedCode.complexType({
    fields: [{ property: "$any", source: "any", wildcard }],
    content: { kind: "any", field: 0, min: 0, max: Infinity },
  });
  const anyType: ComplexType = generatedCode.complexType({
    name: "{http://www.w3.org/2001/XMLSchema}anyType",
    derived: () => registry?.types ?? [],
    fields: [
      { property: "$attributes", source: "any-attribute", wildcard, optional: true },
      { property: "$content", source: "mixed", type: () => content },
    ],
    content: { kind: "mixed", field: 1 },
  });
  return { namespace, localName, nillable: false, type: () => anyType };
}

const notDeclared: Issue = {
  code: "SF-V-ROOT",
  severity: "error",
  message: "No element of the schema has this name.",
  danish: "Skemaet har intet element med det navn.",
  path: [],
  rule: "cvc-elt.1",
  line: 1,
  column: 1,
};
