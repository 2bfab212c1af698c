import { check, resolveConfig } from "prettier";
import { expect } from "vitest";
import { aCodeList, aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { Artifact } from "../ir/artifact.js";
import type { PackageModel } from "../ir/model.js";

/** The paths and texts of artifacts that `prettier --check` would complain about. */
export async function misformatted(artifacts: readonly Artifact[]): Promise<readonly string[]> {
  const config = await resolveConfig(new URL("../../package.json", import.meta.url), { editorconfig: false });
  const found: string[] = [];
  for (const { path, text } of artifacts) {
    // A licence has no format of its own.
    if (path.endsWith("LICENSE")) continue;
    if (!(await check(text, { ...config, filepath: path }))) found.push(`${path}\n${text}`);
  }
  return found;
}

/** Fails with the artifacts that are not laid out as prettier does. */
export async function expectPrettier(artifacts: readonly Artifact[]): Promise<void> {
  expect(await misformatted(artifacts)).toEqual([]);
}

/** The artifact at a path. */
export function textOf(artifacts: readonly Artifact[], path: string): string {
  const found = artifacts.find((artifact) => artifact.path === path);
  if (found === undefined) throw new Error(`no ${path} among ${artifacts.map((artifact) => artifact.path).join(", ")}`);
  return found.text;
}

const long = "L".repeat(70);
const evilText = [
  "Ends the comment */ export const pwned = 1; /*",
  "",
  "@ts-ignore `back` \"double\" 'single'\nnew line \u202e turned",
];

/** One package that holds every kind of declaration, with names and texts that mean no good. */
export function everything(): PackageModel {
  const types = [
    /* 0 */ aSimpleType({ symbolName: "xsString", qname: "{http://www.w3.org/2001/XMLSchema}string", namespace: 2 }),
    /* 1 */ aSimpleType({
      typeName: "CVRnummerType",
      qname: "{urn:one}CVRnummerType",
      facets: {
        patterns: [
          [{ source: "[0-9]{8}", javaScript: "^(?:[0-9]{8})$", flags: "u", shape: [{ ranges: [[48, 57]], count: 8 }] }],
        ],
      },
    }),
    /* 2 */ aSimpleType({
      typeName: "FarveType",
      qname: "{urn:one}FarveType",
      documentation: evilText,
      facets: {
        patterns: [],
        enumeration: [
          { value: "rød", documentation: ["Som en tomat."] },
          { value: "grøn-blå", documentation: evilText },
          { value: 'a"b', documentation: [] },
          { value: "__proto__", documentation: [] },
          { value: "𝒳", documentation: [] },
        ],
      },
    }),
    /* 3 */ aSimpleType({
      typeName: "Procent",
      representation: "number",
      builtIn: "integer",
      primitive: "decimal",
      whiteSpace: "collapse",
      facets: { patterns: [], minInclusive: "0", maxInclusive: "100" },
    }),
    /* 4 */ aSimpleType({
      typeName: "Antal",
      representation: "bigint",
      builtIn: "long",
      primitive: "decimal",
      whiteSpace: "collapse",
      facets: {
        patterns: [],
        enumeration: [
          { value: "+1", documentation: [] },
          { value: "-2", documentation: [] },
        ],
      },
    }),
    /* 5 */ aSimpleType({
      typeName: "Navne",
      variety: { kind: "list", item: 1 },
      whiteSpace: "collapse",
      facets: { patterns: [], maxLength: 4 },
    }),
    /* 6 */ aSimpleType({ typeName: "Enten", variety: { kind: "union", members: [1, 3, 0] } }),
    /* 7 */ aSimpleType({
      typeName: "KodeType",
      qname: "{urn:one}KodeType",
      codeList: 0,
      facets: {
        patterns: [],
        enumeration: [
          { value: "1", documentation: [] },
          { value: "2", documentation: [] },
        ],
      },
    }),
    /* 8 */ aSimpleType({
      typeName: long,
      facets: {
        patterns: [
          [{ source: "a".repeat(60), javaScript: "a".repeat(60), flags: "u" }],
          [
            { source: "/", javaScript: "^(?:\\/)$", flags: "u" },
            { source: "b", javaScript: "b", flags: "u" },
          ],
        ],
      },
    }),
    /* 9 */ anObjectType({
      typeName: "OrdreType",
      documentation: evilText,
      fields: [
        aField({ propertyName: "post-nr", type: 1, documentation: evilText }),
        aField({ propertyName: "1.felt", type: 0, optional: true }),
        aField({ propertyName: "måned", type: 2, repeated: true, optional: true }),
        aField({ propertyName: "Antal", type: 4, nillable: true, minOccurs: 2, maxOccurs: 5, qname: "{urn:two}Antal" }),
        aField({ propertyName: "Rekursiv", type: 9, optional: true, nillable: true }),
        aField({ propertyName: `${long}Felt`, type: 8, optional: true, repeated: true }),
        aField({ propertyName: "Kode", type: 7 }),
        aField({
          propertyName: "navne",
          type: 5,
          source: "attribute",
          qname: "{}navne",
          optional: true,
          default: "a */ b",
        }),
        aField({ propertyName: "version", type: 3, source: "attribute", qname: "{}version", fixed: "1" }),
      ],
    }),
    /* 10 */ anObjectType({ typeName: "Tom" }),
    /* 11 */ anObjectType({
      typeName: "MedTekst",
      fields: [aField({ propertyName: "value", type: 6, source: "text", qname: "{}value" })],
      content: { kind: "simple", field: 0 },
      namespace: 2,
      qname: "{urn:two}MedTekst",
    }),
    /* 12 */ anObjectType({
      typeName: `${long}Besked`,
      fields: [aField({ propertyName: "Et", type: 10 }), aField({ propertyName: "To", type: 11 })],
    }),
    /* 13 */ aSimpleType({
      typeName: "Bytes",
      representation: "bytes",
      builtIn: "base64Binary",
      primitive: "base64Binary",
      whiteSpace: "collapse",
    }),
  ];
  return aPackage({
    types,
    elements: [
      anElement({ localName: "Ordre", type: 9, documentation: evilText }),
      anElement({ localName: "Tom", type: 10 }),
      anElement({ localName: `${long}Rod`, type: 12 }),
      anElement({ localName: "Kort", type: 1, nillable: true, namespace: 2, qname: "{urn:two}Kort" }),
      anElement({ localName: "Data", type: 13 }),
    ],
    codeLists: [codes()],
    dependencies: new Map([["@test/codes", "1.0.0"]]),
  });
}

/** A code list with every kind of column. */
export function codes(): ReturnType<typeof aCodeList> {
  const row = (
    code: string,
    label: string,
    remark: string | undefined,
    values: Record<string, string>,
  ): ReturnType<typeof aCodeList>["codes"][number] => ({
    code,
    key: code,
    label,
    ...(remark === undefined ? {} : { remark }),
    values: new Map(Object.entries(values)),
  });
  return aCodeList({
    typeName: "Aarsag",
    agency: 'The "agency"',
    codes: [
      row("1", "Rask", undefined, { status: "active" }),
      row("2", "Flyttet */", 'Sættes kun af KSD.\nOg "ingen" andre.', {
        setBy: "KSD",
        inbound: "no-discard",
        status: "active",
        validFrom: "2026-01-01",
      }),
      row("50", "`Død`", undefined, {
        setBy: "JC KSD-manuel",
        inbound: "yes",
        external: "2",
        status: "internal",
        validFrom: "2026-01-01",
        validTo: "2026-12-31",
      }),
      row("a-b", "Ferie", undefined, { external: "99", status: "active" }),
    ],
    columns: [
      {
        id: "setBy",
        columnName: "SetBy",
        meaning: "set-by",
        shortName: "SaettesAf",
        values: ["KSD", "JC", "KSD-manuel"],
      },
      {
        id: "inbound",
        columnName: "Inbound",
        meaning: "inbound",
        shortName: "Indgaaende",
        party: "KSD",
        accept: ["yes"],
        reject: ["no"],
        discard: ["no-discard"],
      },
      { id: "external", columnName: "External", meaning: "outbound-code", shortName: "Ekstern" },
      { id: "status", columnName: "Status", meaning: "status", shortName: "Status" },
      { id: "validFrom", columnName: "ValidFrom", meaning: "valid-from", shortName: "Fra" },
      { id: "validTo", columnName: "ValidTo", meaning: "valid-to", shortName: "Til" },
      { id: "unused", columnName: "Unused", meaning: "other", shortName: "Ubrugt" },
    ],
  });
}
