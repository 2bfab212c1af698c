import type { DiagnosticCode } from "./catalogue.js";

/** A place in an input document; lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  /** Path as the user would write it: relative to the working directory, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = "error" | "warning";

/** One finding about the input. Problems are collected, never thrown; a throw is a bug of ours. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence that names the construct and the cause. */
  readonly message: string;
  readonly position?: Position;
  /** What the user can do about it, when the catalogue's general advice can be made concrete. */
  readonly fix?: string;
}

/** Collects diagnostics of one run, in the order they were found. */
export interface DiagnosticSink {
  report(diagnostic: Diagnostic): void;
}
