import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openScript } from "./compiled-script.js";

/* Each test has a script of its own, because V8 does not look at kept code of a script that the process has compiled before. */

interface Exports {
  readonly answer: () => string;
}

let folder: string;
let count = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "snitflade-script-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A script that answers with its own number and the separator of paths. */
function writeScript(): { readonly file: string; readonly answer: string } {
  const answer = `answer ${++count}`;
  const file = join(folder, "tool.cjs");
  writeFileSync(
    file,
    `(function (exports, require) { exports.answer = () => "${answer} " + require("node:path").posix.sep; })`,
  );
  return { file, answer: `${answer} /` };
}

function placeForCode(): string {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  return join(folder, "node_modules", ".cache", "snitflade");
}

/** Opens, runs and keeps. */
function runOnce(file: string, build: string): string {
  const script = openScript<Exports>(file, build);
  const answer = script.exports.answer();
  script.keep();
  return answer;
}

describe("a script runs", () => {
  test("where nothing can be kept", () => {
    const { file, answer } = writeScript();
    expect(runOnce(file, "build")).toBe(answer);
  });

  test("where the system refuses to keep anything", () => {
    const { file, answer } = writeScript();
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "node_modules", ".cache"), "a file stands in the way");
    expect(runOnce(file, "build")).toBe(answer);
  });

  test("whether there is code of it or not", () => {
    const { file, answer } = writeScript();
    const place = placeForCode();
    expect(runOnce(file, "build")).toBe(answer);
    expect(readdirSync(place)).toEqual([`code-tool.cjs-build-${process.version}-${process.arch}.bin`]);
    expect(runOnce(file, "build")).toBe(answer);
  });

  test("but not when it is missing", () => {
    expect(() => openScript(join(folder, "tool.cjs"), "build")).toThrow("tool.cjs is missing");
  });
});

describe("kept code", () => {
  test("that was of use is left as it is", () => {
    const { file } = writeScript();
    const place = placeForCode();
    runOnce(file, "build");
    const [name = ""] = readdirSync(place);
    const kept = readFileSync(join(place, name));
    runOnce(file, "build");
    expect(readFileSync(join(place, name))).toEqual(kept);
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ["is changed", (bytes) => bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 8)],
    ["is cut short", (bytes) => bytes.subarray(0, -1)],
    ["is empty", () => Buffer.alloc(0)],
  ])("that %s is replaced", (_, damage) => {
    const { file, answer } = writeScript();
    const place = placeForCode();
    runOnce(file, "build");
    const [name = ""] = readdirSync(place);
    const path = join(place, name);
    const { length } = readFileSync(path);
    writeFileSync(path, damage(readFileSync(path)));
    const damaged = readFileSync(path);
    expect(runOnce(file, "build")).toBe(answer);
    expect(readFileSync(path)).not.toEqual(damaged);
    expect(readFileSync(path).length).toBeGreaterThanOrEqual(length / 2);
  });

  test("of another build goes, what others keep there stays", () => {
    const { file } = writeScript();
    const place = placeForCode();
    runOnce(file, "first");
    writeFileSync(join(place, "unchanged-0.json"), "{}");
    runOnce(file, "second");
    expect(readdirSync(place).sort()).toEqual([
      `code-tool.cjs-second-${process.version}-${process.arch}.bin`,
      "unchanged-0.json",
    ]);
  });
});
