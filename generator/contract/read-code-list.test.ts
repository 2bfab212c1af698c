import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import { parseXml } from "../read/xml.js";
import { readCodeList } from "./read-code-list.js";

const list = `<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Identification><ShortName>Colour</ShortName><LongName>Colours</LongName><Version>1</Version>
    <CanonicalUri>urn:c</CanonicalUri><CanonicalVersionUri>urn:c:1</CanonicalVersionUri><Agency><LongName>Somebody</LongName></Agency></Identification>
  <ColumnSet>
    <Column Id="code" Use="required"><ShortName>Code</ShortName><Data Type="string"/></Column>
    <Column Id="label" Use="optional"><ShortName>Label</ShortName><Data Type="normalizedString"/></Column>
    <Key Id="k"><ShortName>K</ShortName><ColumnRef Ref="code"/></Key>
  </ColumnSet>
  <SimpleCodeList>
    <Row><Value ColumnRef="code"><SimpleValue>r</SimpleValue></Value><Value ColumnRef="label"><SimpleValue>red</SimpleValue></Value></Row>
    <Row><Value><SimpleValue>g</SimpleValue></Value><Value><SimpleValue>green</SimpleValue></Value></Row>
    <Row><Value ColumnRef="code"><SimpleValue>b</SimpleValue></Value></Row>
  </SimpleCodeList>
</gc:CodeList>`;

function read(text: string) {
  const diagnostics = createDiagnostics();
  const document = parseXml(new TextEncoder().encode(text), "c.gc", diagnostics);
  return { codeList: document && readCodeList(document, diagnostics), diagnostics: diagnostics.all };
}

describe("readCodeList", () => {
  test("identification, columns, key and rows; values without ColumnRef go by place", () => {
    const { codeList, diagnostics } = read(list);
    expect(diagnostics).toEqual([]);
    expect(codeList).toMatchObject({
      file: "c.gc",
      shortName: "Colour",
      longName: "Colours",
      version: "1",
      canonicalUri: "urn:c",
      canonicalVersionUri: "urn:c:1",
      agency: "Somebody",
      key: "code",
      columns: [
        { id: "code", shortName: "Code", required: true, dataType: "string" },
        { id: "label", shortName: "Label", required: false, dataType: "normalizedString" },
      ],
    });
    expect(codeList?.rows.map(({ values }) => Object.fromEntries(values))).toEqual([
      { code: "r", label: "red" },
      { code: "g", label: "green" },
      { code: "b" },
    ]);
  });

  test.each([
    ["another root", list.replaceAll("gc:CodeList", "gc:ColumnSet"), "SF-E-ROOT", 1],
    ["no version", list.replace("<Version>1</Version>", ""), "SF-E-CODELIST", 2],
    ["no rows' element", list.replace(/<SimpleCodeList>.*<\/SimpleCodeList>/su, ""), "SF-E-CODELIST", 1],
    ["a code twice", list.replace("<SimpleValue>b<", "<SimpleValue>r<"), "SF-E-CODELIST", 12],
    [
      "a column twice",
      list.replace('Id="label"', 'Id="code"').replace('ColumnRef="label"', 'ColumnRef="code"'),
      "SF-E-CODELIST",
      6,
    ],
    ["an unknown column", list.replace('ColumnRef="label"', 'ColumnRef="x"'), "SF-E-CODELIST", 10],
    [
      "a missing value",
      list.replace('<Row><Value ColumnRef="code"><SimpleValue>b</SimpleValue></Value>', "<Row>"),
      "SF-E-CODELIST",
      12,
    ],
    [
      "a value too many",
      list.replace("green</SimpleValue></Value>", "green</SimpleValue></Value><Value/>"),
      "SF-E-CODELIST",
      11,
    ],
    ["a key of no column", list.replace('Ref="code"/>', 'Ref="x"/>'), "SF-E-CODELIST", 7],
    ["a use of its own", list.replace('Use="optional"', 'Use="maybe"'), "SF-E-CODELIST", 6],
  ])("refuses %s", (_, text, code, line) => {
    const { codeList, diagnostics } = read(text);
    expect(codeList).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ code, position: { file: "c.gc", line } });
  });
});
