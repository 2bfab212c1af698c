import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCompiler } from "../support/compiler.js";

/* The assertions of the files beside this one are types, so the compiler is the judge; a false one is an error of its. */

const folder = import.meta.dirname;

test("the types promise what they should", { timeout: 60_000 }, async () => {
  expect(await runCompiler("typescript", folder)).toEqual([]);
});

test("the compiler looks at every file of assertions", () => {
  const { files } = JSON.parse(readFileSync(join(folder, "tsconfig.json"), "utf8")) as {
    readonly files: readonly string[];
  };
  expect(files).toEqual(
    readdirSync(folder)
      .filter((file) => file.endsWith("-d.ts"))
      .sort(),
  );
  expect(files).not.toEqual([]);
});

test("a false assertion is an error", { timeout: 60_000 }, async () => {
  const errors = await runCompiler("typescript", folder, "tsconfig.false.json");
  expect(errors.map(({ file, code }) => [file, code])).toEqual([["../fixtures/types/false.ts", "TS2344"]]);
});
