import { describe, expect, test } from "vitest";
import { type InputRecord, type Manifest, createManifest, manifestText, sha256 } from "./manifest.js";
import { type DiskEntry, type PackagePlan, type WantedFile, pathsToInspect, planPackage, wantedText } from "./plan.js";

const generator = { name: "snitflade", version: "1.0.0" };
const schema: InputRecord = { kind: "schema", path: "a.xsd", sha256: "1" };
const codeList: InputRecord = { kind: "code-list", path: "a.gc", sha256: "2" };

interface State {
  readonly files: readonly WantedFile[];
  readonly inputs?: readonly InputRecord[];
  readonly version?: string;
  readonly settings?: Manifest["settings"];
}

function manifestOf({ files, inputs = [schema, codeList], version = "1.0.0", settings = {} }: State): Manifest {
  return createManifest({ ...generator, version }, settings, inputs, files);
}

function onDisk(state: State, edits: Readonly<Record<string, string | DiskEntry>> = {}): Map<string, DiskEntry> {
  const files = [...state.files, wantedText("manifest.json", manifestText(manifestOf(state)))];
  const disk = new Map<string, DiskEntry>(files.map(({ path, content }) => [path, entry(content())]));
  for (const [path, edit] of Object.entries(edits)) disk.set(path, typeof edit === "string" ? entry(edit) : edit);
  return disk;
}

function entry(content: string | Uint8Array): DiskEntry {
  return { kind: "file", bytes: typeof content === "string" ? Buffer.from(content, "utf8") : content };
}

/** `path action causes`, `!` when refused; kept files left out. */
function summary(plan: PackagePlan): readonly string[] {
  return plan.files
    .filter((file) => file.action !== "keep")
    .map((file) => `${file.path} ${file.action} ${file.causes.join("+")}${file.refused ? " !" : ""}`);
}

const before: State = {
  files: [wantedText("src/a.ts", "a\n"), wantedText("src/b.ts", "b\n")],
};
const changedB: State = {
  files: [wantedText("src/a.ts", "a\n"), wantedText("src/b.ts", "b2\n")],
};

