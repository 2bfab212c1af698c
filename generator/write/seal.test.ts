import { describe, expect, test } from "vitest";
import { type Finding, type PathState, type Watched, openSeal, packSeal } from "./seal.js";

const finding: Finding = {
  packages: [{ name: "@a/b", folder: "/w/b", contents: { types: 3 }, files: ["README.md", "manifest.json"] }],
  lockFile: "/w/snitflade.lock.json",
  diagnostics: [{ code: "SF-W-SELFIMPORT", severity: "warning", message: "imports itself" }],
};
const watched: readonly Watched[] = [
  { path: "/w/a.wsdl", as: "input" },
  { path: "/w/b", as: "package" },
  { path: "/w/b/README.md", as: "output" },
];
/** The run started at 10,000 and kept its seal at 10,400. */
const times = { started: 10_000, now: 10_400 };
const kept = 10_401;

function disk(changes: Readonly<Record<string, PathState>> = {}): (watched: Watched) => PathState {
  return ({ path, as }) =>
    changes[path] ?? (as === "package" ? { text: "folder", changed: 0 } : { text: "1 5000 5000 7", changed: 5000 });
}

function sealed(): string {
  const text = packSeal("question", finding, watched, disk(), times);
  if (text === undefined) throw new Error("no seal was made");
  return text;
}

describe("a seal", () => {
  test("says what was found when nothing has changed", () => {
    expect(openSeal(sealed(), kept, "question", disk())).toMatchObject(finding);
  });

  test.each<[string, Readonly<Record<string, PathState>>]>([
    ["an input has another size", { "/w/a.wsdl": { text: "2 5000 5000 7", changed: 5000 } }],
    ["an input is gone", { "/w/a.wsdl": { text: "", changed: 0 } }],
    ["an output is another file", { "/w/b/README.md": { text: "1 5000 5000 8", changed: 5000 } }],
    ["a folder is a link", { "/w/b": { text: "", changed: 0 } }],
  ])("does not hold when %s", (_, changes) => {
    expect(openSeal(sealed(), kept, "question", disk(changes))).toBeUndefined();
  });

  test("does not answer another question", () => {
    expect(openSeal(sealed(), kept, "another", disk())).toBeUndefined();
  });

  test.each(["", "{", "[]", "null", "{}", '"text"', '{"question":"question"}'])("of %j is none", (text) => {
    expect(openSeal(text, kept, "question", disk())).toBeUndefined();
  });

  test.each([
    [7_999, true],
    [8_000, false],
    [10_300, false],
    [99_000, false],
  ])("of a file changed at %i, with the start of the run at 10,000: %s", (changed, made) => {
    const state = disk({ "/w/a.wsdl": { text: "1", changed } });
    expect(packSeal("question", finding, watched, state, times) !== undefined).toBe(made);
  });

  test("does not hold when the file system's own clock says that a file changed too close to the run", () => {
    expect(openSeal(sealed(), 5_000 + 400 + 2_001, "question", disk())).toBeDefined();
    expect(openSeal(sealed(), 5_000 + 400 + 2_000, "question", disk())).toBeUndefined();
  });
});
