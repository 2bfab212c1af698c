import { describe, expect, test } from "vitest";
import { complexType, type FieldDefinition, simpleType } from "../codec/define.js";
import { decodeDocument, documentCodec, type DocumentCodec } from "../codec/document-codec.js";
import { FastDecoder } from "../codec/fast-decode.js";
import type { Particle, RootElement, Type } from "../codec/tables.js";
import { type StreamedPart, type StreamOptions, streamRecords } from "./stream-records.js";

interface Row {
  readonly number: number;
  readonly note?: string | undefined;
}

interface Batch {
  readonly head: string;
  readonly body: { readonly row?: readonly Row[] | undefined; readonly pair?: readonly Row[] | undefined };
  readonly foot?: string | undefined;
}

const namespace = "urn:example:batch";
const string = simpleType({ builtIn: "string", whiteSpace: "preserve" });
const percent = simpleType({
  representation: "number",
  builtIn: "int",
  primitive: "decimal",
  whiteSpace: "collapse",
  facets: { minInclusive: "0", maxInclusive: "100" },
});

function field(localName: string, type: () => Type, more: Partial<FieldDefinition> = {}): FieldDefinition {
  return {
    property: localName,
    localName,
    namespace,
    source: "element",
    type,
    optional: false,
    repeated: false,
    ...more,
  };
}

function sequence(...bounds: readonly (readonly [min: number, max: number])[]): Particle {
  const particles = bounds.map(([min, max], index): Particle => ({ kind: "element", field: index, min, max }));
  return { kind: "sequence", min: 1, max: 1, particles };
}

const row = complexType({
  fields: [field("number", () => percent), field("note", () => string, { optional: true })],
  content: sequence([1, 1], [0, 1]),
});
const body = complexType({
  fields: [
    field("row", () => row, { optional: true, repeated: true }),
    field("pair", () => row, { optional: true, repeated: true }),
  ],
  content: sequence([0, Infinity], [0, 2]),
});
const batch = complexType({
  fields: [field("head", () => string), field("body", () => body), field("foot", () => string, { optional: true })],
  content: sequence([1, 1], [1, 1], [0, 1]),
});
const element: RootElement<Batch> = { namespace, localName: "batch", nillable: false, type: () => batch };
const codec: DocumentCodec<Batch> = documentCodec({
  element,
  namespace: 1,
  prefixes: [[namespace, "b"]],
  fast: new FastDecoder(["", namespace]),
});

const encoder = new TextEncoder();

