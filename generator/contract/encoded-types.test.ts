import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import { contractOf, wsdlOf } from "../ir/lower.fixture.js";
import type { Contract } from "./model.js";

const encoding = "http://schemas.xmlsoap.org/soap/encoding/";

function read(
  content: string,
  isImported = true,
): { readonly contract: Contract; readonly findings: readonly string[] } {
  const diagnostics = createDiagnostics();
  const imported = isImported ? `<xs:import namespace="${encoding}"/>` : "";
  const schema = `${imported}<xs:element name="Root" type="xs:string"/>${content}`;
  const bindings = `xmlns:soapenc="${encoding}" xmlns:xs=`;
  const contract = contractOf({ "test.wsdl": wsdlOf(schema).replace("xmlns:xs=", bindings) }, diagnostics);
  return { contract, findings: diagnostics.all.map(({ code, message }) => `${code} ${message}`) };
}

function array(arrayType: string, content = ""): string {
  return `<xs:complexType name="List"><xs:complexContent><xs:restriction base="soapenc:Array">${content}
    <xs:attribute ref="soapenc:arrayType" wsdl:arrayType="${arrayType}"/></xs:restriction></xs:complexContent></xs:complexType>`;
}

/** `name: type` of the one element that a type repeats. */
function item({ schema }: Contract, name: string): string | undefined {
  const type = schema.types.get(`{urn:test}${name}`);
  const group = type?.kind === "complex-type" && type.content.kind === "complex" ? type.content.particle : undefined;
  const [particle] = group !== undefined && "particles" in group ? group.particles : [];
  if (particle?.kind !== "element" || particle.maxOccurs !== Infinity) return undefined;
  const { declaration } = particle;
  return `${declaration.name}: ${declaration.type.kind === "named" ? declaration.type.name : "anonymous"}`;
}

describe("arrays hold one repeated element", () => {
  const xsd = "{http://www.w3.org/2001/XMLSchema}";
  test.each([
    ["of the type that wsdl:arrayType states", array("xs:int[]"), `{}item: ${xsd}int`],
    ["of a stated size", array("xs:int[3]"), `{}item: ${xsd}int`],
    [
      "named as the content names it",
      array("xs:int[]", '<xs:sequence><xs:element name="number" type="xs:int" maxOccurs="unbounded"/></xs:sequence>'),
      `{urn:test}number: ${xsd}int`,
    ],
    ["which is an array", array("xs:int[][]"), "{}item: {urn:test}ListItem"],
    ["of any type where nothing is stated", array("t:Gone[]"), `{}item: ${xsd}anyType`],
  ])("%s", (_what, content, expected) => {
    const { contract, findings } = read(content);
    expect(findings).toEqual([]);
    expect(item(contract, "List")).toBe(expected);
    expect(contract.encodedArrays.has("{urn:test}List")).toBe(true);
  });

  test("an array between is an array too", () => {
    const { contract } = read(array("xs:int[][]"));
    expect(item(contract, "ListItem")).toBe(`{}item: ${xsd}int`);
    expect([...contract.encodedArrays.keys()]).toEqual(["{urn:test}List", "{urn:test}ListItem"]);
  });

  test.each([
    ["xs:int[,]", { List: 2, ListItem: 1 }],
    ["xs:int[3,4,5]", { List: 3, ListItem: 1, ListItemItem: 1 }],
    ["xs:int[][,]", { List: 2, ListItem: 1, ListItemItem: 1 }],
    ["xs:int[,][]", { List: 1, ListItem: 2, ListItemItem: 1 }],
  ])("%s has rows", (arrayType, dimensions) => {
    const { contract, findings } = read(array(arrayType));
    const named = [...contract.encodedArrays].map(([name, count]) => [name.replace("{urn:test}", ""), count]);
    expect([Object.fromEntries(named), findings]).toEqual([dimensions, []]);
    expect(item(contract, named.at(-1)?.[0] as string)).toBe(`{}item: ${xsd}int`);
  });

  test("more dimensions than anybody needs are refused", () => {
    expect(() => read(array(`xs:int[${",".repeat(8)}]`))).toThrow(/SF-E-UNSUPPORTED .*more than 8/);
  });

  test("an array that is described in place gets a name", () => {
    const inPlace = (name: string): string =>
      `<xs:element name="${name}">${array("xs:int[]").replace(' name="List"', "")}</xs:element>`;
    const { contract, findings } = read(
      `<xs:complexType name="thingsArray"/>
       <xs:complexType name="Box"><xs:sequence>${inPlace("things")}<xs:choice>${inPlace("others")}</xs:choice></xs:sequence></xs:complexType>
       <xs:complexType name="Bigger"><xs:complexContent><xs:extension base="t:Box"/></xs:complexContent></xs:complexType>
       <xs:group name="G"><xs:sequence>${inPlace("grouped")}</xs:sequence></xs:group>${inPlace("global")}`,
    );
    expect(findings).toEqual([]);
    expect([...contract.encodedArrays.keys()].toSorted()).toEqual(
      ["globalArray", "groupedArray", "othersArray", "thingsArray2"].map((name) => `{urn:test}${name}`),
    );
    expect(contract.schema.elements.get("{urn:test}global")?.type).toMatchObject({ name: "{urn:test}globalArray" });
    for (const name of ["global", "grouped", "others"])
      expect(item(contract, `${name}Array`)).toBe(`{}item: ${xsd}int`);
  });
});

test("a simple type of the encoding is the one of XSD", () => {
  const { contract } = read(
    '<xs:complexType name="A"><xs:sequence><xs:element name="a" type="soapenc:int"/></xs:sequence></xs:complexType>',
  );
  expect(contract.schema.types.get(`{${encoding}}int`)?.kind).toBe("simple-type");
});

test("the encoding is known without an import, with a warning", () => {
  const { findings } = read(array("xs:int[]"), false);
  expect(new Set(findings.map((finding) => finding.split(" ")[0]))).toEqual(new Set(["SF-W-NOT-IMPORTED"]));
});
