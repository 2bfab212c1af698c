import { catalogue } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";

/** One diagnostic as `--json` prints it; always with the same keys in the same order. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** A diagnostic with the text of the catalogue, for machines. */
export function diagnosticToJson(diagnostic: Diagnostic): DiagnosticJson {
  const entry = catalogue[diagnostic.code];
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    file: diagnostic.position?.file ?? null,
    line: diagnostic.position?.line ?? null,
    column: diagnostic.position?.column ?? null,
    title: entry.title,
    cause: entry.cause,
    fix: diagnostic.fix ?? entry.fix,
  };
}
