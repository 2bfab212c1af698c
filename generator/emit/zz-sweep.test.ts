import { expect, test } from "vitest";
import { format } from "prettier";
import { aCodeList, aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import { codes } from "./emitted.fixture.js";
import { emitTypes } from "./types.js";
import { emitCodecTables } from "./codec-tables.js";
import { emitValidators } from "./validators.js";
import { emitCodeLists } from "./code-lists.js";
import { emitEntryPoints } from "./index-module.js";

function model(n: number) {
  const l = "L".repeat(n), u = `urn:${"u".repeat(n)}`;
  const ns = { namespaces: [{ uri: "", prefix: "", module: "none" }, { uri: u, prefix: "one", module: "one" }, { uri: "urn:two", prefix: "two", module: "two" }] };
  const e = { documentation: [], value: l };
  const types = [
    aSimpleType({ typeName: `${l}S`, facets: { patterns: [[{ source: l, javaScript: l, flags: "u" as const }, { source: "b", javaScript: "b", flags: "u" as const }], [{ source: l, javaScript: l, flags: "u" as const }]], minLength: 3, maxLength: 100 } }),
    aSimpleType({ typeName: `${l}E`, facets: { patterns: [], enumeration: [e, { ...e, value: `${l}-x` }, { ...e, value: "2" }] } }),
    aSimpleType({ typeName: `${l}I`, variety: { kind: "list", item: 0 } }),
    aSimpleType({ typeName: `${l}U`, variety: { kind: "union", members: [0, 1, 2] } }),
    aSimpleType({ typeName: `${l}K`, codeList: 0 }),
    aSimpleType({ typeName: "", symbolName: `${l}Anon`, variety: { kind: "union", members: [0, 1, 2] } }),
    anObjectType({ typeName: `${l}O`, qname: `{${u}}${l}O`, fields: [
      aField({ propertyName: `${l}a`, type: 0 }), aField({ propertyName: `${l}b`, type: 1, optional: true, default: l }), aField({ propertyName: `c`, type: 2, repeated: true, nillable: true, qname: `{${u}}${l}` }),
      aField({ propertyName: `${l}d-d`, type: 3, repeated: true, nillable: true, optional: true }), aField({ propertyName: `x`, type: 6, optional: true, nillable: true }), aField({ propertyName: `w`, type: 6, nillable: true }), aField({ propertyName: `v`, type: 5, repeated: true }), aField({ propertyName: `t`, type: 6, repeated: true, nillable: true }), aField({ propertyName: `s`, type: 8, repeated: true }), aField({ propertyName: `r`, type: 9, optional: true }), aField({ propertyName: `y`, type: 5, repeated: true, optional: true }), aField({ propertyName: `z`, type: 5, optional: true })] }),
    anObjectType({ typeName: `${l}Empty` }), aSimpleType({ typeName: "", symbolName: `${l}Li`, variety: { kind: "list", item: 5 } }),  aSimpleType({ typeName: `${l}Named`, symbolName: `${l}Na`, variety: { kind: "list", item: 5 } }), aSimpleType({ typeName: `${l}B`, representation: "bytes", builtIn: "base64Binary" }),
  ];
  return aPackage({ ...ns, types, codeLists: [aCodeList({ ...codes(), typeName: `${l}List`, packageName: "@x/y" })],
    elements: [anElement({ localName: `${l}El`, type: 6 }), anElement({ localName: `${l}Nil`, type: 7, nillable: true }), anElement({ localName: `${l}Sim`, type: 5, nillable: true }), anElement({ localName: `${l}Empty`, type: 7 })] });
}
function listModel(n: number) {
  const l = "L".repeat(n);
  const c = codes();
  return aPackage({ name: "@x/y", codeLists: [{ ...c, typeName: l, codes: c.codes.map((k) => ({ ...k, label: `${k.label}${l}`, ...(k.remark === undefined ? {} : { remark: l }), code: k.code === "a-b" ? `${l}-a` : k.code, key: k.code === "a-b" ? `${l}-a` : k.code })), columns: c.columns.map((k) => ({ ...k, columnName: `${k.columnName}${l.slice(0, n / 2)}`, ...(k.values === undefined ? {} : { values: [...k.values, l, `${l}-2`] }) })) }] });
}
test("sweep", async () => {
  const bad: string[] = [];
  for (let n = 1; n <= 100; n++) {
    for (const { path, text } of [...emitTypes(model(n), "G."), ...emitCodecTables(model(n), "G."), emitValidators(model(n), "G."), ...emitEntryPoints(model(n), "G."), ...emitCodeLists(listModel(n), "G."), ...emitEntryPoints(listModel(n), "G.")]) {
      const want = await format(text, { filepath: path, printWidth: 120 });
      if (want === text) continue;
      const a = text.split("\n"), b = want.split("\n");
      const i = a.findIndex((line, index) => line !== b[index]);
      bad.push(`${n} ${path}\n${a.slice(i, i + 4).join("\n")}\n---- want\n${b.slice(i, i + 5).join("\n")}`);
    }
  }
  const byPath = new Map<string, string[]>();
  for (const b of bad) { const k = b.split("\n")[0]!.split(" ")[1]!; byPath.set(k, [...(byPath.get(k) ?? []), b]); }
  for (const [k, v] of byPath) console.log(k, v.length, v.map((x) => x.split(" ")[0]).join(","), "\n", v.slice(0, 2).join("\n\n"), "\n\n", v.at(-1));
  expect(bad.length).toBe(0);
}, 300000);
