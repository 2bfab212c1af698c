import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";

/** Says that a construct has no place in the model; nothing is ever left out without this. */
export function unsupported(diagnostics: DiagnosticSink, construct: string, position: Position): void {
  report(diagnostics, "SF-E-UNSUPPORTED", `${construct} is not carried into generated code.`, position);
}
