import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createValidator, type Validator } from "./validator.js";
import { makePackage, type SchemaPackage } from "./schema-package.js";

/*
 * An adapter for the harness of the W3C XML Schema Test Suite: one JSON request a line on standard input, one JSON answer a
 * line on standard output. Each schema becomes a package, exactly as one is generated, and the emitted code judges the
 * instance: what is measured is what packages run.
 */

interface Request {
  readonly id: string;
  readonly schemaRoots: readonly string[];
  /** Null in a schema test. */
  readonly instance: string | null;
}

interface Answer {
  readonly outcome: "valid" | "invalid" | "error";
  /** What was refused. */
  readonly stage?: "schema" | "instance";
  readonly message?: string;
}

/** The tests of a group come in a row, so the last schema is the only one worth keeping. */
let kept: { readonly key: string; readonly made: SchemaPackage; validator?: Validator } | undefined;

function answer({ schemaRoots, instance }: Request): Answer {
  const key = schemaRoots.join("\n");
  if (kept?.key !== key) kept = { key, made: makePackage(schemaRoots) };
  const { made } = kept;
  if (made.kind !== "package") {
    const message = made.diagnostics
      .map(({ code, message: text, position }) => `${code} ${position?.file}:${position?.line}: ${text}`)
      .join("\n");
    return made.kind === "refused" ? { outcome: "invalid", stage: "schema", message } : { outcome: "error", message };
  }
  if (instance === null) return { outcome: "valid" };
  kept.validator ??= createValidator(made.model, made.files);
  const issues = kept.validator(readFileSync(instance));
  if (issues.length === 0) return { outcome: "valid" };
  const message = issues
    .map(({ code, line, rule, message: text }) => `${code} line ${line} ${rule}: ${text}`)
    .join("\n");
  return { outcome: "invalid", stage: "instance", message };
}

function respond(line: string): void {
  const request = JSON.parse(line) as Request;
  let response: Answer;
  try {
    response = answer(request);
  } catch (error) {
    response = { outcome: "error", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  process.stdout.write(`${JSON.stringify({ id: request.id, ...response })}\n`);
}

createInterface({ input: process.stdin }).on("line", respond);
