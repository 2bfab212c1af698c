import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  attribute,
  bare,
  between,
  bundleFolders,
  childrenNamed,
  descendantsNamed,
  documentation,
  enumeration,
  expand,
  filesBelow,
  localName,
  namespaceOf,
  primary,
  readComponents,
  readFields,
  readIntegration,
  readSeed,
  readXml,
  seedExpected,
  wsdl,
  xsd,
  type Components,
  type Element,
  type FieldRow,
} from "./support.js";

const rows = readFields();
const integration = readIntegration(primary);
const teknisk = readComponents([join(primary, integration.bundles["WSDL-SP"] ?? "")]);
const bilag = readComponents([join(primary, integration.bundles["Bilag"] ?? "")]);

const syg = namespaceOf(integration, "syg");
const kv = namespaceOf(integration, "kv");
const ksd = namespaceOf(integration, "ksd");
const sapPi = namespaceOf(integration, "p1");
const operations = integration.endpoints["EP_FS1"]?.operations ?? [];

/** An element of a content model as the tables would print it. */
interface Field {
  readonly level: number;
  readonly field: string;
  readonly min: number;
  readonly max: number;
  readonly type: string;
}

interface DocumentedField extends Field {
  readonly documentation: string | undefined;
}

function find(map: ReadonlyMap<string, Element>, name: string): Element {
  const found = map.get(name);
  if (found === undefined) throw new Error(`the schemas do not define ${name}`);
  return found;
}

const occurs = (element: Element, bound: "minOccurs" | "maxOccurs"): number => {
  const value = element.attributes.get(bound) ?? "1";
  return value === "unbounded" ? Infinity : Number(value);
};

/** The fields of a complex type in order, those of nested structures one level down. */
function fieldsOf(components: Components, type: string, level = 1): DocumentedField[] {
  return descendantsNamed(find(components.complexTypes, type), xsd("element")).flatMap((particle) => {
    const ref = particle.attributes.get("ref");
    const declaration = ref === undefined ? particle : find(components.elements, expand(particle, ref));
    const fieldType = expand(declaration, attribute(declaration, "type"));
    const field = {
      level,
      field: attribute(declaration, "name"),
      min: occurs(particle, "minOccurs"),
      max: occurs(particle, "maxOccurs"),
      type: components.complexTypes.has(fieldType) ? "structure" : fieldType,
      documentation: documentation(particle) ?? documentation(declaration),
    };
    return components.complexTypes.has(fieldType) ? [field, ...fieldsOf(components, fieldType, level + 1)] : [field];
  });
}

/** Each table of the description and the type that holds its fields. */
const tables: ReadonlyMap<string, readonly DocumentedField[]> = new Map([
  ["Header", fieldsOf(teknisk, `{${syg}}HeaderType`)],
  ...operations.map((operation): [string, DocumentedField[]] => [
    operation,
    fieldsOf(teknisk, `{${syg}}${operation}BodyType`),
  ]),
  ["TransportKvittering", fieldsOf(teknisk, `{${kv}}SygefravaerResponse`)],
  ["ForretningsSvar", fieldsOf(bilag, `{${ksd}}ForretningsSvarBodyType`)],
]);

const rowsOf = (table: string): FieldRow[] => rows.filter((row) => row.operation === table);
const withoutText = ({ level, field, min, max, type }: Field): Field => ({ level, field, min, max, type });

/** Kard. bounds from above, Obl. from below; a receipt table has no Obl. and its Kard. says both. */
function expectedField(row: FieldRow): Field {
  const optional = row.obl === "Nej" || row.kard.startsWith("0");
  const repeated = row.kard.endsWith("*") || row.kard.endsWith("n");
  return {
    level: row.level,
    field: row.field,
    min: optional ? 0 : 1,
    max: repeated ? Infinity : 1,
    type: expectedType(row),
  };
}

/** The words of the column Værdisæt as types. */
const byWord: Readonly<Record<string, string>> = {
  UUID: `{${syg}}UUIDType`,
  CPRnummer: `{${syg}}CPRnummerType`,
  CVRnummer: `{${syg}}CVRnummerType`,
  Pnummer: `{${syg}}PnummerType`,
  Tekst: xsd("string"),
  String: xsd("string"),
  Boolean: xsd("boolean"),
  "Værdiliste: Sagsartkode": `{${syg}}SagsartkodeType`,
  "Værdiliste: Målgruppe": `{${syg}}MaalgruppeType`,
  "Værdiliste: Ophørsårsag": `{${syg}}OphoersaarsagskodeType`,
  "Værdiliste: Pensionskode": `{${syg}}PensionskodeType`,
  "": "structure",
  "-": "structure",
};

