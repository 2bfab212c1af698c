import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { emitPackage } from "../../generator/emit/emit-package.js";
import { openMessages } from "../../generator/pipeline/messages.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { evaluateModules } from "../support/live-modules.js";
import { differenceOf } from "./graphs.js";

/* The services that `mock` and `sample` work with are those that a generated package holds, for every WSDL scenario. */

const folder = join(import.meta.dirname, "../scenarios");
const scenarios = readdirSync(folder).filter(
  (name) => existsSync(join(folder, name, "input.wsdl")) && !name.startsWith("refused-"),
);
const packages = new Map([["@snitflade/runtime/generated-code", generatedCode]]);
const options = { license: "MIT", copyright: "nobody", runtimeVersion: "0.0.0" };

test.each(scenarios)("%s", (name) => {
  const diagnostics = createDiagnostics();
  const live = openMessages("input.wsdl", join(folder, name), [], diagnostics);
  if (live === undefined) throw new Error(diagnostics.all.map(({ message }) => message).join("\n"));
  const files = new Map(
    emitPackage(live.model, "Generated for a test.", options).map(({ path, text }) => [path, text]),
  );
  const entries = live.model.services.map(({ module }) => `src/services/${module}.ts`);
  const modules = evaluateModules(entries, files, packages);
  live.services.forEach(({ model: { stem, module }, description }) => {
    const printed = modules.get(`src/services/${module}.ts`)?.[`${stem}Service`];
    expect(printed).toBeDefined();
    expect(differenceOf(description, printed, stem)).toBeUndefined();
  });
});

describe("scenarios", () => {
  test("there are some with services", () => {
    expect(scenarios.length).toBeGreaterThan(10);
  });
});
