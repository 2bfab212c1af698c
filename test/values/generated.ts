import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { emitPackage } from "../../generator/emit/emit-package.js";
import { contractOf, loweredFrom, lowerInput, serviceInput } from "../../generator/ir/lower.fixture.js";
import { assureInvariants } from "../../generator/passes/index.js";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { evaluateModules } from "../support/live-modules.js";
import { schemaFiles, wsdl, type ValueCase } from "./case.js";

const options = { license: "MIT", copyright: "nobody", runtimeVersion: "0.0.0" };

/** What would be written for a case, and the codec of its message. */
export interface Generated {
  readonly codec: DocumentCodec<unknown>;
  readonly files: ReadonlyMap<string, string>;
  /** `code line:column message` of what was warned of. */
  readonly findings: readonly string[];
}

/** @param isOpen everything that the schema declares is asked for, not the message alone */
export function generated(given: ValueCase, isOpen = false): Generated {
  const diagnostics = createDiagnostics();
  const contract = contractOf({ "test.wsdl": wsdl, ...schemaFiles(given) }, diagnostics);
  const input = lowerInput([serviceInput(contract)], { everything: isOpen });
  const { model, findings } = loweredFrom(input, diagnostics);
  if (diagnostics.hasErrors) throw new Error(findings.join("\n"));
  const artifacts = emitPackage(assureInvariants(model), "Generated.", options);
  const files = new Map(artifacts.map(({ path, text }) => [path, text]));
  const packages = new Map([["@snitflade/runtime/generated-code", generatedCode]]);
  const exports = evaluateModules(["src/codecs.ts"], files, packages).get("src/codecs.ts") ?? {};
  return { codec: exports[`${model.elements[0]?.typeName}Codec`] as DocumentCodec<unknown>, files, findings };
}
