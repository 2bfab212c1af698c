import { hash } from "node:crypto";

import { type JsonValue, jsonText } from "../print/json.js";
import { compareText, isContainedPath } from "./path.js";

/** What an input is to the generator; the word that `snitflade check` gives as the reason of a change. */
export type InputKind = "schema" | "code-list" | "configuration";

/** One file that was read to generate a package. */
export interface InputRecord {
  readonly kind: InputKind;
  /** Relative to the folder of the configuration (or of the WSDL), forward slashes. */
  readonly path: string;
  /** Of the bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** `manifest.json` of a package: from what it was generated, and what it holds. */
export interface Manifest {
  readonly generator: { readonly name: string; readonly version: string };
  /** The settings that were in force, so that a change of configuration can be told. */
  readonly settings: Readonly<Record<string, JsonValue>>;
  /** By path, sorted. */
  readonly inputs: readonly InputRecord[];
  /** Path inside the package → SHA-256 of its bytes, sorted by path; the manifest itself is not in it. */
  readonly files: ReadonlyMap<string, string>;
}

/** Where a package keeps its manifest. */
export const manifestPath = "manifest.json";

const inputKinds: ReadonlySet<string> = new Set<InputKind>(["schema", "code-list", "configuration"]);

/** SHA-256 of a text (as UTF-8) or of bytes, lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content);
}

/** Builds the manifest of a package; the order of the arguments does not matter to the result. */
export function createManifest(
  generator: Manifest["generator"],
  settings: Manifest["settings"],
  inputs: Iterable<InputRecord>,
  files: readonly { readonly path: string; readonly sha256: string }[],
): Manifest {
  const byPath = new Map<string, InputRecord>();
  for (const input of inputs) byPath.set(input.path, input);
  const hashes = files.map((file) => [file.path, file.sha256] as const);
  return {
    generator,
    settings,
    inputs: [...byPath.values()].sort((left, right) => compareText(left.path, right.path)),
    files: new Map(hashes.sort(([left], [right]) => compareText(left, right))),
  };
}

/** The text of `manifest.json`: no date, no machine's path, line feeds only. */
export function manifestText(manifest: Manifest): string {
  return jsonText({
    generator: { name: manifest.generator.name, version: manifest.generator.version },
    settings: manifest.settings,
    inputs: inputsJson(manifest.inputs),
    files: Object.fromEntries(manifest.files),
  });
}

/** Inputs as an object keyed by path. */
export function inputsJson(inputs: readonly InputRecord[]): JsonValue {
  return Object.fromEntries(inputs.map(({ path, kind, sha256: digest }) => [path, { kind, sha256: digest }]));
}

/**
 * Reads a manifest found on disk. Undefined when it is not one we could have written: somebody edited it, so nothing it
 * says is believed, least of all a path that leads out of the package.
 */
export function parseManifest(text: string): Manifest | undefined {
  const json = parseObject(text);
  const generator = asObject(json?.["generator"]);
  const settings = asObject(json?.["settings"]);
  const inputs = parseInputs(json?.["inputs"]);
  const files = parseFiles(json?.["files"]);
  const name = generator?.["name"];
  const version = generator?.["version"];
  if (typeof name !== "string" || typeof version !== "string") return undefined;
  if (settings === undefined || inputs === undefined || files === undefined) return undefined;
  return { generator: { name, version }, settings, inputs, files };
}

function parseObject(text: string): Readonly<Record<string, JsonValue>> | undefined {
  try {
    return asObject(JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

function asObject(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return value as Readonly<Record<string, JsonValue>>;
}

function parseInputs(value: JsonValue | undefined): readonly InputRecord[] | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const records: InputRecord[] = [];
  for (const [path, entry] of Object.entries(object)) {
    const kind = asObject(entry)?.["kind"];
    const digest = asObject(entry)?.["sha256"];
    if (typeof kind !== "string" || !inputKinds.has(kind) || typeof digest !== "string") return undefined;
    records.push({ path, kind: kind as InputKind, sha256: digest });
  }
  return records;
}

function parseFiles(value: JsonValue | undefined): ReadonlyMap<string, string> | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const files = new Map<string, string>();
  for (const [path, digest] of Object.entries(object)) {
    if (!isContainedPath(path) || path === manifestPath || typeof digest !== "string") return undefined;
    files.set(path, digest);
  }
  return files;
}
