import { catalogue, type DiagnosticCode } from "./catalogue.js";
import type { Diagnostic, DiagnosticSink, Position } from "./diagnostic.js";

/** A sink that keeps what it is told. */
export interface Diagnostics extends DiagnosticSink {
  /** Everything reported so far, in order. */
  readonly all: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

/** Keeps the diagnostics of one run. A finding repeated word for word at the same place is kept once. */
export function createDiagnostics(): Diagnostics {
  const all: Diagnostic[] = [];
  const seen = new Set<string>();
  let hasErrors = false;
  return {
    report(diagnostic): void {
      const { file, line, column } = diagnostic.position ?? { file: "", line: 0, column: 0 };
      const identity = `${diagnostic.code} ${line}:${column} ${file} ${diagnostic.message}`;
      if (seen.has(identity)) return;
      seen.add(identity);
      all.push(diagnostic);
      if (diagnostic.severity === "error") hasErrors = true;
    },
    all,
    get hasErrors(): boolean {
      return hasErrors;
    },
  };
}

/** Reports with the severity that the catalogue gives the code. `fix` only when it says more than the catalogue does. */
export function report(
  diagnostics: DiagnosticSink,
  code: DiagnosticCode,
  message: string,
  position?: Position,
  fix?: string,
): void {
  diagnostics.report({
    code,
    severity: catalogue[code].severity,
    message,
    ...(position === undefined ? {} : { position }),
    ...(fix === undefined ? {} : { fix }),
  });
}
