import { createDiagnostics, type Diagnostics } from "../diagnostics/collect.js";
import { createDocuments } from "../read/documents.js";
import { createMemorySource } from "../read/files.js";
import type { SchemaSet } from "./components.js";
import { readSchema } from "./read-schema.js";

/** For tests: reads `a.xsd` of the given files. A file that does not start with `<` + `xs:schema` is put into one for `urn:t`. */
export function readFiles(files: Readonly<Record<string, string>>): {
  readonly set: SchemaSet;
  readonly diagnostics: Diagnostics;
  readonly codes: readonly string[];
} {
  const wrapped = Object.entries(files).map(([file, content]) => [
    file,
    content.startsWith("<xs:schema") ? content : schemaFor(content),
  ]);
  const diagnostics = createDiagnostics();
  const documents = createDocuments({ source: createMemorySource(Object.fromEntries(wrapped)), diagnostics });
  const document = documents.open("a.xsd");
  if (document === undefined) throw new Error(JSON.stringify(diagnostics.all));
  const set = readSchema([{ element: document.root, document }], documents, diagnostics);
  return { set, diagnostics, codes: diagnostics.all.map(({ code }) => code) };
}

/** An `xs:schema` with the prefixes `xs` and `t`, and whatever attributes are wanted. */
export function schemaFor(content: string, attributes = 'targetNamespace="urn:t"'): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:o="urn:o" ${attributes}>${content}</xs:schema>`;
}
