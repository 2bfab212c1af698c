import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type FieldTable, GeneratedTypes, type ListedCodes, type Sources } from "./completeness.js";
import { descendantsNamed, filesBelow, namespaceOf, primary, readFields, readIntegration, readXml } from "./support.js";

/* Every field, cardinality and code of fields.csv and the .gc files is in the generated types, and nothing else is. */

const output = fileURLToPath(new URL("../../output/", import.meta.url));
const integration = readIntegration(primary);
const operations = integration.endpoints["EP_FS1"]?.operations ?? [];

function sourcesOf(folder: string): Sources {
  const files = filesBelow(join(output, folder)).filter((file) => file.endsWith(".ts"));
  return Object.fromEntries(
    files.map((file) => [`/${folder}/${file}`, readFileSync(join(output, folder, file), "utf8")]),
  );
}

const codeListSources = sourcesOf("kodelister/src/code-lists");
const sygefravaer: Sources = { ...sourcesOf("sygefravaer/src/types"), ...codeListSources };
const forretningssvar: Sources = { ...sourcesOf("forretningssvar/src/types"), ...codeListSources };

const lists: readonly ListedCodes[] = Object.keys(integration.codeLists).map((file) => {
  const document = readXml(join(primary, file));
  const text = (row: ReturnType<typeof readXml>, column: string): string | undefined =>
    descendantsNamed(row, "{}Value")
      .find((value) => value.attributes.get("ColumnRef") === column)
      ?.children.find((child) => child.name === "{}SimpleValue")?.text;
  const rows = descendantsNamed(document, "{}Row").map((row) => ({
    code: text(row, "code") ?? "",
    label: text(row, "label") ?? "",
    remark: text(row, "remark"),
  }));
  return { name: descendantsNamed(document, "{}ShortName")[0]?.text ?? "", rows };
});

const rows = readFields();
const rowsOf = (table: string): FieldTable["rows"] => rows.filter((row) => row.operation === table);
const table = (
  name: string,
  prefix: string,
  type: string,
  textOnly = false,
): { readonly name: string; readonly table: FieldTable } => ({
  name: `${name}: ${type}`,
  table: { rows: rowsOf(name), type: `{${namespaceOf(integration, prefix)}}${type}`, textOnly },
});

const ofSygefravaer = [
  table("Header", "syg", "HeaderType"),
  ...operations.map((operation) => table(operation, "syg", `${operation}BodyType`)),
  table("TransportKvittering", "kv", "SygefravaerResponse"),
];

const ofForretningssvar = [
  table("Header", "syg", "HeaderType"),
  table("ForretningsSvar", "ksd", "ForretningsSvarBodyType"),
  table("TransportKvittering", "kv", "SygefravaerResponse"),
  // The SAP interface repeats the tables with plain strings.
  table("Header", "p1", "Header_DT", true),
  table("ForretningsSvar", "p1", "Body_DT", true),
  table("TransportKvittering", "p1", "ModtagForretningsSvarResponse_DT", true),
];

test("every table and every list is looked at", () => {
  const looked = new Set([...ofSygefravaer, ...ofForretningssvar].flatMap(({ table: { rows: some } }) => some));
  expect(looked.size).toBe(rows.length);
  expect(lists.map(({ rows: some }) => some.length)).toEqual([15, 23, 2, 4, 3, 5]);
});

describe("@sf2090/sygefravaer", () => {
  const types = new GeneratedTypes(sygefravaer);
  test.each(ofSygefravaer)("$name", ({ table: fields }) => expect(types.problemsOfTable(fields, lists)).toEqual([]));
});

describe("@sf2090/forretningssvar", () => {
  const types = new GeneratedTypes(forretningssvar);
  test.each(ofForretningssvar)("$name", ({ table: fields }) =>
    expect(types.problemsOfTable(fields, lists)).toEqual([]),
  );
});

describe("@sf2090/kodelister", () => {
  const types = new GeneratedTypes(codeListSources);
  test.each(lists)("$name", (list) => expect(types.problemsOfList(list)).toEqual([]));
});

describe("a difference is found", () => {
  /** What is reported when one passage of the sources is another. */
  function problemsAfter(from: string | RegExp, to: string): readonly string[] {
    let changes = 0;
    const changed = Object.fromEntries(
      Object.entries(sygefravaer).map(([path, text]) => {
        const next = changes === 0 ? text.replace(from, to) : text;
        if (next !== text) changes++;
        return [path, next];
      }),
    );
    expect(changes, `${from} is in the sources`).toBe(1);
    const types = new GeneratedTypes(changed);
    return [
      ...ofSygefravaer.flatMap(({ table: fields }) => types.problemsOfTable(fields, lists)),
      ...lists.flatMap((list) => types.problemsOfList(list)),
    ];
  }

  test.each([
    [
      "a field is gone",
      /^ *readonly NemRefusionIdentifier\?: .*$/m,
      "",
      "HeaderType: properties: NemRefusionIdentifier is missing",
    ],
    [
      "a field too many",
      /^( *)readonly Sagsart:/m,
      "$1readonly Andet: string;\n$&",
      "OpretBodyType: properties: Andet is not in the contract",
    ],
    [
      "a misspelt field",
      "readonly RegsitreringFraDatoTid:",
      "readonly RegistreringFraDatoTid:",
      "HeaderType: properties: RegsitreringFraDatoTid is missing",
    ],
    [
      "required is optional",
      "readonly Maalgruppe: MaalgruppeType;",
      "readonly Maalgruppe?: MaalgruppeType | undefined;",
      "OpretBodyType.Maalgruppe is optional",
    ],
    [
      "optional is required",
      /readonly LoenstopDato\?: string \| undefined;/,
      "readonly LoenstopDato: string;",
      "OpretBodyType.LoenstopDato is required",
    ],
    [
      "a list is single",
      "readonly GenoptagetArbejde: readonly GenoptagetArbejdeType[];",
      "readonly GenoptagetArbejde: GenoptagetArbejdeType;",
      "OpdaterLoenmodtagerBodyType.GenoptagetArbejde is not a list",
    ],
    [
      "another flavour",
      "readonly SygemeldtePart: CPRnummerType;",
      "readonly SygemeldtePart: CVRnummerType;",
      "HeaderType.SygemeldtePart is CVRnummerType",
    ],
    [
      "no flavour",
      /export type ProcentType = number & \{[^}]*\};/,
      "export type ProcentType = number;",
      "OpdaterSelvstaendigBodyType.NedsatDagpengeProcent is ProcentType = number, not",
    ],
    [
      "a text for a code",
      "readonly Sagsart: SagsartkodeType;",
      "readonly Sagsart: string;",
      "OpretBodyType.Sagsart is string, not a code of Sagsartkode",
    ],
    [
      "another code list",
      /export type PensionskodeType = Pensionskode;/,
      "export type PensionskodeType = Maalgruppe;",
      "not a code of Pensionskode",
    ],
    ["a code is gone", /^ *"50": "50",$/m, "", "Ophoersaarsagskode: codes: 50 is missing"],
    ["a code is another", /^( *)"62": "62",$/m, '$1"62": "26",', "Ophoersaarsagskode: codes: 62 is missing"],
    ["another label", 'Lønmodtager uden løn"', 'Lønmodtager med løn"', "Maalgruppe: labels"],
    ["a type is gone", /@xsd (\S+)AfslutBodyType/, "@xsd $1Andet", "AfslutBodyType is missing"],
  ])("%s", (_what, from, to, expected) => {
    expect(problemsAfter(from, to).join("\n")).toContain(expected);
  });
});
