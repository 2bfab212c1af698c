import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { readInstance } from "./instance-document.js";
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

/** A schema and, once an instance asks for it, the code that validates by it. */
interface Kept {
  readonly made: SchemaPackage;
  validator?: Validator;
}

/** The tests of a group come in a row, so few schemas are worth keeping: that of the group, and one with hints added. */
const kept = new Map<string, Kept>();

function schemaOf(roots: readonly string[]): Kept {
  const key = roots.join("\n");
  let entry = kept.get(key);
  if (entry === undefined) {
    if (kept.size > 1) kept.clear();
    entry = { made: makePackage(roots) };
    kept.set(key, entry);
  }
  return entry;
}

function answer({ schemaRoots, instance }: Request): Answer {
  const entry = schemaOf(schemaRoots);
  if (entry.made.kind !== "package") return refusal(entry.made);
  return instance === null ? { outcome: "valid" } : judge(entry, entry.made.namespaces, schemaRoots, instance);
}

function refusal(made: Exclude<SchemaPackage, { readonly kind: "package" }>): Answer {
  const message = made.diagnostics
    .map(({ code, message: text, position }) => `${code} ${position?.file}:${position?.line}: ${text}`)
    .join("\n");
  return made.kind === "refused" ? { outcome: "invalid", stage: "schema", message } : { outcome: "error", message };
}

function judge(entry: Kept, known: ReadonlySet<string>, roots: readonly string[], instance: string): Answer {
  const document = readFileSync(instance);
  const described = readInstance(document);
  if (described === undefined) return { outcome: "invalid", stage: "instance", message: "not well-formed XML" };
  /*
   * Some documents say where the schema of a further namespace is, which the catalogue leaves out. A package that is to
   * read them is generated from that one as well. A hint for a namespace that the schema has already changes nothing.
   */
  const hinted = described.hints
    .filter(({ namespace }) => !known.has(namespace))
    .map(({ location }) => resolve(dirname(instance), location))
    .filter((path) => existsSync(path));
  const wider = hinted.length === 0 ? undefined : schemaOf([...roots, ...new Set(hinted)]);
  const used = wider?.made.kind === "package" ? wider : entry;
  if (used.made.kind !== "package") return refusal(used.made);
  used.validator ??= createValidator(used.made.model, used.made.files);
  const issues = used.validator(document, described.root);
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
