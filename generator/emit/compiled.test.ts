import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aPackage } from "../ir/model.fixture.js";
import { judge, type SourceText } from "../print/declarations.js";
import { emitCodeLists } from "./code-lists.js";
import { emitCodecTables } from "./codec-tables.js";
import { codes, everything } from "./emitted.fixture.js";
import { emitEntryPoints } from "./index-module.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";

const model = everything();
const list = aPackage({ name: "@test/codes", codeLists: [codes()] });
const lists = [...emitCodeLists(list, "Generated."), ...emitEntryPoints(list, "Generated.")];

/** The parts of the runtime that tables and validators stand on, as sources. */
function runtime(): readonly SourceText[] {
  const folder = new URL("../../runtime/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/^dist|node_modules/.test(file),
  );
  const sources = files.map((file) => ({
    path: `node_modules/@snitflade/runtime/${file.replaceAll("\\", "/")}`,
    text: readFileSync(new URL(file, folder), "utf8"),
  }));
  const door = [
    'export type { Result } from "./codec/issue.js";',
    'export type { ComplexType, RootElement, SimpleType } from "./codec/tables.js";',
    'export type { OpenCodes, UnknownCode } from "./codec/open-codes.js";',
    'export { complexType, pattern, simpleType } from "./codec/define.js";',
    'export { standardSchema, type StandardSchemaV1 } from "./codec/standard-schema.js";',
    'export { validateValue } from "./codec/validate.js";',
  ].join("\n");
  return [
    ...sources.filter((source) => !source.path.endsWith("/generated-code.ts")),
    { path: "node_modules/@snitflade/runtime/door.ts", text: door },
    packageFile("@snitflade/runtime", { "./generated-code": { types: "./door.ts" } }),
  ];
}

function packageFile(name: string, exports: object): SourceText {
  return { path: `node_modules/${name}/package.json`, text: JSON.stringify({ name, type: "module", exports }) };
}

const own = { path: "package.json", text: JSON.stringify({ name: "@test/package", type: "module" }) };
const emitted = [
  own,
  ...emitTypes(model, "Generated."),
  ...emitCodecTables(model, "Generated."),
  emitValidators(model, "Generated."),
  ...emitEntryPoints(model, "Generated."),
];
const libraries = [
  ...runtime(),
  packageFile("@test/codes", { ".": { types: "./src/index.ts" } }),
  ...lists.map(({ path, text }) => ({ path: `node_modules/@test/codes/${path}`, text })),
];

/** What the compiler says of a file that uses the package; line 1 is its first line. */
async function use(text: string): Promise<readonly string[]> {
  const findings = await judge([...emitted, { path: "src/use.ts", text }], libraries);
  return findings.map(({ path, line, code }) => `${path}:${line} ${code}`);
}

describe("what is emitted compiles under every strict option", () => {
  test("code lists, with nothing to import", async () => {
    expect(await judge([own, ...lists], [])).toEqual([]);
  });

  test("types, tables, validators and entry points", async () => {
    expect(await judge(emitted, libraries)).toEqual([]);
  });

  test("a plain value assigns to a flavour, another flavour does not", async () => {
    const text = `import type { CVRnummerType, Procent } from "./types.js";
export const plain: CVRnummerType = "12345678";
export const number: Procent = 5;
export type Other = string & { readonly __type?: "Other" };
export const other: Other = "1";
export const wrong: CVRnummerType = other;
`;
    expect(await use(text)).toEqual(["src/use.ts:6 TS2375"]);
  });

  test("an unknown code, a missing property and a wrong null are compile errors", async () => {
    const text = `import type { KodeType, MedTekst, Tom } from "./types.js";
export const known: KodeType = "50";
export const unknown: KodeType = "51";
export const missing: MedTekst = {};
export const extra: Tom = { a: 1 };
`;
    expect(await use(text)).toEqual(["src/use.ts:3 TS2322", "src/use.ts:4 TS2741", "src/use.ts:5 TS2322"]);
  });

  test("a type that a code list governs is open on demand", async () => {
    const text = `import type { OpenCodes } from "@snitflade/runtime/generated-code";
import type { KodeType } from "./types.js";
export const open: OpenCodes<KodeType> = { unknown: "51" };
export const closed: KodeType = { unknown: "51" };
`;
    expect(await use(text)).toEqual(["src/use.ts:4 TS2322"]);
  });
});
