import type { Artifact } from "../ir/artifact.js";
import type { PackageModel } from "../ir/model.js";
import { code, join, list, moduleText, name, quote, raw } from "../print/code.js";
import { hasHeaders, headersName } from "./message-shapes.js";
import { hasFaults } from "./services.js";
import { runtimeModule } from "./symbols.js";

/** What an entry point takes from one module. */
export interface EntryExports {
  /** Relative specifier. */
  readonly module: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/**
 * `src/client.ts` or `src/server.ts`: the names of every service, listed, so that a change can be seen in a diff, and the
 * types of the runtime that callers have to name.
 */
export function entryModule(
  model: PackageModel,
  path: string,
  header: string,
  exports: readonly EntryExports[],
  runtimeTypes: readonly string[],
): Artifact {
  const shared = model.services.flatMap((service): readonly EntryExports[] => {
    const types = [
      ...(hasFaults(service) ? [`${service.stem}Faults`] : []),
      ...(["input", "output"] as const).flatMap((direction) =>
        hasHeaders(service, direction) ? [headersName(service, direction)] : [],
      ),
    ];
    return types.length === 0 ? [] : [{ module: `./services/${service.module}.js`, values: [], types }];
  });
  const runtime = { module: runtimeModule, values: [], types: runtimeTypes };
  const lines = [runtime, ...exports, ...shared].map(statement);
  return { path, text: moduleText(path, header, code`${join(lines, "\n")}\n`) };
}

function statement({ module, values, types }: EntryExports): ReturnType<typeof code> {
  const typeOnly = values.length === 0;
  const items = [
    ...values.map((value) => name(value)),
    ...types.map((type) => (typeOnly ? name(type) : code`type ${name(type)}`)),
  ];
  const from = raw(` from ${quote(module)};`);
  return list(raw(typeOnly ? "export type " : "export "), "{", items, "}", from, { indent: "", pad: true });
}
