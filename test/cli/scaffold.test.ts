import { afterAll, beforeAll, expect, test } from "vitest";
import { type Workspace, createWorkspace } from "./workspace.js";

let workspace: Workspace;

beforeAll(() => {
  workspace = createWorkspace();
});

afterAll(() => {
  workspace.dispose();
});

const scaffold = (file: string, name = "@sf2090/sygefravaer"): ReturnType<Workspace["run"]> =>
  workspace.run(["scaffold", "--package", name, "--out", file]);

test("a new file has a handler for every operation", () => {
  const outcome = scaffold("src/server.ts");
  expect(outcome).toMatchObject({ exit: 0, error: "" });
  const text = workspace.read("src/server.ts");
  expect(text).toContain('import type { SygefravaerImplementation } from "@sf2090/sygefravaer/server";');
  expect(text).toContain("export const sygefravaer: SygefravaerImplementation = {");
  const handlers = [...text.matchAll(/^ {2}async (\w+)\(/gm)].map(([, name]) => name);
  expect(handlers).toEqual([
    "Opret",
    "OpdaterSelvstaendig",
    "OpdaterLoenmodtager",
    "OpdaterPensionskode",
    "OpdaterOphoer",
    "Afslut",
    "OpdaterStatus",
  ]);
});

test("a second run changes nothing", () => {
  scaffold("src/twice.ts");
  const before = workspace.read("src/twice.ts");
  expect(scaffold("src/twice.ts").out).toBe("src/twice.ts: every handler is there already\n");
  expect(workspace.read("src/twice.ts")).toBe(before);
});

test("what is missing is added, and not a character of the rest changes", () => {
  const mine = `import type { SygefravaerImplementation } from "@sf2090/sygefravaer/server";

// mine
const  handlers = {
  async Opret(message) { return store( message ) }, // odd style
} satisfies SygefravaerImplementation;
`;
  workspace.write("src/mine.ts", mine);
  expect(scaffold("src/mine.ts").out).toMatch(/^src\/mine\.ts: added Sygefravaer\.OpdaterSelvstaendig, /);
  const text = workspace.read("src/mine.ts");
  const [start = "", end = ""] = mine.split(" // odd style\n");
  expect(text.startsWith(`${start} // odd style\n  async OpdaterSelvstaendig(`)).toBe(true);
  expect(text.endsWith(end)).toBe(true);
});

test("several services share one file", () => {
  expect(scaffold("src/answers.ts", "@sf2090/forretningssvar").exit).toBe(0);
  const names = [...workspace.read("src/answers.ts").matchAll(/^export const (\w+):/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(1);
});

test("a package without services has nothing to implement", () => {
  const outcome = scaffold("src/none.ts", "@sf2090/kodelister");
  expect(outcome).toMatchObject({ exit: 2, out: "" });
  expect(outcome.error).toContain("holds no service");
});
