import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileScenarios } from "../scenarios/compile.js";
import { checkFormat } from "../support/prettier.js";
import { fixture, generate } from "./support.js";

const names = readdirSync(join(import.meta.dirname, "../fixtures/wsdl-any")).map((file) => file.replace(/\.wsdl$/, ""));

test.each(names)("%s is laid out as prettier has it", async (name) => {
  const { files } = await generate(fixture(name));
  expect(files.size).toBeGreaterThan(0);
  expect(await checkFormat(files)).toEqual([]);
});

test("all of it compiles under every strict flag", { timeout: 120_000 }, async () => {
  const packages = await Promise.all(names.map(async (name) => [name, (await generate(fixture(name))).files] as const));
  expect(await compileScenarios(new Map(packages))).toEqual([]);
});
