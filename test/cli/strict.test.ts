import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkspace, type Workspace } from "./workspace.js";

const types = "wsdl/SF209X Teknisk Spec/xsd/SygefravaerServiceTypes.xsd";

describe("an import of the own namespace, as the first published bundles had it", () => {
  let workspace: Workspace;

  beforeAll(() => {
    workspace = createWorkspace();
    const text = workspace.read(types);
    const namespace = /targetNamespace="([^"]*)"/.exec(text)?.[1] ?? "";
    workspace.write(types, text.replace("<xsd:include ", `<xsd:import namespace="${namespace}" `));
  });

  afterAll(() => workspace.dispose());

  test("is an error with --strict, with its place, and nothing is written", () => {
    const { exit, error } = workspace.run(["generate", "--strict"]);
    expect(exit).toBe(3);
    expect(error).toMatch(/SygefravaerServiceTypes\.xsd:\d+:\d+ (?:error )?SF-W-SELFIMPORT/);
    expect([...workspace.snapshot().keys()].filter((path) => path.startsWith("output/"))).toEqual([]);
  });

  test("is read as an include with a warning otherwise", () => {
    const { exit, error } = workspace.run(["generate"]);
    expect(exit).toBe(0);
    expect(error).toContain("SF-W-SELFIMPORT");
    expect(workspace.run(["check"]).exit).toBe(0);
    expect(workspace.run(["check", "--strict"]).exit).toBe(3);
  });
});
