import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inspectFolder, removeFiles, writeFolder, writeText } from "./files.js";
import type { PlannedFile } from "./plan.js";

let folder: string;
let outside: string;

beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), "snitflade-write-"));
  folder = join(base, "package");
  outside = join(base, "outside");
  mkdirSync(outside);
});

afterEach(() => {
  rmSync(join(folder, ".."), { recursive: true, force: true });
});

function create(path: string, text: string): PlannedFile {
  return { path, action: "create", causes: ["new"], content: () => text, refused: false };
}

function forced(path: string, text: string): PlannedFile {
  return { path, action: "update", causes: ["hand-edit"], content: () => text, refused: true };
}

function remove(path: string): PlannedFile {
  return { path, action: "delete", causes: ["orphan"], refused: false };
}

describe("writeFolder", () => {
  test("makes folders as needed and leaves nothing else behind", () => {
    writeFolder(folder, [create("src/types/a.ts", "a\n"), create("README.md", "æ\n")]);
    expect(readFileSync(join(folder, "src/types/a.ts"), "utf8")).toBe("a\n");
    expect(readFileSync(join(folder, "README.md"), "utf8")).toBe("æ\n");
    expect(readdirSync(join(folder, "src/types"))).toEqual(["a.ts"]);
  });

  test("does not touch a file that is kept", () => {
    writeFolder(folder, [create("a.ts", "a\n")]);
    const before = statSync(join(folder, "a.ts"));
    writeFolder(folder, [{ path: "a.ts", action: "keep", causes: [], refused: false }]);
    const after = statSync(join(folder, "a.ts"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  test("removes folders that a deletion empties, and no others", () => {
    writeFolder(folder, [create("src/types/a.ts", ""), create("src/b.ts", "")]);
    writeFolder(folder, [remove("src/types/a.ts")]);
    expect(readdirSync(join(folder, "src"))).toEqual(["b.ts"]);
  });

  test("replaces a symbolic link instead of writing through it", () => {
    writeFileSync(join(outside, "target.ts"), "untouched\n");
    mkdirSync(folder);
    symlinkSync(join(outside, "target.ts"), join(folder, "a.ts"));
    writeFolder(folder, [forced("a.ts", "ours\n")]);
    expect(readFileSync(join(outside, "target.ts"), "utf8")).toBe("untouched\n");
    expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("ours\n");
  });

  test("replaces a linked folder instead of writing into it", () => {
    mkdirSync(folder);
    symlinkSync(outside, join(folder, "src"));
    writeFolder(folder, [forced("src/a.ts", "ours\n")]);
    expect(readdirSync(outside)).toEqual([]);
    expect(readFileSync(join(folder, "src/a.ts"), "utf8")).toBe("ours\n");
  });
});

describe("inspectFolder", () => {
  test("tells files, absence and obstacles apart", () => {
    mkdirSync(join(folder, "folder.ts"), { recursive: true });
    writeFileSync(join(folder, "a.ts"), "a");
    writeFileSync(join(folder, "file"), "");
    symlinkSync(outside, join(folder, "linked"));
    symlinkSync(join(folder, "a.ts"), join(folder, "link.ts"));
    const found = inspectFolder(folder, [
      "a.ts",
      "no.ts",
      "folder.ts",
      "link.ts",
      "linked/x.ts",
      "file/x.ts",
      "no/x.ts",
    ]);
    expect([...found].map(([path, entry]) => [path, entry.kind === "obstacle" ? entry.what : entry.kind])).toEqual([
      ["a.ts", "file"],
      ["no.ts", "absent"],
      ["folder.ts", "a folder"],
      ["link.ts", "a symbolic link"],
      ["linked/x.ts", "a symbolic link"],
      ["file/x.ts", "a file"],
      ["no/x.ts", "absent"],
    ]);
  });

  test("a package folder that does not exist holds nothing", () => {
    expect(inspectFolder(folder, ["a.ts"]).get("a.ts")).toEqual({ kind: "absent" });
  });

  test("the package folder itself may be a link", () => {
    writeFileSync(join(outside, "a.ts"), "a");
    symlinkSync(outside, folder);
    expect(inspectFolder(folder, ["a.ts"]).get("a.ts")?.kind).toBe("file");
  });
});

test("writeText leaves a file alone that has the text already", () => {
  const path = join(outside, "lock.json");
  writeText(path, "1\n");
  const before = statSync(path).ino;
  writeText(path, "1\n");
  expect(statSync(path).ino).toBe(before);
  writeText(path, "2\n");
  expect(readFileSync(path, "utf8")).toBe("2\n");
  expect(existsSync(`${path}.snitflade-new`)).toBe(false);
});

test("removeFiles removes the files it is asked to, and no others", () => {
  for (const name of ["old.json", "old.bin", "new.json"]) writeFileSync(join(outside, name), "");
  removeFiles(outside, (name) => name.startsWith("old"));
  expect(readdirSync(outside)).toEqual(["new.json"]);
});
