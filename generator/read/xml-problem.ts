import type { DiagnosticCode } from "../diagnostics/catalogue.js";

/** The first problem of a document; thrown by the functions that read its text, and caught where they were called. */
export interface XmlProblem {
  readonly problem: true;
  readonly code: DiagnosticCode;
  readonly message: string;
  /** In the text of the document, in UTF-16 code units from 0. */
  readonly offset: number;
}

export function problem(code: DiagnosticCode, message: string, offset: number): XmlProblem {
  return { problem: true, code, message, offset };
}

export function isProblem(value: unknown): value is XmlProblem {
  return typeof value === "object" && value !== null && "problem" in value;
}
