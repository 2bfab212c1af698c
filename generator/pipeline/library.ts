import type { CodeList, Contract } from "../contract/model.js";
import { readCodeList } from "../contract/read-code-list.js";
import { readContract } from "../contract/read-contract.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { DocumentCache } from "../read/documents.js";
import type { FileSource } from "../read/files.js";
import { parseXml } from "../read/xml.js";
import { type InputRecord } from "../write/manifest.js";

/** What one run has read, each thing once, however many packages need it. */
export interface Library {
  /** Undefined, and reported, when it cannot be read. */
  contract(wsdl: string, bundle: string | undefined): Contract | undefined;
  codeList(file: string): { readonly list: CodeList; readonly input: InputRecord } | undefined;
}

export function createLibrary(source: FileSource, diagnostics: DiagnosticSink): Library {
  const cache: DocumentCache = new Map();
  const contracts = new Map<string, Contract | undefined>();
  const lists = new Map<string, ReturnType<Library["codeList"]>>();
  return {
    contract(wsdl, bundle): Contract | undefined {
      const key = JSON.stringify([wsdl, bundle]);
      if (!contracts.has(key)) {
        const options = { root: wsdl, source, diagnostics, cache };
        contracts.set(key, readContract(bundle === undefined ? options : { ...options, bundle }));
      }
      return contracts.get(key);
    },
    codeList(file): ReturnType<Library["codeList"]> {
      if (!lists.has(file)) lists.set(file, openCodeList(file, source, diagnostics));
      return lists.get(file);
    },
  };
}

function openCodeList(file: string, source: FileSource, diagnostics: DiagnosticSink): ReturnType<Library["codeList"]> {
  const bytes = source.read(file);
  if (bytes === undefined) {
    report(diagnostics, "SF-E-IMPORT-MISSING", `the code list ${file} is not there`);
    return undefined;
  }
  const document = parseXml(bytes, file, diagnostics);
  const list = document === undefined ? undefined : readCodeList(document, diagnostics);
  if (document === undefined || list === undefined) return undefined;
  return { list, input: { kind: "code-list", path: file, sha256: document.sha256 } };
}

/** The documents of contracts as inputs. */
export function schemaInputs(contracts: readonly Contract[]): readonly InputRecord[] {
  return contracts.flatMap(({ documents }) =>
    documents.map(({ file, sha256 }) => ({ kind: "schema" as const, path: file, sha256 })),
  );
}
