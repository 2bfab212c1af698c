import { describe, expect, test } from "vitest";
import { everything, codes, expectPrettier, textOf } from "./emitted.fixture.js";
import { aPackage } from "../ir/model.fixture.js";
import { emitTypes } from "./types.js";
import { emitCodecTables } from "./codec-tables.js";
import { emitValidators } from "./validators.js";
import { emitCodeLists } from "./code-lists.js";
import { emitPackageFiles } from "./package.js";
import { emitEntryPoints } from "./index-module.js";
import { judge } from "../print/declarations.js";

const model = everything();
const list = aPackage({ name: "@test/codes", codeLists: [codes()] });
const all = [...emitTypes(model, "G."), ...emitCodecTables(model, "G."), emitValidators(model, "G."), ...emitPackageFiles(model, {license:"MIT",copyright:"2026 X",runtimeVersion:"0.1.0"}), ...emitEntryPoints(model, "G.")];
const lists = [...emitCodeLists(list, "G."), ...emitPackageFiles(list, {license:"MIT",copyright:"2026 X",runtimeVersion:"0.1.0"}), ...emitEntryPoints(list, "G.")];
const runtime = `export type X = 1;
export interface SimpleType { kind: "simple" } export interface ComplexType { kind: "complex"}
export interface RootElement<V> { namespace: string; localName: string; nillable: boolean; type: () => SimpleType | ComplexType; v?: V }
export declare function simpleType(x: object): SimpleType;
export declare function complexType(x: object): ComplexType;
export declare function pattern(s: string, r: RegExp): object;
export type Result<V> = { ok: true; value: V } | { ok: false };
export interface StandardSchemaV1<A, B> { a?: A; b?: B }
export declare function validateValue<V>(t: SimpleType | ComplexType | RootElement<V>, v: unknown): Result<V>;
export declare function standardSchema<V>(f: (v: unknown) => Result<V>): StandardSchemaV1<unknown, V>;
`;
describe("x", () => {
  test("print", () => { for (const a of [...all, ...lists]) if (!a.path.startsWith("src/types/")) console.log(`=== ${a.path}\n${a.text}`); });
  test("compiles", async () => {
    const libs = [
      { path: "node_modules/@snitflade/runtime/package.json", text: JSON.stringify({ name: "@snitflade/runtime", type: "module", exports: { "./generated-code": { types: "./g.d.ts" } } }) },
      { path: "node_modules/@snitflade/runtime/g.d.ts", text: runtime },
      { path: "node_modules/@test/codes/package.json", text: JSON.stringify({ name: "@test/codes", type: "module", exports: { ".": { types: "./src/index.ts" } } }) },
      ...lists.filter(l=>l.path.endsWith(".ts")).map(l => ({ path: `node_modules/@test/codes/${l.path}`, text: l.text })),
    ];
    expect(await judge(lists, [])).toEqual([]);
    expect(await judge(all, libs)).toEqual([]);
  });
  for (const a of [...all, ...lists]) test(a.path, async () => { await expectPrettier([a]); });
});
