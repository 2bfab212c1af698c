import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compareFailures, readKnownFailures } from "./expected-failures.js";

const folder = mkdtempSync(join(tmpdir(), "snitflade-known-"));
afterAll(() => rmSync(folder, { recursive: true }));

function list(text: string): ReturnType<typeof readKnownFailures> {
  const path = join(folder, "list.tsv");
  writeFileSync(path, text);
  return readKnownFailures(path);
}

describe("lists of known failures", () => {
  test("each line has an id, a verdict and a reason", () => {
    expect(list("# comment\na\tcrash\tbecause\n")).toEqual([{ id: "a", verdict: "crash", reason: "because" }]);
    expect(() => list("a\tcrash\n")).toThrow(":1: every failure needs a verdict and a reason");
    expect(() => list("a\tcrash\tx\na\tcrash\ty\n")).toThrow("a stands there twice");
  });

  test("new failures, other failures and new successes are differences", () => {
    const known = ["same", "other", "fixed", "left out"].map((id) => ({ id, verdict: "error", reason: "known" }));
    const failures = new Map([
      ["same", "error"],
      ["other", "crash"],
      ["new", "error"],
    ]);
    const { unexpected, fixed } = compareFailures(failures, known, (id) => id !== "left out");
    expect(unexpected.map(({ id }) => id)).toEqual(["other", "new"]);
    expect(fixed.map(({ id }) => id)).toEqual(["fixed"]);
  });
});
