import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { aPackage } from "../ir/model.fixture.js";
import { judge, type SourceText } from "../print/declarations.js";
import { emitCodeLists } from "./code-lists.js";
import type { PackageModel } from "../ir/model.js";
import { anyContract } from "./any-contract.fixture.js";
import { emitCodecTables } from "./codec-tables.js";
import { emitCodecs } from "./codecs.js";
import { codes, everything } from "./emitted.fixture.js";
import { emitFastDecode } from "./fast-decode.js";
import { emitFastEncode } from "./fast-encode.js";
import { emitEntryPoints } from "./index-module.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";

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
    'export type { AnyAttributes, AnyElement, Nil, TypedValue } from "./codec/any.js";',
    'export type { Result } from "./codec/issue.js";',
    'export type { ComplexType, Registry, RootElement, SimpleType } from "./codec/tables.js";',
    'export type { OpenCodes } from "./codec/open-codes.js";',
    'export { complexType, pattern, registryOf, simpleType } from "./codec/define.js";',
    'export { automaton } from "./values/automaton.js";',
    'export { decodeDocument, documentCodec, type DocumentCodec, encodeDocument } from "./codec/document-codec.js";',
    'export type { ClosedDecodeOptions, DecodeOptions } from "./codec/decode.js";',
    'export * from "./codec/fast-decode.js";',
    'export * from "./codec/fast-encode.js";',
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

function emittedOf(model: PackageModel): readonly SourceText[] {
  return [
    own,
    ...emitTypes(model, "Generated."),
    ...emitCodecTables(model, "Generated."),
    emitCodecs(model, "Generated."),
    ...emitFastDecode(model, "Generated."),
    ...emitFastEncode(model, "Generated."),
    emitValidators(model, "Generated."),
    ...emitEntryPoints(model, "Generated."),
  ];
}

const own = { path: "package.json", text: JSON.stringify({ name: "@test/package", type: "module" }) };
const emitted = emittedOf(everything());
const ofAnyContract = emittedOf(anyContract());
const libraries = [
  ...runtime(),
  packageFile("@test/codes", { ".": { types: "./src/index.ts" } }),
  ...lists.map(({ path, text }) => ({ path: `node_modules/@test/codes/${path}`, text })),
];

/** What the compiler says of a file that uses the package; line 1 is its first line. */
async function use(text: string, sources = emitted): Promise<readonly string[]> {
  const findings = await judge([...sources, { path: "src/use.ts", text }], libraries);
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

  test("the constructs of any contract", async () => {
    expect(await judge(ofAnyContract, libraries)).toEqual([]);
  });

  test("a choice narrows by the property that is there, and takes no two branches", async () => {
    const text = `import type { Betaling } from "./types.js";
export const read = (value: Betaling): string => (value.Konto === undefined ? value.Kort : value.Konto);
export const byCard: Betaling = { Beloeb: "1", Kort: "2" };
export const both: Betaling = { Beloeb: "1", Konto: "2", Kort: "3" };
export const neither: Betaling = { Beloeb: "1" };
export const unchecked = (value: Betaling): string => value.Kort;
`;
    expect(await use(text, ofAnyContract)).toEqual([
      "src/use.ts:4 TS2322",
      "src/use.ts:5 TS2322",
      "src/use.ts:6 TS2322",
    ]);
  });

  test("derived types are told apart by $type, which a value of the declared type need not have", async () => {
    const text = `import type { Beholder, DyrVariant, HundVariant, Puddel } from "./types.js";
const puddel: Puddel = { Navn: "a", Frisure: "b" };
export const declared: HundVariant = { Navn: "a", race: "b" };
export const derived: HundVariant = { ...puddel, $type: "Puddel" };
export const all = (value: DyrVariant): string => {
  switch (value.$type) {
    case "Hund":
      return value.race ?? "";
    case "Puddel":
      return value.Frisure;
    case "Kat":
      return value.Navn;
  }
};
export const nil: Beholder["Hund"] = { $nil: true, race: "b" };
export const untold: DyrVariant = { Navn: "a" };
`;
    expect(await use(text, ofAnyContract)).toEqual(["src/use.ts:16 TS2322"]);
  });

  test("wildcards, mixed content and xs:anyType", async () => {
    const text = `import type { AnyTypeVariant, Beholder, BeholderChoice, Tekst } from "./types.js";
const choice: readonly BeholderChoice[] = [{ Fugl: "a" }, { Fisk: { Beloeb: "1", Konto: "2" } }];
export const tekst: Tekst = { $content: ["a", { b: "c" }, { i: { $content: [] } }] };
export const simple: AnyTypeVariant = { $type: "Frisure", $value: "aa" };
export const open: AnyTypeVariant = { $attributes: { "{urn:one}a": 1n }, $content: ["a", { $any: { name: "b", content: [] } }] };
export const holder: Beholder = {
  Hund: null,
  $choice: choice,
  Rest: { $type: "Beholder", Hund: { Navn: "a" }, Rest: simple },
  $any: [{ name: "x", value: 1 }, { name: "y", attributes: { a: "b" }, content: ["z"] }],
};
export const wrong: Tekst = { $content: ["a", { c: "c" }] };
`;
    expect(await use(text, ofAnyContract)).toEqual(["src/use.ts:12 TS2353"]);
  });
});
