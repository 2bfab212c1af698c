import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DocumentCodec, Result } from "@snitflade/runtime/generated-code";
import { generateScenario, scenarioNamed } from "./scenario.js";

/** A scenario's package, loaded as the JavaScript that a user gets; to be disposed of. */
export interface LoadedScenario {
  /** Reads by the fast path where there is one. */
  decode(xml: string): Result<unknown>;
  /** The same by the tables alone. */
  decodeGeneric(xml: string): Result<unknown>;
  encode(value: unknown): Result<Uint8Array>;
  validate(value: unknown): Result<unknown>;
  dispose(): void;
}

interface Codecs {
  readonly decodeOrder: (bytes: Uint8Array) => Result<unknown>;
  readonly encodeOrder: (value: unknown) => Result<Uint8Array>;
  readonly OrderCodec: DocumentCodec<unknown>;
}

interface Validators {
  readonly validateOrder: (value: unknown) => Result<unknown>;
}

/** Generates a scenario whose root element is `Order`, strips the types and imports the package. */
export async function loadScenario(name: string): Promise<LoadedScenario> {
  const { files } = await generateScenario(scenarioNamed(name));
  const folder = mkdtempSync(join(tmpdir(), "snitflade-load-"));
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"), "junction");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [path, text] of files) {
    if (!path.endsWith(".ts")) continue;
    const target = join(folder, path.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, stripTypeScriptTypes(text));
  }
  const load = async (path: string): Promise<unknown> =>
    import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href);
  const codecs = (await load("src/codecs.js")) as Codecs;
  const validators = (await load("src/validators.js")) as Validators;
  const runtime = (await import("@snitflade/runtime")) as unknown as {
    readonly decodeDocumentGeneric: (codec: DocumentCodec<unknown>, bytes: Uint8Array) => Result<unknown>;
  };
  const encoder = new TextEncoder();
  return {
    decode: (xml) => codecs.decodeOrder(encoder.encode(xml)),
    decodeGeneric: (xml) => runtime.decodeDocumentGeneric(codecs.OrderCodec, encoder.encode(xml)),
    encode: codecs.encodeOrder,
    validate: validators.validateOrder,
    dispose: () => rmSync(folder, { recursive: true }),
  };
}
