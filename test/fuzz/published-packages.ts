import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import type { ServiceDescription } from "../../runtime/soap/service.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { evaluateModules, type Exports } from "../support/live-modules.js";

/* The packages under `output/`, from their sources and on the runtime's sources: what is fuzzed is what is in the tree. */

const names = ["sygefravaer", "forretningssvar"];
const folder = join(import.meta.dirname, "../../output");
const packages = new Map<string, Exports>([["@snitflade/runtime/generated-code", generatedCode]]);

function sourcesOf(name: string): ReadonlyMap<string, string> {
  const paths = readdirSync(join(folder, name, "src"), { recursive: true, encoding: "utf8" });
  return new Map(
    paths
      .map((path) => `src/${path.replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(".ts"))
      .map((path) => [path, readFileSync(join(folder, name, path), "utf8")]),
  );
}

function evaluated(name: string, path: string): Exports {
  return evaluateModules([path], sourcesOf(name), packages).get(path) ?? {};
}

packages.set("@sf2090/kodelister", evaluated("kodelister", "src/index.ts"));

/** A module of a package, such as `sygefravaer` and `server`. */
function publishedModule(name: string, module: string): Exports {
  return evaluated(name, `src/${module}.ts`);
}

/** Every codec of the packages with messages. */
export const publishedCodecs: readonly DocumentCodec<unknown>[] = names.flatMap((name) =>
  Object.entries(publishedModule(name, "codecs"))
    .filter(([key]) => key.endsWith("Codec"))
    .map(([, codec]) => codec as DocumentCodec<unknown>),
);

/** Every service of these packages. */
export const publishedServices: readonly ServiceDescription[] = names.flatMap((name) =>
  readdirSync(join(folder, name, "src/services"))
    .sort()
    .flatMap((file) => Object.entries(publishedModule(name, `services/${file.replace(/\.ts$/, "")}`)))
    .filter(([key]) => key.endsWith("Service"))
    .map(([, service]) => service as ServiceDescription),
);