describe("planPackage", () => {
  test("a new package creates every file, the manifest last", () => {
    const plan = planPackage(before.files, manifestOf(before), new Map(), undefined, undefined);
    expect(summary(plan)).toEqual(["src/a.ts create new", "src/b.ts create new", "manifest.json create new"]);
  });

  test("nothing to do when everything is as it should be", () => {
    const plan = planPackage(before.files, manifestOf(before), onDisk(before), manifestOf(before), undefined);
    expect(summary(plan)).toEqual([]);
    expect(plan.reasons).toEqual([]);
  });

  test.each<[string, Partial<State>, string, string]>([
    ["schema", { inputs: [{ ...schema, sha256: "9" }, codeList] }, "schema", "a.xsd"],
    ["code list", { inputs: [schema, { ...codeList, sha256: "9" }] }, "code-list", "a.gc"],
    ["new schema", { inputs: [schema, codeList, { ...schema, path: "b.xsd" }] }, "schema", "b.xsd"],
    ["setting", { settings: { propertyNames: "camelCase" } }, "configuration", "propertyNames"],
    ["generator", { version: "1.1.0" }, "generator", "snitflade 1.0.0 → snitflade 1.1.0"],
  ])("a changed %s is the reason of what changes", (_, change, cause, subject) => {
    const after = { ...changedB, ...change };
    const plan = planPackage(after.files, manifestOf(after), onDisk(before), manifestOf(before), undefined);
    expect(summary(plan)).toEqual([`src/b.ts update ${cause}`, `manifest.json update ${cause}`]);
    expect(plan.reasons.map((reason) => reason.subject)).toEqual([subject]);
  });

  test("a change of input that changes no file still changes the manifest", () => {
    const after = { ...before, inputs: [{ ...schema, sha256: "9" }, codeList] };
    const plan = planPackage(after.files, manifestOf(after), onDisk(before), manifestOf(before), undefined);
    expect(summary(plan)).toEqual(["manifest.json update schema"]);
  });

  test("other text from the same inputs is put down to the generator", () => {
    const plan = planPackage(changedB.files, manifestOf(changedB), onDisk(before), manifestOf(before), undefined);
    expect(summary(plan)).toEqual(["src/b.ts update generator", "manifest.json update generator"]);
  });

  test("a hand edit is refused", () => {
    const disk = onDisk(before, { "src/b.ts": "mine\n" });
    const plan = planPackage(before.files, manifestOf(before), disk, manifestOf(before), undefined);
    expect(summary(plan)).toEqual(["src/b.ts update hand-edit !"]);
  });

  test("an edit that makes the file what it should be is none", () => {
    const disk = onDisk(before, { "src/b.ts": "b2\n" });
    const plan = planPackage(changedB.files, manifestOf(changedB), disk, manifestOf(before), undefined);
    expect(summary(plan)).toEqual(["manifest.json update generator"]);
  });

  test("a file that was there before the first run is refused", () => {
    const disk = new Map([["src/b.ts", entry("mine\n")]]);
    const plan = planPackage(before.files, manifestOf(before), disk, undefined, undefined);
    expect(summary(plan)).toContain("src/b.ts update hand-edit !");
  });

  test("a deleted file is made again", () => {
    const disk = onDisk(before, { "src/b.ts": { kind: "absent" } });
    const plan = planPackage(before.files, manifestOf(before), disk, manifestOf(before), undefined);
    expect(summary(plan)).toEqual(["src/b.ts create missing"]);
  });

  test("a symbolic link in the way is refused, whatever it leads to", () => {
    const disk = onDisk(before, { "src/b.ts": { kind: "obstacle", what: "a symbolic link" } });
    const plan = planPackage(before.files, manifestOf(before), disk, manifestOf(before), undefined);
    expect(summary(plan)).toEqual(["src/b.ts update hand-edit !"]);
    expect(plan.files.find((file) => file.refused)?.detail).toBe("a symbolic link stands there");
  });

  const onlyA: State = { files: before.files.slice(0, 1) };
  test.each<[string, DiskEntry, readonly string[]]>([
    ["as it was written", entry("b\n"), ["src/b.ts delete orphan", "manifest.json update generator"]],
    ["edited", entry("mine\n"), ["src/b.ts delete orphan+hand-edit !", "manifest.json update generator"]],
    ["gone already", { kind: "absent" }, ["manifest.json update generator"]],
  ])("an orphan %s", (_, state, expected) => {
    const disk = onDisk(before, { "src/b.ts": state });
    const plan = planPackage(onlyA.files, manifestOf(onlyA), disk, manifestOf(before), undefined);
    expect(summary(plan)).toEqual(expected);
  });

  test("an edited manifest is refused when the lock file knows better", () => {
    const disk = onDisk(before, { "manifest.json": manifestText(manifestOf(before)).replace("1.0.0", "0.9.0") });
    const edited = { ...manifestOf(before), generator: { ...generator, version: "0.9.0" } };
    const known = sha256(manifestText(manifestOf(before)));
    const plan = planPackage(before.files, manifestOf(before), disk, edited, known);
    expect(summary(plan)).toEqual(["manifest.json update hand-edit !"]);
  });

  test("a manifest that cannot be read vouches for nothing", () => {
    const disk = onDisk(before, { "manifest.json": "{}" });
    const plan = planPackage(changedB.files, manifestOf(changedB), disk, undefined, undefined);
    expect(summary(plan)).toEqual(["src/b.ts update hand-edit !", "manifest.json update hand-edit !"]);
  });

  test.each([
    ["out of the package", "../x.ts"],
    ["onto the manifest", "Manifest.json"],
  ])("an emitter that writes %s is a bug", (_, path) => {
    const files = [wantedText(path, "")];
    expect(() => planPackage(files, manifestOf({ files }), new Map(), undefined, undefined)).toThrow("not a path");
  });

  test("so are two files whose names differ only in case", () => {
    const files = ["src/A.ts", "src/a.ts"].map((path) => wantedText(path, ""));
    expect(() => planPackage(files, manifestOf({ files }), new Map(), undefined, undefined)).toThrow("two files");
  });
});

test("pathsToInspect names the manifest, what is wanted and what there was", () => {
  const files = [wantedText("src/c.ts", "")];
  expect(pathsToInspect(files, manifestOf(before))).toEqual(["manifest.json", "src/a.ts", "src/b.ts", "src/c.ts"]);
});
