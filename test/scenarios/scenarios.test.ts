import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatDiagnostic } from "../../generator/diagnostics/text.js";
import { checkFormat } from "../support/prettier.js";
import { generateScenario, scenarios, type Scenario } from "./scenario.js";
import { compileScenarios } from "./compile.js";

/*
 * One folder, one sentence: `input.xsd` or `input.wsdl`, and what is made of it in `expected/`. The snapshots hold what a
 * reader can judge: types, tables, services, clients and servers. What else is generated must compile, be laid out as
 * prettier has it, and do what behaviour.test.ts asks of it. A changed snapshot is taken over with `npx vitest run -u`.
 */

const judgedByEye = /^src\/(?:types|codecs\/tables|services|client|server)\/[^/]+\.ts$/;
/** With a schema for input, the service around it is the same everywhere. */
const judgedByEyeInSchema = /^src\/(?:types|codecs\/tables)\/[^/]+\.ts$/;

const carried = scenarios.filter(({ isRefused }) => !isRefused);
const refused = scenarios.filter(({ isRefused }) => isRefused);

/** All of a folder's files that are expectations, by path inside the folder. */
function expectations({ folder }: Scenario): readonly string[] {
  const files = existsSync(join(folder, "expected"))
    ? readdirSync(join(folder, "expected"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
        )
    : [];
  return [...files, ...(existsSync(join(folder, "diagnostics.txt")) ? ["diagnostics.txt"] : [])].sort();
}

/** As a user sees them: `file:line:column CODE sentence`, and what to do. */
async function expectDiagnostics(scenario: Scenario, text: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(join(scenario.folder, "diagnostics.txt"));
}

describe.each(carried)("$name", (scenario) => {
  test("gives the expected files, no more and no less", async () => {
    const { files, diagnostics } = await generateScenario(scenario);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const isSchema = existsSync(join(scenario.folder, "input.xsd"));
    const shown = [...files].filter(([path]) => (isSchema ? judgedByEyeInSchema : judgedByEye).test(path));
    expect(shown).not.toEqual([]);
    const expected = shown.map(([path]) => path.replace(/^src\//, "expected/"));
    for (const [index, [, text]] of shown.entries()) {
      await expect(text).toMatchFileSnapshot(join(scenario.folder, expected[index] ?? ""));
    }
    if (diagnostics.length > 0) {
      await expectDiagnostics(scenario, diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join(""));
      expected.push("diagnostics.txt");
    }
    expect(expectations(scenario).filter((file) => !expected.includes(file))).toEqual([]);
  });

  test("is laid out as prettier has it", async () => {
    const { files } = await generateScenario(scenario);
    expect(await checkFormat(files)).toEqual([]);
  });
});

describe.each(refused)("$name", (scenario) => {
  test("says what is wrong, where, and what to do", async () => {
    const { files, diagnostics } = await generateScenario(scenario);
    expect([...files.keys()]).toEqual([]);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors).not.toEqual([]);
    expect(errors[0]?.position?.file).toMatch(/^(?:input|other)\.(?:xsd|wsdl)$/);
    await expectDiagnostics(scenario, diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join(""));
    expect(expectations(scenario).filter((file) => file !== "diagnostics.txt")).toEqual([]);
  });
});

test("everything generated compiles under every strict flag", { timeout: 120_000 }, async () => {
  const generated = await Promise.all(
    carried.map(async (scenario) => [scenario.name, (await generateScenario(scenario)).files] as const),
  );
  expect(await compileScenarios(new Map(generated))).toEqual([]);
});