/** Fields whose text narrows the word, and the Tal fields, each with a range of its own. */
const byField: Readonly<Record<string, string>> = {
  Myndighed: `{${syg}}CVRnummerType`, // "Altid CVR-nummer"
  UdgiverTypeKode: `{${syg}}UdgiverTypeKodeType`, // "Indeholder netop 2 cifre"
  NedsatDagpengeProcent: `{${syg}}ProcentType`,
  GenoptagetTimer: `{${syg}}TimerType`,
  GenoptagetMinutter: `{${syg}}MinutterType`,
  Ugenummer: `{${syg}}UgenummerType`,
  TransportValideringKode: `{${kv}}TransportValideringKodeType`,
  ForretningsValideringsKode: `{${kv}}ForretningsValideringsKodeType`,
};

function expectedType({ field, vaerdisaet }: FieldRow): string {
  if (vaerdisaet === "Dato") return xsd(field.endsWith("DatoTid") ? "dateTime" : "date");
  const type = byField[field] ?? byWord[vaerdisaet];
  if (type === undefined) throw new Error(`no type for Værdisæt "${vaerdisaet}"`);
  return type;
}

describe("fields.csv against the schemas of the primary bundle", () => {
  test("every table is there, in the order of the description", () => {
    expect([...new Set(rows.map((row) => row.operation))]).toEqual([...tables.keys()]);
    expect(rows).toHaveLength(17 + 20 + 6 + 6);
  });

  test.each([...tables.keys()])("%s: names, order, occurrence and types, nothing more and nothing less", (table) => {
    expect((tables.get(table) ?? []).map(withoutText)).toEqual(rowsOf(table).map(expectedField));
  });

  test.each(operations)("%s holds one Header and one Body and nothing else", (operation) => {
    const message = find(teknisk.elements, `{${syg}}${operation}`);
    const type = find(teknisk.complexTypes, expand(message, attribute(message, "type")));
    expect(descendantsNamed(type, xsd("element")).map((child) => Object.fromEntries(child.attributes))).toEqual([
      { name: "Header", type: "tns:HeaderType" },
      { name: "Body", type: `tns:${operation}BodyType` },
    ]);
  });

  test("the types of the namespace are those of the tables and no others", () => {
    const own = [...teknisk.complexTypes.keys()].filter((name) => name.startsWith(`{${syg}}`)).map(localName);
    const messages = operations.flatMap((operation) => [`${operation}Type`, `${operation}BodyType`]);
    expect(own.sort()).toEqual(["HeaderType", "GenoptagetArbejdeType", ...messages].sort());
  });

  test("Tal is an integer and UdgiverTypeKode two digits", () => {
    const restriction = (name: string): Element | undefined =>
      childrenNamed(find(teknisk.simpleTypes, `{${syg}}${name}`), xsd("restriction"))[0];
    for (const name of ["ProcentType", "TimerType", "MinutterType", "UgenummerType"]) {
      expect(restriction(name)?.attributes.get("base"), name).toBe("xsd:integer");
    }
    expect(restriction("UdgiverTypeKodeType")?.children.map((facet) => facet.attributes.get("value"))).toEqual([
      "[0-9]{2}",
    ]);
  });

  test("the values printed in the receipt tables are the enumerations", () => {
    for (const row of rows.filter(({ vaerdisaet }) => /["”]/.test(vaerdisaet))) {
      const printed = [...row.vaerdisaet.matchAll(/["”]([^"”]+)["”]/g)].map(([, value]) => value);
      const declared = enumeration(find(teknisk.simpleTypes, expectedType(row))).map((value) =>
        attribute(value, "value"),
      );
      expect(declared, row.field).toEqual(printed);
    }
  });

  test("the SAP PI interface repeats the header and the receipts", () => {
    const names = (fields: readonly Field[]): Omit<Field, "type">[] =>
      fields.map(({ level, field, min, max }) => ({ level, field, min, max }));
    const sap = (type: string): Omit<Field, "type">[] => names(fieldsOf(bilag, `{${sapPi}}${type}`));
    expect(sap("Header_DT")).toEqual(names(rowsOf("Header").map(expectedField)));
    expect(sap("Body_DT")).toEqual(names(rowsOf("ForretningsSvar").map(expectedField)));
    expect(sap("ModtagForretningsSvarResponse_DT")).toEqual(names(rowsOf("TransportKvittering").map(expectedField)));
  });

  test("every field says in Danish what it is", () => {
    const silent = [...tables].flatMap(([table, fields]) =>
      fields.filter((field) => (field.documentation ?? "") === "").map((field) => `${table}.${field.field}`),
    );
    expect(silent).toEqual([]);
  });
});

/** Where each table stands in the description: the heading before it and what follows it. */
const places: Readonly<Record<string, readonly [start: RegExp, end: RegExp]>> = {
  Header: [/Headerdelen består af følgende elementer:/, /Forretningsdelen \(Bodydelen\)/],
  Opret: [/\(Operation: Opret\)/, /Ændring - delvist genoptaget arbejde, selvstændig/],
  OpdaterSelvstaendig: [/\(Operation: OpdaterSelvstaendig\)/, /Ændring - Ændring - delvist genoptaget arbejde/],
  OpdaterLoenmodtager: [/\(Operation: OpdaterLoenmodtager\)/, /Ændring – pensionskode/],
  OpdaterPensionskode: [/\(Operation: OpdaterPensionskode\)/, /Ændring - Ophør af lønudbetaling/],
  OpdaterOphoer: [/\(Operation: OpdaterOphoer\)/, /Afslutning af sygefraværssag/],
  Afslut: [/\(Operation: Afslut\)/, /Ændring – Opdatering af sagsstatus/],
  OpdaterStatus: [/\(Operation: Opdaterstatus\)/, /I ovenstående tabeller henvises/], // spelled so in the heading
  TransportKvittering: [/Transportkvitteringen gives som synkron kvittering/, /3\.1\.3\.3 Sikkerhed/],
  ForretningsSvar: [/Forretningsdelen er specificeret i følgende:\s+Forretningssvar/, /3\.1\.4\.3 Sikkerhed/],
};

/** Level and field name, then the cardinality, a hyphen that wraps the name, or the end of the line. */
const rowStart = /^\s*(?=[123] [A-Z]\w+(?:-? *$| +(?:1|0:1|0:n|1\.\.\*)(?: |$)))/m;

/** The printed rows of a table, line wraps undone: "1 Sagsart 1 Værdiliste: Sagsartkode Kode der … Ja". */
function printedRows(seed: string, table: string): string[] {
  const place = places[table];
  if (place === undefined) throw new Error(`${table} has no place in the description`);
  return between(seed, ...place)
    .replace(/^[^]*?Niveau Feltnavn[^]*?(?:Obl\.|Betegnelse)/, "") // up to the last column heading
    .replace(/^https:.*$/gm, "") // the links of a page's foot
    .split(rowStart)
    .map((row) =>
      row
        .replace(/-[ ]*\n\s*/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((row) => row !== "");
}

const printed = (row: FieldRow): string =>
  [String(row.level), row.field, row.kard, row.vaerdisaet].filter((cell) => cell !== "").join(" ");

describe.runIf(seedExpected)("fields.csv against the tables of the integration description", () => {
  test.each(Object.keys(places))("%s", (table) => {
    const rowsInSeed = printedRows(readSeed(), table);
    const expected = rowsOf(table);
    expect(rowsInSeed).toHaveLength(expected.length);
    for (const [index, row] of expected.entries()) {
      const text = rowsInSeed[index] ?? "";
      expect(`${text} `.slice(0, printed(row).length + 1)).toBe(`${printed(row)} `);
      expect(/ (Ja|Nej)$/.exec(text)?.[1] ?? "", row.field).toBe(row.obl);
    }
  });

  test.each(Object.keys(places))("%s: the documentation in the schemas is the column Forklaring", (table) => {
    const rowsInSeed = printedRows(readSeed(), table);
    for (const [index, row] of rowsOf(table).entries()) {
      const explanation = (rowsInSeed[index] ?? "").slice(printed(row).length).replace(/ (Ja|Nej)$/, "");
      if (explanation === "") continue; // TransportKvittering, level 1: nothing is printed
      expect(bare(tables.get(table)?.[index]?.documentation ?? ""), row.field).toBe(bare(explanation));
    }
  });

  test("every Danish text in the bundles is the description's own", () => {
    const words = bare(readSeed());
    const texts = bundleFolders(primary)
      .flatMap((folder) => filesBelow(folder).map((file) => join(folder, file)))
      .filter((path) => /\.(xsd|wsdl)$/.test(path))
      .map(readXml)
      .flatMap((document) => [
        ...descendantsNamed(document, xsd("documentation")),
        ...descendantsNamed(document, wsdl("documentation")),
      ])
      .map(({ text }) => text);
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => !words.includes(bare(text)))).toEqual([]);
  });

  test("every table has its section number", () => {
    const seed = readSeed();
    const sections = new Map(rows.map((row) => [row.operation, row.section]));
    for (const [table, [start]] of Object.entries(places)) {
      const before = seed.slice(0, start.exec(seed)?.index ?? 0);
      const heading = [...before.matchAll(/^\s*(\d(?:\.\d+)+) [A-ZÆØÅ]/gm)].at(-1)?.[1];
      expect(sections.get(table), table).toBe(heading);
    }
  });
});
