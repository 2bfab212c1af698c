import type { Contract } from "../../generator/contract/model.js";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.js";
import { emitPackage } from "../../generator/emit/emit-package.js";
import type { Artifact } from "../../generator/ir/artifact.js";
import { lowerPackage } from "../../generator/ir/lower.js";
import type { PackageModel } from "../../generator/ir/model.js";
import { assureInvariants, settlePackage } from "../../generator/passes/index.js";
import { createDocuments } from "../../generator/read/documents.js";
import { createFileSource, type FileSource } from "../../generator/read/files.js";
import { parseXml } from "../../generator/read/xml.js";
import { readSchema } from "../../generator/schema/read-schema.js";

/** What came of some schema documents. */
export type SchemaPackage =
  | {
      readonly kind: "package";
      readonly model: PackageModel;
      readonly files: ReadonlyMap<string, string>;
      /** Target namespaces of the documents that were read. */
      readonly namespaces: ReadonlySet<string>;
    }
  /** The schema is not sound. */
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  /** The schema is sound, but no package can be made of it. */
  | { readonly kind: "not-generated"; readonly diagnostics: readonly Diagnostic[] };

/*
 * A contract must be whole, so a document that is missing is an error there. The specification lets a processor go on
 * without it (Part 1 §4.2.1, §4.2.3: "it is not an error"), and so do the suite's authors; what is missing then shows
 * where something refers to it.
 */
const tolerated: ReadonlySet<string> = new Set(["SF-E-IMPORT-MISSING", "SF-E-IMPORT-REFUSED"]);

/* Where published contracts break the letter of the specification and mean no harm, `generate` warns; the suite judges. */
const byTheLetter: ReadonlySet<string> = new Set(["SF-W-NOT-IMPORTED", "SF-W-SELFIMPORT", "SF-W-DUPLICATE"]);

const empty = new TextEncoder().encode('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>');

const options = { license: "MIT", copyright: "nobody", runtimeVersion: "0.0.0" };

/** Reads schema documents as one schema and makes of all it declares a package, as `generate` would. */
export function makePackage(roots: readonly string[], source: FileSource = createFileSource("/")): SchemaPackage {
  const diagnostics = createDiagnostics();
  const documents = createDocuments({ source, diagnostics });
  const none = roots.length === 0 ? parseXml(empty, "empty.xsd", diagnostics) : undefined;
  const schemas = [none, ...roots.map((root) => documents.open(root))].filter((document) => document !== undefined);
  const missing = schemas.length < roots.length;
  const set = readSchema(
    schemas.map((document) => ({ element: document.root, document })),
    documents,
    diagnostics,
  );
  const against = diagnostics.all.filter(
    ({ code, severity }) => byTheLetter.has(code) || (severity === "error" && !tolerated.has(code)),
  );
  const [first] = schemas;
  if (missing || first === undefined || against.length > 0) return { kind: "refused", diagnostics: against };

  const contract: Contract = {
    root: first,
    documents: documents.all,
    schema: set,
    encodedArrays: new Map(),
    messages: new Map(),
    portTypes: new Map(),
    bindings: new Map(),
    services: new Map(),
    policies: [],
  };
  const lowering = createDiagnostics();
  const lowered = lowerPackage(
    {
      name: "@test/schema",
      version: "0.0.0",
      description: "A schema of the suite.",
      services: [{ contract, wsdl: "schema.xsd", aliases: new Map(), endpoints: [] }],
      namespaces: [],
      codeLists: [],
      columns: [],
      documents: [],
      everything: true,
    },
    lowering,
  );
  if (lowering.hasErrors) return { kind: "not-generated", diagnostics: lowering.all };
  const model = assureInvariants(settlePackage(lowered));
  const files: readonly Artifact[] = emitPackage(model, "Generated from a schema of the suite.", options);
  return {
    kind: "package",
    model,
    files: new Map(files.map(({ path, text }) => [path, text])),
    namespaces: new Set(set.documents.map(({ targetNamespace }) => targetNamespace)),
  };
}
