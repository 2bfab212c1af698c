import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createCodecs } from "../../generator/run/services.js";
import { createTables } from "../../generator/run/tables.js";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { makePackage } from "../conformance/schema-package.js";
import { evaluateModules } from "../support/live-modules.js";
import { differenceOf } from "./graphs.js";

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
