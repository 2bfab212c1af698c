import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import { assureInvariants } from "../passes/index.js";
import { contractOf, lowered, loweredFrom, lowerInput, serviceInput, wsdlOf } from "./lower.fixture.js";

describe("services", () => {
  const plain = wsdlOf('<xs:element name="Root" type="xs:string"/>');

  test("one service with what its binding says", () => {
    const { model } = lowered(plain);
    expect(model.services).toMatchObject([
      {
        stem: "Test",
        module: "test",
        qname: "{urn:test}TestService",
        port: "TestPort",
        soapVersion: "1.1",
        wsdl: "test.wsdl",
        location: "http://localhost/",
      },
    ]);
    expect(model.services[0]?.operations).toMatchObject([
      { name: "Send", methodName: "Send", soapAction: "urn:send", input: 0, faults: [] },
    ]);
    expect(model.services[0]?.operations[0]).not.toHaveProperty("output");
    // `RootElement`, the table of an element Root, is a name of the runtime.
    expect(model.elements).toMatchObject([{ qname: "{urn:test}Root", typeName: "RootMessage" }]);
  });

  test.each([
    [{ service: "{*}Missing" }, "The WSDL has no service {*}Missing; it has {urn:test}TestService."],
    [{ service: "{urn:other}TestService" }, "The WSDL has no service {urn:other}TestService"],
    [{ port: "Missing" }, "a SOAP port Missing; its ports: TestPort."],
    [{ operations: ["Receive"] }, "has no operation Receive; it has Send."],
  ])("%j is reported", (parts, expected) => {
    const diagnostics = createDiagnostics();
    const contract = contractOf({ "test.wsdl": plain }, diagnostics);
    const { findings } = loweredFrom(lowerInput([serviceInput(contract, parts)]), diagnostics);
    expect(findings).toEqual([expect.stringContaining(expected)]);
    expect(findings[0]).toMatch(/^SF-E-SERVICE /);
  });

  test("any namespace will do where the configuration says so", () => {
    const diagnostics = createDiagnostics();
    const contract = contractOf({ "test.wsdl": plain }, diagnostics);
    const aliases = new Map([["Send", ["send"]]]);
    const { model } = loweredFrom(
      lowerInput([serviceInput(contract, { service: "{*}TestService", stem: "Mine", aliases })]),
      diagnostics,
    );
    expect(model.services).toMatchObject([{ stem: "Mine", module: "mine", operations: [{ aliases: ["send"] }] }]);
  });

  test("services of one stem are one, with the endpoints of both", () => {
    const diagnostics = createDiagnostics();
    const endpoint = (id: string): never => ({ id, server: "S", client: "C", security: {} }) as never;
    const services = ["a", "b"].map((id) =>
      serviceInput(contractOf({ "test.wsdl": plain }, diagnostics), { endpoints: [endpoint(id)] }),
    );
    const { model, findings } = loweredFrom(lowerInput(services), diagnostics);
    expect(findings).toEqual([]);
    expect(model.services.map((service) => service.endpoints.map(({ id }) => id))).toEqual([["a", "b"]]);
    expect(model.elements).toHaveLength(1);
  });

  test("but not when they differ", () => {
    const diagnostics = createDiagnostics();
    const services = [plain, plain.replace("urn:send", "urn:other")].map((wsdl) =>
      serviceInput(contractOf({ "test.wsdl": wsdl }, diagnostics)),
    );
    const { findings } = loweredFrom(lowerInput(services), diagnostics);
    expect(findings).toEqual([expect.stringMatching(/^SF-E-DUPLICATE .*The service Test has other operations/)]);
  });
});

describe("several contracts in one package", () => {
  const schema = (type: string): string =>
    wsdlOf(
      `<xs:element name="Root" type="t:R"/><xs:complexType name="R"><xs:sequence><xs:element name="a" type="${type}"/></xs:sequence></xs:complexType>`,
    );
  const together = (first: string, second: string): ReturnType<typeof loweredFrom> => {
    const diagnostics = createDiagnostics();
    const contracts = [
      contractOf({ "a/test.wsdl": first }, diagnostics),
      contractOf({ "b/test.wsdl": second }, diagnostics),
    ];
    const services = contracts.map((contract, index) => serviceInput(contract, { stem: `S${index}` }));
    return loweredFrom(lowerInput(services), diagnostics);
  };
  const both = (first: string, second: string): readonly string[] => together(first, second).findings;

  test("may define the same names, wherever they stand and however they are documented", () => {
    const documented = schema("xs:string").replace(
      '<xs:complexType name="R">',
      '\n\n<xs:complexType name="R"><xs:annotation><xs:documentation>New</xs:documentation></xs:annotation>',
    );
    expect(both(schema("xs:string"), documented)).toEqual([]);
  });

  test("must mean the same by them", () => {
    expect(both(schema("xs:string"), schema("xs:int"))).toEqual([
      expect.stringMatching(
        /^SF-E-DUPLICATE 8:\d+ The type \{urn:test\}R is defined differently at a\/test\.wsdl:8:\d+/,
      ),
    ]);
  });

  test("a difference deep inside is found as well", () => {
    const deep = (facet: string): string =>
      wsdlOf(
        `<xs:element name="Root" type="t:R"/><xs:complexType name="R"><xs:sequence><xs:element ref="t:E"/></xs:sequence></xs:complexType><xs:element name="E" type="t:S"/><xs:simpleType name="S"><xs:restriction base="xs:string"><xs:maxLength value="${facet}"/></xs:restriction></xs:simpleType>`,
      );
    expect(both(deep("1"), deep("2"))).toEqual([
      expect.stringContaining("The type {urn:test}S is defined differently"),
    ]);
  });

  test("anonymous types in the same place are the same type", () => {
    const anonymous = wsdlOf(
      '<xs:element name="Root"><xs:complexType><xs:sequence maxOccurs="2"><xs:element name="a"><xs:complexType><xs:attribute name="b"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="x"/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:element><xs:element name="c" type="xs:int"/></xs:sequence></xs:complexType></xs:element>',
    );
    const { model, findings } = together(anonymous, anonymous);
    expect(findings).toEqual([]);
    assureInvariants(model);
    expect(model.types.map((type) => type.typeName)).toEqual([
      "",
      "Root",
      "RootSequence",
      "RootSequenceAType",
      "RootSequenceABType",
    ]);
  });

  test("a substitution group must have the same members", () => {
    const group = (more: string): string =>
      wsdlOf(
        `<xs:element name="Root"><xs:complexType><xs:sequence><xs:element ref="t:h"/></xs:sequence></xs:complexType></xs:element><xs:element name="h" type="xs:int"/><xs:element name="m" substitutionGroup="t:h" type="xs:int"/>${more}`,
      );
    expect(both(group(""), group(""))).toEqual([]);
    expect(both(group(""), group('<xs:element name="n" substitutionGroup="t:h" type="xs:int"/>'))).toEqual([
      expect.stringMatching(/^SF-E-DUPLICATE 8:\d+ The substitution group of \{urn:test\}h has other members/),
    ]);
  });
});
