import { catalogue } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";

export interface TextOptions {
  /** Terminal colours; off unless asked for, so that logs and tests hold plain text. */
  readonly colours?: boolean;
}

/** One diagnostic as `file:line:column CODE message`, and the fix indented on a second line. */
export function formatDiagnostic(diagnostic: Diagnostic, options: TextOptions = {}): string {
  const { position, code, severity } = diagnostic;
  const place = position === undefined ? "" : `${visible(position.file)}:${position.line}:${position.column} `;
  const fix = diagnostic.fix ?? catalogue[code].fix;
  const colour = severity === "error" ? "31" : "33";
  const label = options.colours === true ? `\u001B[${colour}m${code}\u001B[39m` : code;
  return `${place}${label} ${visible(diagnostic.message)}\n  ${visible(fix)}\n`;
}

/** All diagnostics, and a last line that counts them. Empty when there are none. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], options: TextOptions = {}): string {
  if (diagnostics.length === 0) return "";
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const counts = [count(errors, "error"), count(warnings, "warning")].filter((text) => text !== "");
  return `${diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, options)).join("")}${counts.join(", ")}\n`;
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Names come from the input: control characters in them must not reach a terminal. */
function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
}
