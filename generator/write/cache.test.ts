import { describe, expect, test } from "vitest";
import { isCurrent, packRun, type RunResult, unpackRun } from "./cache.js";
import { sha256 } from "./manifest.js";
import { wantedText } from "./plan.js";

const run: RunResult = {
  reads: [
    { path: "a.xsd", sha256: sha256("a") },
    { path: "b.xsd", sha256: null },
  ],
  packages: [
    { name: "one", inputs: [], files: [wantedText("README.md", "# æøå\n"), wantedText("empty.ts", "")] },
    { name: "two", inputs: [], files: [wantedText("src/a.ts", "a\n")] },
  ],
  diagnostics: [{ code: "SF-W-SELFIMPORT", severity: "warning", message: "m" }],
};

function text(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

describe("cache", () => {
  test("gives back what was kept", () => {
    const { index, contents } = packRun(run);
    const found = unpackRun(index, () => contents);
    expect(found?.isIntact()).toBe(true);
    expect(found?.reads).toEqual(run.reads);
    expect(found?.diagnostics).toEqual(run.diagnostics);
    const files = found?.packages.flatMap(({ name, files: all }) =>
      all.map((file) => [name, file.path, text(file.content())]),
    );
    expect(files).toEqual([
      ["one", "README.md", "# æøå\n"],
      ["one", "empty.ts", ""],
      ["two", "src/a.ts", "a\n"],
    ]);
  });

  test.each<[string, (contents: Uint8Array) => Uint8Array | undefined]>([
    ["changed", (contents) => contents.map((byte, index) => (index === 0 ? byte ^ 1 : byte))],
    ["cut short", (contents) => contents.subarray(1)],
    ["gone", () => undefined],
  ])("notices that the bytes are %s", (_, damage) => {
    const { index, contents } = packRun(run);
    expect(unpackRun(index, () => damage(contents))?.isIntact()).toBe(false);
  });

  test("does not believe a broken index", () => {
    expect(unpackRun(packRun(run).index.slice(0, -1), () => undefined)).toBeUndefined();
  });

  test.each<[string, Readonly<Record<string, string>>, boolean]>([
    ["as it was", { "a.xsd": "a" }, true],
    ["a file changed", { "a.xsd": "A" }, false],
    ["a file went away", {}, false],
    ["a file came that was looked for", { "a.xsd": "a", "b.xsd": "" }, false],
  ])("is current: %s", (_, files, expected) => {
    const read = (path: string): Uint8Array | undefined => {
      const content = files[path];
      return content === undefined ? undefined : new TextEncoder().encode(content);
    };
    expect(isCurrent(run.reads, read)).toBe(expected);
  });
});
