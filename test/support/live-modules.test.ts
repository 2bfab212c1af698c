import { describe, expect, test } from "vitest";
import { evaluateModules } from "./live-modules.js";

const modules = (files: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(files));

describe("modules in memory", () => {
  test("types are stripped, names imported and exported, packages looked up", () => {
    const files = modules({
      "src/a.ts": `import { type Kind, double } from "calc";\nimport { base as start } from "./sub/b.js";
export const value: number = double(start);\nexport function kind(): Kind {\n  return "x";\n}\n`,
      "src/sub/b.ts": `import type { Unused } from "../missing.js";\nexport const base = 21 as const;\n`,
    });
    const packages = new Map([["calc", { double: (value: number) => 2 * value }]]);
    const found = evaluateModules(["src/a.ts"], files, packages);
    expect(found.get("src/a.ts")?.["value"]).toBe(42);
    const { kind } = found.get("src/a.ts") as { readonly kind: () => string };
    expect(kind()).toBe("x");
  });

  test("modules that need each other see each other once all are evaluated", () => {
    const files = modules({
      "a.ts": 'import { b } from "./b.js";\nexport const a = () => b;\n',
      "b.ts": 'import { a } from "./a.js";\nexport const b = () => a;\n',
    });
    const found = evaluateModules(["b.ts"], files, new Map());
    const { a } = found.get("a.ts") as { readonly a: () => unknown };
    const { b } = found.get("b.ts") as { readonly b: () => unknown };
    expect([a(), b()]).toEqual([b, a]);
  });

  test("names are passed on", () => {
    const files = modules({ "a.ts": 'export { x as y } from "./b.js";\n', "b.ts": "const x = 1;\nexport { x };\n" });
    expect(evaluateModules(["a.ts"], files, new Map()).get("a.ts")?.["y"]).toBe(1);
  });

  test.each([
    ["a form that generated code has not", 'import whole from "./b.js";\n', "not known: import whole"],
    ["a module that is not there", 'import { b } from "./b.js";\n', "there is no module b.ts"],
  ])("%s is refused", (_, text, problem) => {
    expect(() => evaluateModules(["a.ts"], modules({ "a.ts": text }), new Map())).toThrow(problem);
  });
});
