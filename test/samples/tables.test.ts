import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createCodecs } from "../../generator/run/services.js";
import { createTables } from "../../generator/run/tables.js";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { makePackage } from "../conformance/schema-package.js";
import { evaluateModules } from "../support/live-modules.js";

/* The tables that commands work with in memory are the tables that a generated package holds, for every schema scenario. */

const folder = join(import.meta.dirname, "../scenarios");
/** The suite's reader refuses by the letter what the commands warn of. */
const byTheLetter: ReadonlySet<string> = new Set(["an-import-of-the-own-namespace-is-read-as-an-include"]);
const scenarios = readdirSync(folder).filter(
  (name) => existsSync(join(folder, name, "input.xsd")) && !name.startsWith("refused-") && !byTheLetter.has(name),
);
const packages = new Map([["@snitflade/runtime/generated-code", generatedCode]]);

describe.each(scenarios)("%s", (name) => {
  const made = makePackage(["input.xsd"], {
    read: (path) => {
      const file = join(folder, name, path);
      return existsSync(file) ? readFileSync(file) : undefined;
    },
  });

  test("in memory and printed are the same", () => {
    if (made.kind !== "package") throw new Error(made.diagnostics.map(({ message }) => message).join("\n"));
    const exports = evaluateModules(["src/codecs.ts"], made.files, packages).get("src/codecs.ts") ?? {};
    const tables = createTables(made.model);
    const codecs = createCodecs(made.model, tables);
    let compared = 0;
    made.model.elements.forEach(({ typeName, role }, index) => {
      if (role === "registry") return;
      const printed = exports[`${typeName}Codec`] as DocumentCodec<unknown>;
      expect(differenceOf(codecs[index]?.element, printed.element, typeName)).toBeUndefined();
      compared++;
    });
    expect(compared).toBeGreaterThan(0);
  });
});

/** Where two graphs of tables differ; functions are called, and what was compared once is not compared again. */
function differenceOf(
  left: unknown,
  right: unknown,
  path: string,
  seen = new Map<unknown, unknown>(),
): string | undefined {
  if (typeof left === "function" && typeof right === "function") {
    return differenceOf((left as () => unknown)(), (right as () => unknown)(), `${path}()`, seen);
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) {
    return Object.is(left, right) ? undefined : `${path}: ${String(left)} in memory, ${String(right)} printed`;
  }
  if (seen.get(left) === right) return undefined;
  seen.set(left, right);
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) {
    // What stands in the place of a wildcard is of no type of its own.
    if (key === "type" && String(valueAt(left, "source")).startsWith("any")) continue;
    // A compiled pattern is compared by its source, which stands beside it.
    if (key === "test" && "source" in left) continue;
    const [one, other] = [valueAt(left, key), valueAt(right, key)];
    const difference = differenceOf(one, other, `${path}.${key}`, seen);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function valueAt(holder: object, key: string): unknown {
  return (holder as Readonly<Record<string, unknown>>)[key];
}
