import { jsonText } from "../print/json.js";
import { type InputRecord, type Manifest, inputsJson, manifestText, sha256 } from "./manifest.js";
import { compareText } from "./path.js";

/* The lock file stands beside the configuration: what all its packages together were generated from. */

/** One package in the lock file. */
export interface LockedPackage {
  readonly name: string;
  /** Relative to the lock file, forward slashes. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The text of the lock file: generator, every input of every package, and each manifest's SHA-256. */
export function lockText(generator: Manifest["generator"], packages: readonly LockedPackage[]): string {
  const inputs = new Map<string, InputRecord>();
  for (const { manifest } of packages) for (const input of manifest.inputs) inputs.set(input.path, input);
  const sortedInputs = [...inputs.values()].sort((left, right) => compareText(left.path, right.path));
  const sortedPackages = [...packages].sort((left, right) => compareText(left.name, right.name));
  return jsonText({
    generator: { name: generator.name, version: generator.version },
    inputs: inputsJson(sortedInputs),
    packages: Object.fromEntries(
      sortedPackages.map(({ name, folder, manifest }) => [name, { folder, manifest: sha256(manifestText(manifest)) }]),
    ),
  });
}

/** Package name → SHA-256 of its manifest, as a lock file on disk says; empty when it cannot be read. */
export function lockedManifests(text: string | undefined): ReadonlyMap<string, string> {
  const manifests = new Map<string, string>();
  for (const [name, entry] of Object.entries(packagesOf(text))) {
    if (typeof entry === "object" && entry !== null && "manifest" in entry && typeof entry.manifest === "string") {
      manifests.set(name, entry.manifest);
    }
  }
  return manifests;
}

function packagesOf(text: string | undefined): object {
  if (text === undefined) return {};
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== "object" || json === null || !("packages" in json)) return {};
    return typeof json.packages === "object" && json.packages !== null ? json.packages : {};
  } catch {
    return {};
  }
}
