import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Workspace, createWorkspace } from "./workspace.js";

let workspace: Workspace;

beforeAll(() => {
  workspace = createWorkspace();
  cpSync(join(import.meta.dirname, "contract"), join(workspace.folder, "contract"), { recursive: true });
});

afterAll(() => {
  workspace.dispose();
});

describe("lint", () => {
  test("has nothing to say of a contract that keeps to the profile", () => {
    const outcome = workspace.run(["lint", "--wsdl", "contract/orders.wsdl"]);
    expect(outcome).toEqual({ exit: 0, out: "Nothing to remark.\n", error: "" });
  });

  test("names each finding with its place and what to do", async () => {
    const { exit, out, error } = workspace.run(["lint", "--wsdl", "contract/habits.wsdl"]);
    expect({ exit, error }).toMatchObject({ exit: 1 });
    await expect(out).toMatchFileSnapshot("golden/lint-habits.txt");
  });

  test("advice counts with --strict only", () => {
    const wsdl = workspace.read("contract/orders.wsdl");
    workspace.write("contract/advice.wsdl", wsdl.replace('element="o:Cancel"', 'element="o:Placed"'));
    const args = ["lint", "--wsdl", "contract/advice.wsdl"];
    expect(workspace.run(args)).toMatchObject({ exit: 0, out: expect.stringContaining("SF-L-UNUSED") as string });
    expect(workspace.run([...args, "--strict"])).toMatchObject({ exit: 1 });
  });

  test("--json tells the same to machines", () => {
    const { exit, out, error } = workspace.run(["lint", "--json", "--wsdl", "contract/habits.wsdl"]);
    expect({ exit, error }).toEqual({ exit: 1, error: "" });
    const result = JSON.parse(out) as { command: string; ok: boolean; findings: Record<string, unknown>[] };
    expect(result).toMatchObject({ command: "lint", ok: false });
    expect(result.findings.find(({ code }) => code === "R2716")).toEqual({
      code: "R2716",
      severity: "error",
      message: "The body of ask has a namespace attribute.",
      file: "contract/habits.wsdl",
      line: 35,
      column: 20,
      title: expect.any(String) as string,
      fix: expect.any(String) as string,
    });
  });
});
