import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Workspace, createWorkspace } from "./workspace.js";

const folder = "node_modules/.cache/snitflade";

let workspace: Workspace;

beforeEach(() => {
  workspace = createWorkspace();
  mkdirSync(join(workspace.folder, "node_modules"));
  const { exit, error } = workspace.run(["generate"]);
  if (exit !== 0) throw new Error(error);
});

afterEach(() => {
  workspace.dispose();
});

function cacheFile(extension: string): string {
  const name = readdirSync(join(workspace.folder, folder)).find(
    (entry) => entry.endsWith(extension) && !entry.startsWith("unchanged-"),
  );
  if (name === undefined) throw new Error("nothing was cached");
  return `${folder}/${name}`;
}

/** Puts a folder in the place of a file. */
function obstruct(path: string): void {
  workspace.remove(path);
  mkdirSync(join(workspace.folder, path));
}

/** Makes a run that takes its result from the cache show itself by a warning. */
function mark(): void {
  const path = cacheFile(".json");
  const warning = { code: "SF-W-SELFIMPORT", severity: "warning", message: "from the cache" };
  workspace.write(path, workspace.read(path).replace('"diagnostics":[]', `"diagnostics":[${JSON.stringify(warning)}]`));
}

describe("the cache", () => {
  test("serves a run with the same inputs", () => {
    mark();
    expect(workspace.run(["generate"]).error).toContain("from the cache");
    expect(workspace.run(["check"]).error).toContain("from the cache");
  });

  test("restores the same bytes", () => {
    const before = [...workspace.snapshot("output")].map(([path, state]) => [path, state.split(" ")[1]]);
    workspace.remove("output");
    mark();
    expect(workspace.run(["generate"]).error).toContain("from the cache");
    const after = [...workspace.snapshot("output")].map(([path, state]) => [path, state.split(" ")[1]]);
    expect(after).toEqual(before);
  });

  test.each<[string, (workspace: Workspace) => void]>([
    ["a schema", ({ append }) => append("wsdl/SF209x Bilag/sp/Kvittering_1.xsd", "<!-- changed -->")],
    ["a code list", ({ append }) => append("wsdl/codelists/Maalgruppe.gc", "<!-- changed -->")],
    ["the rules", ({ append }) => append("wsdl/rules.yaml", "# changed\n")],
    [
      "the configuration",
      ({ read, write }) => write("snitflade.config.ts", read("snitflade.config.ts").replace("0.1.0", "0.2.0")),
    ],
  ])("does not serve once %s has changed", (_, change) => {
    mark();
    change(workspace);
    const outcome = workspace.run(["check"]);
    expect(outcome.exit).toBe(1);
    expect(outcome.error).not.toContain("from the cache");
  });

  test("is left alone with --no-cache", () => {
    mark();
    expect(workspace.run(["check", "--no-cache"])).toMatchObject({ exit: 0, error: "" });
  });

  test.each<[string, () => void]>([
    ["a damaged index", () => workspace.write(cacheFile(".json"), "{")],
    ["damaged content", () => workspace.append(cacheFile(".bin"), "x")],
    ["an index that cannot be read", () => obstruct(cacheFile(".json"))],
    ["content that cannot be read", () => obstruct(cacheFile(".bin"))],
  ])("with %s, the run is done again", (_, damage) => {
    const before = workspace.read("output/kodelister/README.md");
    damage();
    workspace.remove("output");
    expect(workspace.run(["generate"])).toMatchObject({ exit: 0, error: "" });
    expect(workspace.read("output/kodelister/README.md")).toBe(before);
  });
});
