import type { Contract } from "../contract/model.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { lintContract } from "../lint/lint.js";
import { lintRules, type LintFinding, type LintRule } from "../lint/finding.js";
import { createFileSource } from "../read/files.js";
import { createLibrary } from "./library.js";

/*
 * What a user may ask of a contract besides generating from it. Loaded on request, like everything a command needs only
 * sometimes.
 */

/** A finding of the linter with its rule. */
export interface LintReport extends LintFinding, LintRule {}

/** All findings on a WSDL; undefined, and reported, when it cannot be read. */
export function lintWsdl(file: string, folder: string, diagnostics: DiagnosticSink): readonly LintReport[] | undefined {
  const contract = openContract(file, folder, diagnostics);
  if (contract === undefined) return undefined;
  return lintContract(contract).map((finding) => ({ ...finding, ...lintRules[finding.code] }));
}

/** A WSDL and all it imports, read from below a folder. */
export function openContract(file: string, folder: string, diagnostics: DiagnosticSink): Contract | undefined {
  return createLibrary(createFileSource(folder), diagnostics).contract(file, undefined);
}
