import { describe, expect, test } from "vitest";
import { addMissingHandlers, judge, type HandlerInterface } from "./declarations.js";

describe("judge", () => {
  const packageFile = { path: "package.json", text: '{ "type": "module" }' };

  test("nothing to say of what compiles", async () => {
    const sources = [
      packageFile,
      { path: "src/a.ts", text: 'import { b } from "./b.js";\nexport const a: number = b;\n' },
      { path: "src/b.ts", text: "export const b = 1;\n" },
    ];
    expect(await judge(sources, [])).toEqual([]);
  });

  test("names file, line, column and code", async () => {
    const [finding, ...others] = await judge(
      [packageFile, { path: "src/a.ts", text: 'export const fine = 1;\nexport const a: number = "x";\n' }],
      [],
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ path: "src/a.ts", line: 2, column: 14, code: "TS2322" });
  });

  test("holds the strict options: an unused import is found", async () => {
    const sources = [
      packageFile,
      { path: "src/a.ts", text: 'import { b } from "./b.js";\nexport {};\n' },
      { path: "src/b.ts", text: "export const b = 1;\n" },
    ];
    expect((await judge(sources, [])).map((finding) => finding.code)).toEqual(["TS6133"]);
  });

  test("knows libraries, and does not judge them", async () => {
    const libraries = [
      {
        path: "node_modules/lib/package.json",
        text: '{ "name": "lib", "type": "module", "exports": { ".": { "types": "./a.ts" } } }',
      },
      { path: "node_modules/lib/a.ts", text: 'export const wrong: number = "x";\n' },
    ];
    expect(await judge([packageFile, { path: "src/a.ts", text: 'export { wrong } from "lib";\n' }], libraries)).toEqual(
      [],
    );
  });
});

describe("missing handlers", () => {
  const handler = (name: string): HandlerInterface["methods"][number] => ({
    name,
    text: `async ${name}() {\n  throw new Error();\n}`,
  });
  const wanted: HandlerInterface = {
    objectName: "implementation",
    interfaceName: "OrderServer",
    from: "@test/order/server",
    methods: [handler("a"), handler("b")],
  };
  const added = "  async b() {\n    throw new Error();\n  },\n";

  test.each<readonly [string, string, string]>([
    [
      "after a last property with a comma",
      "const x: OrderServer = {\n  a() {},\n};\n",
      `const x: OrderServer = {\n  a() {},\n${added}};\n`,
    ],
    [
      "after one without",
      "const x: OrderServer = {\n  a() {}\n};\n",
      `const x: OrderServer = {\n  a() {},\n${added}};\n`,
    ],
    [
      "after a comment",
      "const x: OrderServer = {\n  a() {} // mine, {}\n};\n",
      `const x: OrderServer = {\n  a() {}, // mine, {}\n${added}};\n`,
    ],
    [
      "into what satisfies the interface",
      "const x = {\n  a() {},\n} satisfies OrderServer;\n",
      `const x = {\n  a() {},\n${added}} satisfies OrderServer;\n`,
    ],
    [
      "not into what is something else",
      "const y: Other = {\n};\nconst x: OrderServer = {\n  a() {},\n};\n",
      `const y: Other = {\n};\nconst x: OrderServer = {\n  a() {},\n${added}};\n`,
    ],
    [
      "with the indentation of the object",
      "if (true) {\n  const x: OrderServer = {\n    a() {},\n  };\n}\n",
      `if (true) {\n  const x: OrderServer = {\n    a() {},\n${added.replaceAll(/^ {2}/gm, "    ")}  };\n}\n`,
    ],
  ])("go %s", async (_, source, expected) => {
    expect(await addMissingHandlers(source, wanted)).toEqual({ text: expected, added: ["b"] });
  });

  test("are not added twice, and then nothing changes", async () => {
    const source = "const x: OrderServer = { a() {}, b: async () => {} };";
    expect(await addMissingHandlers(source, wanted)).toEqual({ text: source, added: [] });
  });

  test("go into an empty object", async () => {
    const { text } = await addMissingHandlers("const x: OrderServer = {};\n", { ...wanted, methods: [handler("b")] });
    expect(text).toBe(`const x: OrderServer = {\n${added}};\n`);
  });

  test("a quoted name counts as the name", async () => {
    const methods = [{ name: "a-b", text: '"a-b"() {}' }];
    expect((await addMissingHandlers('const x: OrderServer = { "a-b"() {} };', { ...wanted, methods })).added).toEqual(
      [],
    );
  });

  test("make a file of their own where there is none", async () => {
    expect(await addMissingHandlers("", { ...wanted, methods: [handler("b")] })).toEqual({
      text: `import type { OrderServer } from "@test/order/server";\n\nexport const implementation: OrderServer = {\n${added}};\n`,
      added: ["b"],
    });
  });

  test("go to the end of a file that has no such object, with the import when it lacks", async () => {
    const source = 'import type { OrderServer } from "./local.js";\nexport const mine = 1;\n';
    const { text } = await addMissingHandlers(source, { ...wanted, methods: [handler("b")] });
    expect(text).toBe(`${source}\nexport const implementation: OrderServer = {\n${added}};\n`);
  });
});
