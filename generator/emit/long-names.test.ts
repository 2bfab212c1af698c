import { format } from "prettier";
import { expect, test } from "vitest";
import { aCodeList, aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { CodeListModel, PackageModel, PatternModel } from "../ir/model.js";
import { emitCodeLists } from "./code-lists.js";
import { emitCodecTables } from "./codec-tables.js";
import { codes } from "./emitted.fixture.js";
import { emitEntryPoints } from "./index-module.js";
import { emitTypes } from "./types.js";
import { emitValidators } from "./validators.js";

/*
 * Every way to break a line is taken at some length of name: all lengths up to 100 are tried. A constant of a code list is
 * named after the list and a column together, so that lists go half as far.
 */

function contract(length: number): PackageModel {
  const long = "L".repeat(length);
  const uri = `urn:${"u".repeat(length)}`;
  const pattern: PatternModel = { source: long, javaScript: long, flags: "u" };
  const other: PatternModel = { source: "b", javaScript: "b", flags: "u" };
  const member = (value: string): { readonly value: string; readonly documentation: readonly string[] } => ({
    value,
    documentation: [],
  });
  const types = [
    /* 0 */ aSimpleType({
      typeName: `${long}S`,
      facets: { patterns: [[pattern, other], [pattern]], minLength: 3, maxLength: 100 },
    }),
    /* 1 */ aSimpleType({
      typeName: `${long}E`,
      facets: { patterns: [], enumeration: [member(long), member(`${long}-x`), member("2")] },
    }),
    /* 2 */ aSimpleType({ typeName: `${long}I`, variety: { kind: "list", item: 0 } }),
    /* 3 */ aSimpleType({ typeName: `${long}U`, variety: { kind: "union", members: [0, 1, 2] } }),
    /* 4 */ aSimpleType({ typeName: `${long}K`, codeList: 0 }),
    /* 5 */ aSimpleType({ symbolName: `${long}Union`, variety: { kind: "union", members: [0, 1, 2] } }),
    /* 6 */ anObjectType({
      typeName: `${long}O`,
      qname: `{${uri}}${long}O`,
      fields: [
        aField({ propertyName: `${long}a`, type: 0 }),
        aField({ propertyName: `${long}b`, type: 1, optional: true, default: long }),
        aField({ propertyName: "c", type: 2, repeated: true, nillable: true, qname: `{${uri}}${long}` }),
        aField({ propertyName: `${long}d-d`, type: 3, repeated: true, nillable: true, optional: true }),
        aField({ propertyName: "e", type: 6, optional: true, nillable: true }),
        aField({ propertyName: "f", type: 6, nillable: true }),
        aField({ propertyName: "g", type: 5, repeated: true }),
        aField({ propertyName: "h", type: 6, repeated: true, nillable: true }),
        aField({ propertyName: "i", type: 8, repeated: true }),
        aField({ propertyName: "j", type: 9, optional: true }),
        aField({ propertyName: "k", type: 5, repeated: true, optional: true }),
        aField({ propertyName: "l", type: 5, optional: true }),
      ],
    }),
    /* 7 */ anObjectType({ typeName: `${long}Empty` }),
    /* 8 */ aSimpleType({ symbolName: `${long}List`, variety: { kind: "list", item: 5 } }),
    /* 9 */ aSimpleType({ typeName: `${long}Named`, variety: { kind: "list", item: 5 } }),
    /* 10 */ aSimpleType({ typeName: `${long}B`, representation: "bytes", builtIn: "base64Binary" }),
  ];
  return aPackage({
    namespaces: [
      { uri: "", prefix: "", module: "no-namespace" },
      { uri, prefix: "one", module: "one" },
    ],
    types,
    codeLists: [aCodeList({ typeName: `${long}List`, codes: [] })],
    elements: [
      anElement({ localName: `${long}Element`, type: 6 }),
      anElement({ localName: `${long}Nil`, type: 7, nillable: true }),
      anElement({ localName: `${long}Simple`, type: 5, nillable: true }),
      anElement({ localName: `${long}Empty`, type: 7 }),
    ],
  });
}

function codeList(length: number): PackageModel {
  const long = "L".repeat(length);
  const list = codes();
  const rows = list.codes.map((row): CodeListModel["codes"][number] => {
    const code = row.code === "a-b" ? `${long}-a` : row.code;
    return {
      ...row,
      code,
      key: code,
      label: `${row.label}${long}`,
      ...(row.remark === undefined ? {} : { remark: long }),
    };
  });
  const columns = list.columns.map((column) => ({
    ...column,
    columnName: `${column.columnName}${long.slice(0, length / 2)}`,
    ...(column.values === undefined ? {} : { values: [...column.values, long, `${long}-2`] }),
  }));
  return aPackage({ name: list.packageName, codeLists: [{ ...list, typeName: long, codes: rows, columns }] });
}

test("names of every length are laid out as prettier does", async () => {
  for (let length = 1; length <= 100; length++) {
    const model = contract(length);
    const list = codeList(Math.ceil(length / 2));
    const artifacts = [
      ...emitTypes(model, "Generated."),
      ...emitCodecTables(model, "Generated."),
      emitValidators(model, "Generated."),
      ...emitEntryPoints(model, "Generated."),
      ...emitCodeLists(list, "Generated."),
      ...emitEntryPoints(list, "Generated."),
    ];
    for (const { path, text } of artifacts) {
      expect(text, `${path}, names of length ${length}`).toBe(await format(text, { filepath: path, printWidth: 120 }));
    }
  }
}, 120_000);