function* chunksOf(text: string, size: number): Generator<Uint8Array> {
  const bytes = encoder.encode(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function collect(
  text: string,
  { size = 7, select = (message: Batch) => message.body.row, ...options }: StreamOptions & Settings = {},
): Promise<StreamedPart<Batch, Row>[]> {
  const parts: StreamedPart<Batch, Row>[] = [];
  for await (const part of streamRecords(codec, select, chunksOf(text, size), options)) parts.push(part);
  return parts;
}

interface Settings {
  readonly size?: number;
  readonly select?: (message: Batch) => readonly Row[] | undefined;
}

function valuesOf(parts: readonly StreamedPart<Batch, Row>[]): unknown[] {
  return parts.map(({ kind, result }) => (kind === "rest" ? result.ok : result.ok ? result.value : result.issues));
}

/** Code, path, line and column of everything that was found. */
function findings(parts: readonly StreamedPart<Batch, Row>[]): string[] {
  return parts.flatMap(({ kind, result }) =>
    (result.ok ? result.warnings : result.issues).map(
      ({ code, path, line, column }) => `${kind} ${code} ${path.join("/")} ${line}:${column}`,
    ),
  );
}

const open = `<?xml version="1.0"?>\n<b:batch xmlns:b="${namespace}"><b:head>h</b:head><b:body>`;
const close = "</b:body></b:batch>";
const rowOf = (number: number | string, note = ""): string => `<b:row><b:number>${number}</b:number>${note}</b:row>`;

/** Line and column of an offset; of text without carriage returns. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

describe("records of a message", () => {
  test.each([1, 2, 3, 7, 64, 100_000])("are the same whatever the size of the chunks: %i", async (size) => {
    const text = `${open}
      <!-- <b:row> --><b:row><b:number>1</b:number><b:note>a &lt; b æ€𝒳 <![CDATA[</b:row>]]></b:note></b:row>
      <?pi <b:row>?>
      <b:row ><b:number><!-- > -->2</b:number></b:row >
      <b:row xmlns:b='${namespace}' xmlns:x=">"><b:number>3</b:number></b:row>
      <row xmlns="${namespace}"><number>4</number><note/></row>
    ${close}<!-- end -->`;
    const parts = await collect(text, { size });
    expect(valuesOf(parts)).toEqual([
      { number: 1, note: "a < b æ€𝒳 </b:row>" },
      { number: 2, note: undefined },
      { number: 3, note: undefined },
      { number: 4, note: "" },
      true,
    ]);
    const whole = decodeDocument(codec, encoder.encode(text));
    expect(whole.ok && whole.value.body.row).toEqual(valuesOf(parts).slice(0, -1));
  });

  test("their place in the stream is told", async () => {
    const parts = await collect(`${open}${rowOf(1)}  ${rowOf(2)}${close}`);
    const offsets = parts.map((part) => (part.kind === "record" ? part.offset : -1));
    expect(offsets).toEqual([open.length, open.length + rowOf(1).length + 2, -1]);
  });

  test("are found in an envelope, and the envelope is read", async () => {
    const soap = "http://schemas.xmlsoap.org/soap/envelope/";
    const inner = `${open.replace(/^.*\n/, "")}${rowOf(1)}${rowOf(2)}${close}`;
    const envelope = `<s:Envelope xmlns:s="${soap}"><s:Header/><s:Body>${inner}</s:Body></s:Envelope>`;
    expect(valuesOf(await collect(envelope))).toEqual([{ number: 1 }, { number: 2 }, true]);
    const longer = envelope.replace("</s:Body>", "</s:Body><x/>");
    const behind = placeOf(longer, longer.indexOf("<x/>") + "<x/>".length);
    expect(findings(await collect(longer))).toEqual([`rest SF-V-UNEXPECTED-ELEMENT  ${behind}`]);
    const other = envelope.replaceAll("b:batch", "b:other");
    expect(findings(await collect(other))).toEqual([`rest SF-V-ROOT  ${placeOf(other, other.indexOf("<b:other"))}`]);
  });

  test("of a bounded number are counted", async () => {
    const select = (message: Batch): readonly Row[] | undefined => message.body.pair;
    const pair = rowOf(1).replaceAll("b:row", "b:pair");
    expect(valuesOf(await collect(`${open}${pair}${pair}${close}`, { select }))).toEqual([
      { number: 1 },
      { number: 1 },
      true,
    ]);
    const message = `${open}${pair}${pair}${pair}${close}`;
    const three = await collect(message, { select });
    const place = placeOf(message, open.length + 2 * pair.length);
    expect(findings(three)).toEqual([`rest SF-V-UNEXPECTED-ELEMENT body/pair ${place}`]);
  });

  test("a message without any is read all the same", async () => {
    const [rest] = await collect(`${open}${close}`);
    expect(rest).toMatchObject({ kind: "rest", records: 0, invalid: 0, result: { ok: true, value: { head: "h" } } });
  });
});

describe("what is wrong", () => {
  test("with a record is told with its place in the whole message, and the next one is read", async () => {
    const text = `${open}\r\n${rowOf(1)}\r${rowOf("101")}\n  æ<b:row><b:number>1</b:number><b:x/></b:row>${rowOf(5)}${close}`;
    const parts = await collect(text.replace("æ", "<!--æ-->"));
    expect(findings(parts)).toEqual([
      "record SF-V-RANGE body/row/1/number 4:8",
      "record SF-V-UNEXPECTED-ELEMENT body/row/2 5:40",
    ]);
    expect(parts.at(-1)).toMatchObject({ kind: "rest", records: 4, invalid: 2, result: { ok: true } });
  });

  test("around the records is told in the end, with its place in the whole message", async () => {
    const rows = Array.from({ length: 50 }, (_, index) => `${rowOf(index)}\n`).join("");
    expect(findings(await collect(`${open}${rows}</b:body>\n <b:fot/></b:batch>`))).toEqual([
      "rest SF-V-UNEXPECTED-ELEMENT  53:2",
    ]);
  });

  test("a second run of records is seen", async () => {
    const pair = rowOf(1).replaceAll("b:row", "b:pair");
    const parts = await collect(`${open}${rowOf(1)}${rowOf(2)}${pair}\n${rowOf(3)}${rowOf(4)}${close}`);
    expect(parts.map(({ kind, result }) => [kind, result.ok])).toEqual([
      ["record", true],
      ["record", true],
      ["record", true],
      ["record", true],
      ["rest", false],
    ]);
    expect(findings(parts)).toEqual(["rest SF-V-UNEXPECTED-ELEMENT body/row 3:1"]);
  });

  test.each([
    ["text between records", `${open}${rowOf(1)}|x${rowOf(2)}${close}`, "rest SF-V-UNEXPECTED-TEXT body"],
    ["a message that ends too early", `${open}${rowOf(1)}<b:row>|`, "rest SF-V-XML "],
    ["a record that is not well-formed", `${open}${rowOf("1</b:|c><b:c>2")}${close}`, "record SF-V-XML body/row/0"],
    ["an element closed too often", `${open}${close}|</b:batch>${rowOf(1)}`, "rest SF-V-XML "],
    ["a document type", `|<!DOCTYPE b:batch>${open}${close}`, "rest SF-V-DTD "],
    ["nothing", "|", "rest SF-V-XML "],
    [
      "xsi:type around the records",
      `${open.replace("<b:body>", '|<b:body xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="x">')}${rowOf(1)}${close}`,
      "rest SF-V-TYPE-SUBSTITUTION ",
    ],
  ])("%s", async (_, marked, expected) => {
    const text = marked.replace("|", "");
    const parts = await collect(text);
    expect(findings(parts)[0]).toBe(`${expected} ${placeOf(text, marked.indexOf("|"))}`);
    expect(parts.at(-1)?.kind).toBe("rest");
  });

  test.each([1, 2, 3, 1000])("UTF-16 is refused, in chunks of %i", async (size) => {
    const parts: StreamedPart<Batch, Row>[] = [];
    const bytes = Buffer.from(`\ufeff${open}${rowOf(1)}${close}`, "utf16le");
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    for await (const part of streamRecords(codec, (message) => message.body.row, chunks)) parts.push(part);
    expect(findings(parts)).toEqual(["rest SF-V-XML  1:1"]);
  });

  test.each([1, 2, 3, 1000])("a byte order mark in chunks of %i takes no room in the first line", async (size) => {
    const opened = open.replace(/^.*\n/, "");
    const place = `SF-V-RANGE body/row/0/number 1:${opened.length + "<b:row>".length + 1}`;
    const found = findings(await collect(`\ufeff${opened}${rowOf("101")}${close}`, { size }));
    // The first record is part of the rest as well.
    expect(found).toEqual([`record ${place}`, `rest ${place}`]);
  });
});

describe("bounds", () => {
  test("a record that is too large is refused before it is there", async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield encoder.encode(`${open}<b:row><b:number>`);
      for (;;) {
        asked++;
        yield encoder.encode("1".repeat(1000));
      }
    }
    const parts: StreamedPart<Batch, Row>[] = [];
    const options = { maximumRecordBytes: 10_000 };
    for await (const part of streamRecords(codec, (message) => message.body.row, endless(), options)) parts.push(part);
    expect(findings(parts)).toEqual([`rest SF-V-LIMIT  ${placeOf(open, open.length)}`]);
    expect(asked).toBeLessThan(12);
  });

  test.each([
    ["elements beside the records", "<b:pair/>"],
    ["comments", "<!-- c -->"],
    ["a tag without end", '<b:row a="" '],
    ["text", "x"],
  ])("what is around the records is bounded: %s", async (_, filler) => {
    let sent = 0;
    function* endless(): Generator<Uint8Array> {
      yield encoder.encode(`${open}${rowOf(1)}`);
      for (; sent < 1_000_000; sent += 1000)
        yield encoder.encode(filler.repeat(Math.ceil(1000 / filler.length)).slice(0, 1000));
    }
    const parts: StreamedPart<Batch, Row>[] = [];
    const options = { maximumRestBytes: 20_000, maximumRecordBytes: 20_000 };
    for await (const part of streamRecords(codec, (message) => message.body.row, endless(), options)) parts.push(part);
    expect(findings(parts.slice(-1))[0]).toMatch(/^rest SF-V-LIMIT/);
    expect(sent).toBeLessThan(200_000);
  });

  test("a long message takes no more memory than a short one", async () => {
    const rows = encoder.encode(Array.from({ length: 500 }, (_, index) => `${rowOf(index % 101)}\n`).join(""));
    let sent = 0;
    function* long(): Generator<Uint8Array> {
      yield encoder.encode(open);
      for (; sent < 5_000_000; sent += rows.length) yield rows;
      yield encoder.encode(close);
    }
    let records = 0;
    let most = 0;
    const { arrayBuffers } = process.memoryUsage();
    for await (const part of streamRecords(codec, (message) => message.body.row, long())) {
      if (part.kind === "rest") expect(part).toMatchObject({ records, invalid: 0, result: { ok: true } });
      else if (++records % 5000 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - arrayBuffers);
    }
    expect(records).toBeGreaterThan(100_000);
    // The buffer is two pieces of 64 KiB; what has not been collected yet comes on top.
    expect(most).toBeLessThan(1_500_000);
  });
});

test.each([
  ["no property", (message: Batch) => message as unknown as Row[], "is not an array of elements"],
  ["one element", (message: Batch) => message.body as unknown as Row[], '"body"'],
  ["another name", (message: Batch) => (message.body as { rows?: Row[] }).rows, '"body.rows"'],
  ["something computed", (message: Batch) => [...(message.body.row ?? [])], ""],
])("a selection that is no array of elements is refused: %s", async (_, select, expected) => {
  await expect(collect("", { select })).rejects.toThrow(expected);
});
