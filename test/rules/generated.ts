import { rolldown } from "rolldown";

import type { RuleContext, RuleDescription, RuleSide } from "../../runtime/rules/rules.js";
import type { Issue } from "../../runtime/codec/issue.js";
import { emitReceipts } from "../../generator/emit/receipts.js";
import { emitRules } from "../../generator/emit/rules.js";
import type { PackageModel } from "../../generator/ir/model.js";
import { packageModels } from "./packages.js";

/*
 * The rules and receipts of the packages as they are generated from a configuration, ready to be called.
 */

export type Check = (message: unknown, side: RuleSide, context?: RuleContext) => readonly Issue[];

export interface GeneratedPackage {
  readonly model: PackageModel;
  readonly rules: readonly RuleDescription[];
  /** The check of a message, by the name of its element. */
  check(element: string): Check;
  /** A function of the receipts module. */
  call(symbol: string): (...values: readonly unknown[]) => unknown;
}

export interface GeneratedPackages {
  readonly sygefravaer: GeneratedPackage;
  readonly forretningssvar: GeneratedPackage;
}

/** @param file the integration configuration, below `wsdl/` */
export async function generateRules(file: string): Promise<GeneratedPackages> {
  const models = await packageModels(file);
  const load = async (name: string): Promise<GeneratedPackage> => {
    const model = models.get(name);
    if (model === undefined) throw new Error(`no package ${name}`);
    return loadPackage(model);
  };
  return { sygefravaer: await load("@sf2090/sygefravaer"), forretningssvar: await load("@sf2090/forretningssvar") };
}

async function loadPackage(model: PackageModel): Promise<GeneratedPackage> {
  const artifacts = [emitRules(model, "generated for a test"), emitReceipts(model, "generated for a test")];
  const exported = await evaluate(new Map(artifacts.map((artifact) => [artifact.path, artifact.text])));
  const called = (symbol: string): ((...values: readonly unknown[]) => unknown) => {
    const found = exported[symbol];
    if (typeof found !== "function") throw new Error(`${symbol} is not generated`);
    return found as (...values: readonly unknown[]) => unknown;
  };
  return {
    model,
    rules: exported["rules"] as readonly RuleDescription[],
    check: (element) => called(`check${element}`) as Check,
    call: called,
  };
}

const runtime = new URL("../../runtime/", import.meta.url).pathname;

/** Bundles modules with what they use of the runtime and runs the result. */
export async function evaluate(files: ReadonlyMap<string, string>): Promise<Readonly<Record<string, unknown>>> {
  const entry = [...files.keys()].map((path) => `export * from "generated:${path}";`).join("\n");
  const virtual = new Map([["entry.ts", entry], ...files]);
  const bundle = await rolldown({
    input: "generated:entry.ts",
    platform: "node",
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    plugins: [
      {
        name: "generated",
        resolveId(source) {
          if (source.startsWith("generated:")) return source;
          return source === "@snitflade/runtime/generated-code" ? `${runtime}generated-code.ts` : null;
        },
        load(id) {
          const code = id.startsWith("generated:") ? virtual.get(id.slice("generated:".length)) : undefined;
          return code === undefined ? null : { code, moduleType: "ts" };
        },
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  return (await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`)) as Readonly<
    Record<string, unknown>
  >;
}
