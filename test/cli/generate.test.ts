import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Workspace, createWorkspace } from "./workspace.js";

const tokenWsdl = "wsdl/SF209X Teknisk Spec/wsdl/token/SygefravaerService.wsdl";
const types = "output/sygefravaer/src/types.ts";

let workspace: Workspace;

beforeEach(() => {
  workspace = createWorkspace();
});

afterEach(() => {
  workspace.dispose();
});

function generated(): Workspace {
  expect(workspace.run(["generate"])).toMatchObject({ exit: 0, error: "" });
  return workspace;
}

/** The bytes alone: path → content. */
function contents(snapshot: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...snapshot].map(([path, state]) => [path, state.slice(state.indexOf(" ") + 1)]));
}

describe("generate", () => {
  test("a second run touches no file", () => {
    const before = generated().snapshot();
    const second = workspace.run(["generate"]);
    expect(second.out).toMatch(/^(?:@sf2090\/[a-z]+: \d+ files, all up to date\n(?: {2}complete: .+\n)?){3}$/);
    expect(workspace.snapshot()).toEqual(before);
  });

  test("the same bytes in another folder, and from a folder below", () => {
    const here = contents(generated().snapshot());
    const other = createWorkspace();
    try {
      expect(other.run(["generate"], "wsdl/codelists").exit).toBe(0);
      expect(contents(other.snapshot())).toEqual(here);
    } finally {
      other.dispose();
    }
  });

  test("no generated file names the machine", () => {
    const texts = Object.values(contents(generated().snapshot("output")));
    const needle = Buffer.from(workspace.folder).toString("hex");
    expect(texts.filter((text) => text.includes(needle))).toEqual([]);
  });

  test("a dry run writes nothing and says what it would write", () => {
    const before = workspace.snapshot();
    const outcome = workspace.run(["generate", "--dry-run"]);
    expect(outcome).toMatchObject({ exit: 0, error: "" });
    expect(outcome.out).toContain(`${types}  create  (new)`);
    expect(workspace.snapshot()).toEqual(before);
  });

  test("--json prints one document", () => {
    generated().remove(types);
    const { exit, out, error } = workspace.run(["generate", "--json"]);
    expect({ exit, error }).toEqual({ exit: 0, error: "" });
    const result = JSON.parse(out) as { readonly packages: readonly Record<string, unknown>[] };
    expect(result).toMatchObject({ command: "generate", ok: true, diagnostics: [] });
    const [found] = result.packages.filter((entry) => entry["name"] === "@sf2090/sygefravaer");
    expect(found?.["files"]).toEqual([{ path: "src/types.ts", action: "create", causes: ["missing"], refused: false }]);
  });

  test("a hand edit stops everything; --force overwrites it", () => {
    generated().append(types, "// mine\n");
    workspace.append(tokenWsdl, "<!-- changed -->");
    const before = workspace.snapshot();
    const refused = workspace.run(["generate"]);
    expect(refused.exit).toBe(1);
    expect(refused.error).toContain(`${types}  update  (edited by hand)`);
    expect(refused.error).toContain("--force");
    expect(workspace.snapshot()).toEqual(before);
    expect(workspace.run(["generate", "--force"]).exit).toBe(0);
    expect(workspace.read(types)).not.toContain("// mine");
    expect(workspace.run(["check"]).exit).toBe(0);
  });

  test("a file of somebody else's in the way is refused", () => {
    workspace.write("output/sygefravaer/README.md", "# Ours\n");
    const outcome = workspace.run(["generate"]);
    expect(outcome.exit).toBe(1);
    expect(outcome.error).toContain("snitflade has no record of having written it");
    expect(workspace.read("output/sygefravaer/README.md")).toBe("# Ours\n");
  });

  test("a linked folder is not written through", () => {
    workspace.write("elsewhere/keep.txt", "");
    workspace.write("output/sygefravaer/keep.txt", "");
    symlinkSync(join(workspace.folder, "elsewhere"), join(workspace.folder, "output/sygefravaer/src"));
    const outcome = workspace.run(["generate"]);
    expect(outcome.exit).toBe(1);
    expect(outcome.error).toContain("a symbolic link stands there");
    expect([...workspace.snapshot("elsewhere").keys()]).toEqual(["keep.txt"]);
  });

  test("what is no longer generated is removed", () => {
    workspace.write(
      "lists.json",
      JSON.stringify({ packages: [{ name: "lists", codeLists: ["wsdl/codelists/*.gc"] }] }),
    );
    const options = ["--config", "lists.json"];
    expect(workspace.run(["generate", ...options])).toMatchObject({ exit: 0, error: "" });
    const before = new Set(workspace.snapshot("output/lists").keys());
    workspace.remove("wsdl/codelists/Maalgruppe.gc");
    const check = workspace.run(["check", ...options]);
    expect(check.exit).toBe(1);
    expect(check.out).toContain("output/lists/src/code-lists/maalgruppe.ts  delete  (no longer generated)");
    expect(check.out).toContain("code list: wsdl/codelists/Maalgruppe.gc was removed");
    expect(workspace.run(["generate", ...options]).exit).toBe(0);
    const after = new Set(workspace.snapshot("output/lists").keys());
    expect([...before].filter((path) => !after.has(path))).toEqual(["src/code-lists/maalgruppe.ts"]);
  });

  test("one WSDL without a configuration, from its own folder or from above", () => {
    const outcome = workspace.run(["generate", "--wsdl", tokenWsdl, "--out", "made", "--package", "@x/made"]);
    // Without a configuration nothing says who does what the policy asks for.
    expect(outcome).toMatchObject({ exit: 0, error: expect.stringMatching(/^\S.*SF-W-POLICY .*\n.*\n1 warning\n$/) });
    expect(JSON.parse(workspace.read("made/package.json"))).toMatchObject({ name: "@x/made" });
    expect(workspace.run(["check", "--wsdl", tokenWsdl, "--out", "made", "--package", "@x/made"]).exit).toBe(0);
  });

  test("--verify compiles what it generates", { timeout: 120_000 }, () => {
    expect(workspace.run(["generate", "--verify"])).toMatchObject({ exit: 0, error: "" });
  });
});
