import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import { createMemorySource } from "../read/files.js";
import type { Contract } from "./model.js";
import { readContract } from "./read-contract.js";
import { readSecurityPolicy } from "./security-policy.js";
import { resolvePolicy } from "./resolve-policy.js";

const heads = `xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:s12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:m="urn:m"
  xmlns:wsam="http://www.w3.org/2007/05/addressing/metadata" xmlns:p="http://www.w3.org/ns/ws-policy"
  xmlns:p04="http://schemas.xmlsoap.org/ws/2004/09/policy"
  xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
  xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"`;

function wsdl(content: string, namespace = "urn:t"): string {
  return `<w:definitions ${heads} targetNamespace="${namespace}">${content}</w:definitions>`;
}

const schema = `<w:types><xs:schema targetNamespace="urn:t">
  <xs:element name="In" type="xs:string"/><xs:element name="Out" type="xs:string"/><xs:element name="Head" type="xs:string"/>
</xs:schema></w:types>`;
const messages = `<w:message name="In"><w:part name="body" element="t:In"/><w:part name="head" element="t:Head"/></w:message>
  <w:message name="Out"><w:part name="body" element="t:Out"/></w:message>`;
const portType = `<w:portType name="P"><w:operation name="Op">
  <w:input message="t:In" wsam:Action="urn:go"/><w:output message="t:Out"/><w:fault name="F" message="t:Out"/>
</w:operation></w:portType>`;
const binding = `<w:binding name="B" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
  <w:operation name="Op"><s:operation soapAction=""/>
    <w:input><s:body parts="body" use="literal"/><s:header message="t:In" part="head" use="literal"/></w:input>
    <w:output><s:body use="literal"/></w:output>
    <w:fault name="F"><s:fault name="F" use="literal"/></w:fault>
  </w:operation></w:binding>`;
const service = `<w:service name="S"><w:port name="Q" binding="t:B"><s:address location="http://x/"/></w:port></w:service>`;
const whole = schema + messages + portType + binding + service;

function read(
  files: Readonly<Record<string, string>>,
  options: { catalog?: ReadonlyMap<string, string>; bundle?: string } = {},
) {
  const diagnostics = createDiagnostics();
  const contract = readContract({ root: "a.wsdl", source: createMemorySource(files), diagnostics, ...options });
  return { contract, diagnostics, codes: diagnostics.all.map(({ code }) => code) };
}

describe("readContract", () => {
  test("messages, port type, binding, service", () => {
    const { contract, codes } = read({ "a.wsdl": wsdl(whole) });
    expect(codes).toEqual([]);
    expect(contract?.messages.get("{urn:t}In")?.parts).toMatchObject([
      { name: "body", element: "{urn:t}In" },
      { name: "head", element: "{urn:t}Head" },
    ]);
    expect(contract?.portTypes.get("{urn:t}P")?.operations).toMatchObject([
      {
        name: "Op",
        first: "input",
        input: { name: "OpRequest", message: "{urn:t}In", action: "urn:go" },
        output: { name: "OpResponse" },
        faults: [{ name: "F", message: "{urn:t}Out" }],
      },
    ]);
    expect(contract?.bindings.get("{urn:t}B")).toMatchObject({
      protocol: "soap11",
      style: "document",
      operations: [
        {
          soapAction: "",
          input: { body: { parts: ["body"], use: "literal" }, headers: [{ message: "{urn:t}In", part: "head" }] },
          faults: [{ name: "F", use: "literal" }],
        },
      ],
    });
    expect(contract?.services.get("{urn:t}S")?.ports).toMatchObject([
      { name: "Q", binding: "{urn:t}B", location: "http://x/" },
    ]);
  });

  test("SOAP 1.2, rpc, absent soapAction, one-way, notification", () => {
    const soap12 = binding
      .replaceAll("<s:", "<s12:")
      .replace(' soapAction=""', ' style="rpc"')
      .replace(/<w:fault.*<\/w:fault>/su, "")
      .replace(/<w:output>.*<\/w:output>/su, "");
    const oneWay = `<w:portType name="P"><w:operation name="Op"><w:input message="t:In"/></w:operation>
      <w:operation name="N"><w:output message="t:Out"/></w:operation></w:portType>`;
    const { contract, codes } = read({ "a.wsdl": wsdl(schema + messages + oneWay + soap12) });
    // Its wrapper is in no namespace.
    expect(codes).toEqual(["SF-W-BINDING"]);
    const bound = contract?.bindings.get("{urn:t}B");
    expect(bound).toMatchObject({ protocol: "soap12", operations: [{ style: "rpc" }] });
    expect(bound?.operations[0]).not.toHaveProperty("soapAction");
    expect(contract?.portTypes.get("{urn:t}P")?.operations).toMatchObject([
      { input: { name: "Op" }, first: "input" },
      { output: { name: "N" }, first: "output" },
    ]);
  });

  test("imports in any nesting and in circles; messages and schemas elsewhere; a space in a path", () => {
    const { contract, codes } = read({
      "a.wsdl": wsdl(`<w:import namespace="urn:t" location="my%20parts/b.wsdl"/>${binding}${service}`),
      "my parts/b.wsdl": wsdl(
        `<w:import namespace="urn:t" location="../a.wsdl"/><w:import namespace="urn:t" location="c.wsdl"/>${portType}`,
      ),
      "my parts/c.wsdl": wsdl(
        `<w:types><xs:schema><xs:import namespace="urn:t" schemaLocation="../d.xsd"/></xs:schema></w:types>${messages}`,
      ),
      "d.xsd": schema.replace("<w:types>", "").replace("</w:types>", "").replace("<xs:schema", `<xs:schema ${heads}`),
    });
    expect(codes).toEqual([]);
    expect(contract?.documents.map(({ file }) => file)).toEqual([
      "a.wsdl",
      "my parts/b.wsdl",
      "my parts/c.wsdl",
      "d.xsd",
    ]);
  });

  test("a schema imported as if it were a WSDL is read, with a warning", () => {
    const { contract, codes } = read({
      "a.wsdl": wsdl(`<w:import namespace="urn:t" location="d.xsd"/>${messages}`),
      "d.xsd": schema.replace("<w:types>", "").replace("</w:types>", "").replace("<xs:schema", `<xs:schema ${heads}`),
    });
    expect(codes).toEqual(["SF-W-WSDL-IMPORT"]);
    expect(contract).toBeDefined();
  });

  test("a remote schema comes from the catalog, or not at all", () => {
    const remote = wsdl(
      `<w:types><xs:schema><xs:import namespace="urn:t" schemaLocation="http://x/d.xsd"/></xs:schema></w:types>${messages}${portType}`,
    );
    const copy = schema.replace("<w:types>", "").replace("</w:types>", "").replace("<xs:schema", `<xs:schema ${heads}`);
    const catalog = new Map([["http://x/d.xsd", "copies/d.xsd"]]);
    expect(read({ "a.wsdl": remote, "copies/d.xsd": copy }, { catalog }).codes).toEqual([]);
    expect(read({ "a.wsdl": remote }).codes).toContain("SF-E-IMPORT-REFUSED");
  });

  test("imports stay inside the bundle", () => {
    const files = { "a.wsdl": wsdl('<w:import namespace="urn:t" location="../b.wsdl"/>'), "../b.wsdl": wsdl("") };
    expect(read(files).codes).toEqual([]);
    expect(read(files, { bundle: "" }).codes).toEqual(["SF-E-IMPORT-REFUSED"]);
  });

  test.each([
    ["a message nobody defines", whole.replace('message="t:Out"', 'message="t:No"'), ["SF-E-RESOLVE"]],
    ["a part's element", whole.replace('element="t:Out"', 'element="t:No"'), ["SF-E-RESOLVE"]],
    [
      "a part's element in a message nobody uses",
      `${whole}<w:message name="X"><w:part name="x" element="t:No"/></w:message>`,
      ["SF-W-UNUSED-MESSAGE"],
    ],
    [
      "a part with two definitions",
      whole.replace('element="t:Out"', 'element="t:Out" type="xs:int"'),
      ["SF-E-WSDL-STRUCTURE"],
    ],
    ["a port type", whole.replace('type="t:P"', 'type="t:No"'), ["SF-E-RESOLVE"]],
    ["a binding", whole.replace('binding="t:B"', 'binding="t:No"'), ["SF-E-RESOLVE"]],
    [
      "an operation that is not in the port type",
      whole.replace('<w:operation name="Op"><s:', '<w:operation name="No"><s:'),
      ["SF-E-BINDING"],
    ],
    ["a part of soap:body", whole.replace('parts="body"', 'parts="no"'), ["SF-E-BINDING"]],
    ["a part of soap:header", whole.replace('part="head"', 'part="no"'), ["SF-E-BINDING"]],
    ["a header's message", whole.replace('<s:header message="t:In"', '<s:header message="t:No"'), ["SF-W-HEADER"]],
    ["a fault", whole.replace('<w:fault name="F"><s', '<w:fault name="G"><s'), ["SF-E-BINDING"]],
    ["a prefix", whole.replace('type="t:P"', 'type="no:P"'), ["SF-E-PREFIX"]],
    [
      "an attribute that is missing",
      whole.replace('<w:message name="Out">', "<w:message>"),
      ["SF-E-WSDL-STRUCTURE", "SF-E-RESOLVE", "SF-E-RESOLVE"],
    ],
    [
      "an attribute that is unknown",
      whole.replace('<w:message name="Out"', '<w:message name="Out" x="1"'),
      ["SF-E-WSDL-STRUCTURE"],
    ],
    ["an element out of place", `${whole}<w:part name="x"/>`, ["SF-E-WSDL-STRUCTURE"]],
    [
      "a required extension",
      `${whole}<e:x xmlns:e="urn:e" w:required="true"/>`,
      ["SF-E-WSDL-STRUCTURE", "SF-W-EXTENSION"],
    ],
    ["an extension", `${whole}<e:x xmlns:e="urn:e"/>`, ["SF-W-EXTENSION"]],
    ["a second definition that differs", `${whole}<w:message name="Out"/>`, ["SF-E-DUPLICATE"]],
    ["a missing file", `${whole}<w:import namespace="urn:x" location="no.wsdl"/>`, ["SF-E-IMPORT-MISSING"]],
    [
      "an import with the wrong namespace",
      `${whole}<w:import namespace="urn:x" location="a.wsdl"/>`,
      ["SF-E-NAMESPACE"],
    ],
    ["a binding without SOAP", `${whole}<w:binding name="H" type="t:P"/>`, ["SF-W-PROTOCOL"]],
  ])("finds %s", (_, content, expected) => {
    const { contract, diagnostics, codes } = read({ "a.wsdl": wsdl(content) });
    expect([...codes].sort()).toEqual([...expected].sort());
    for (const { position } of diagnostics.all) expect(position?.file).toBe("a.wsdl");
    expect(contract === undefined).toBe(expected.some((code) => code.startsWith("SF-E-")));
  });

  test("a root that is missing or of another kind", () => {
    expect(read({}).codes).toEqual(["SF-E-IMPORT-MISSING"]);
    expect(read({ "a.wsdl": "<a/>" }).codes).toEqual(["SF-E-ROOT"]);
    expect(read({ "a.wsdl": "<a>" }).codes).toEqual(["SF-E-XML"]);
  });
});

const tokenPolicy = `<p04:Policy u:Id="Token"><p04:All>
  <wsam:Addressing p04:Optional="false"><p04:Policy/></wsam:Addressing>
  <sp:SignedParts><sp:Body/><sp:Header Name="To" Namespace="urn:a"/><sp:Header Name="Framework" Namespace="urn:liberty:sb:2006-08"/></sp:SignedParts>
  <sp:AsymmetricBinding><p04:Policy>
    <sp:InitiatorToken><p04:Policy><sp:SamlToken><p04:Policy><sp:WssSamlV20Token11/></p04:Policy></sp:SamlToken></p04:Policy></sp:InitiatorToken>
    <sp:RecipientToken><p04:Policy><sp:X509Token><p04:Policy><sp:WssX509V3Token10/></p04:Policy></sp:X509Token></p04:Policy></sp:RecipientToken>
    <sp:AlgorithmSuite><p04:Policy><sp:Basic256Sha256/></p04:Policy></sp:AlgorithmSuite>
    <sp:Layout><p04:Policy><sp:Strict/></p04:Policy></sp:Layout>
    <sp:ProtectTokens/><sp:IncludeTimestamp/><sp:OnlySignEntireHeadersAndBody/>
  </p04:Policy></sp:AsymmetricBinding>
  <sp:SignedSupportingTokens><p04:Policy><sp:IssuedToken><sp:RequestSecurityTokenTemplate><x/></sp:RequestSecurityTokenTemplate>
    <p04:Policy><sp:WssSamlV20Token11/></p04:Policy></sp:IssuedToken></p04:Policy></sp:SignedSupportingTokens>
</p04:All></p04:Policy>`;
const certificatePolicy = `<p:Policy u:Id="Certificate"><sp:TransportBinding><p:Policy>
  <sp:TransportToken><p:Policy><sp:HttpsToken><p:Policy><sp:RequireClientCertificate/></p:Policy></sp:HttpsToken></p:Policy></sp:TransportToken>
  <sp:Layout><p:Policy><sp:Lax/></p:Policy></sp:Layout>
</p:Policy></sp:TransportBinding></p:Policy>`;

function withPolicies(reference: string, files: Readonly<Record<string, string>>) {
  const imports = Object.keys(files).map((file) => `<w:import namespace="urn:t" location="${file}"/>`);
  const root = imports.join("") + whole.replace("<s:binding", `${reference}<s:binding`);
  const result = read({
    "a.wsdl": wsdl(root),
    ...Object.fromEntries(Object.entries(files).map(([file, content]) => [file, wsdl(content)])),
  });
  const { contract, diagnostics } = result;
  const policyReference = contract?.bindings.get("{urn:t}B")?.policyReferences[0];
  const policy = contract && policyReference && resolvePolicy(contract, policyReference, diagnostics);
  const security = contract && policy && readSecurityPolicy(contract, [policy], diagnostics);
  return { policy, security, codes: diagnostics.all.map(({ code }) => code) };
}

describe("policies", () => {
  test.each([
    [
      "a file and a wsu:Id, across policy namespaces",
      '<p:PolicyReference URI="pol.wsdl#Token"/>',
      { "pol.wsdl": tokenPolicy },
    ],
    [
      "a Name that is the reference word for word",
      '<p:PolicyReference URI="elsewhere.wsdl#X"/>',
      { "pol.wsdl": tokenPolicy.replace('u:Id="Token"', 'Name="elsewhere.wsdl#X"') },
    ],
    ["a fragment, in an imported document", '<p04:PolicyReference URI="#Token"/>', { "pol.wsdl": tokenPolicy }],
    [
      "a policy that refers to another",
      '<p:PolicyReference URI="pol.wsdl#A"/>',
      {
        "pol.wsdl": `<p:Policy u:Id="A"><p:ExactlyOne><p:PolicyReference URI="#Token"/></p:ExactlyOne></p:Policy>${tokenPolicy}`,
      },
    ],
    ["a policy that stands in the binding itself", tokenPolicy.replace(' u:Id="Token"', ""), {}],
  ])("are found by %s", (_, reference, files) => {
    const { security, codes } = withPolicies(reference, files);
    expect(codes).toEqual([]);
    expect(security).toMatchObject({
      mode: "token",
      signedParts: ["{}Body", "{urn:a}To", "{urn:liberty:sb:2006-08}Framework"],
      algorithmSuite: "Basic256Sha256",
      layout: "Strict",
      timestamp: true,
      addressing: true,
      libertyFramework: true,
      protectTokens: true,
      onlySignEntireHeadersAndBody: true,
      clientCertificate: false,
    });
  });

  test("PolicyURIs of a binding count as references", () => {
    const content = whole.replace('<w:binding name="B"', '<w:binding name="B" p:PolicyURIs="#Token x.wsdl#Y"');
    const { contract, codes } = read({ "a.wsdl": wsdl(content + tokenPolicy) });
    expect(codes).toEqual([]);
    expect(contract?.bindings.get("{urn:t}B")?.policyReferences.map(({ uri }) => uri)).toEqual(["#Token", "x.wsdl#Y"]);
  });

  test("the file that is named goes before another with the same id", () => {
    const files = { "one.wsdl": certificatePolicy.replace("Certificate", "Token"), "two.wsdl": tokenPolicy };
    expect(withPolicies('<p:PolicyReference URI="two.wsdl#Token"/>', files).policy?.file).toBe("two.wsdl");
  });

  test("the certificate model", () => {
    const { security, codes } = withPolicies('<p:PolicyReference URI="#Certificate"/>', {
      "pol.wsdl": certificatePolicy,
    });
    expect(codes).toEqual([]);
    expect(security).toMatchObject({
      mode: "certificate",
      clientCertificate: true,
      layout: "Lax",
      timestamp: false,
      signedParts: [],
    });
  });

  test("a policy without a binding assertion has no mode; what is optional is not asked for", () => {
    const { security } = withPolicies('<p:PolicyReference URI="#A"/>', {
      "pol.wsdl": '<p:Policy u:Id="A"><wsam:Addressing p:Optional="true"/></p:Policy>',
    });
    expect(security).toMatchObject({ addressing: false });
    expect(security).not.toHaveProperty("mode");
  });

  test.each([
    [
      "an unknown assertion",
      certificatePolicy.replace("<sp:TransportBinding>", '<e:Encrypt xmlns:e="urn:e"/><sp:TransportBinding>'),
    ],
    ["an unknown assertion deep inside", tokenPolicy.replace("<sp:ProtectTokens/>", "<sp:EncryptSignature/>")],
    [
      "an initiator without SAML",
      tokenPolicy.replace("<sp:SamlToken>", "<sp:X509Token>").replace("</sp:SamlToken>", "</sp:X509Token>"),
    ],
    ["a SAML 1.1 token", tokenPolicy.replace("WssSamlV20Token11", "WssSamlV11Token11")],
    ["encrypted parts", tokenPolicy.replaceAll("SignedParts", "EncryptedParts")],
  ])("%s is an error", (_, policy) => {
    const id = policy.includes('"Token"') ? "Token" : "Certificate";
    const { security, codes } = withPolicies(`<p:PolicyReference URI="#${id}"/>`, { "pol.wsdl": policy });
    expect(security).toBeUndefined();
    expect(codes).toContain("SF-E-POLICY-UNKNOWN");
  });

  test("of alternatives the first that is supported is taken, and said", () => {
    const { security, codes } = withPolicies('<p:PolicyReference URI="#A"/>', {
      "pol.wsdl": `<p:Policy u:Id="A"><p:ExactlyOne><p:All><sp:SymmetricBinding/></p:All><p:PolicyReference URI="#Certificate"/></p:ExactlyOne></p:Policy>${certificatePolicy}`,
    });
    expect(codes).toEqual(["SF-W-POLICY-ALTERNATIVE"]);
    expect(security?.mode).toBe("certificate");
  });

  test("a reference that leads nowhere, a circle and endless doubling are errors", () => {
    expect(withPolicies('<p:PolicyReference URI="#No"/>', {}).codes).toEqual(["SF-E-POLICY-RESOLVE"]);
    const circle = '<p:Policy u:Id="A"><p:PolicyReference URI="#A"/></p:Policy>';
    expect(withPolicies('<p:PolicyReference URI="#A"/>', { "pol.wsdl": circle }).codes).toEqual(["SF-E-CIRCULAR"]);
    const doubled = Array.from(
      { length: 40 },
      (_, n) =>
        `<p:Policy u:Id="P${n}"><p:PolicyReference URI="#P${n + 1}"/><p:PolicyReference URI="#P${n + 1}"/></p:Policy>`,
    );
    expect(
      withPolicies('<p:PolicyReference URI="#P0"/>', { "pol.wsdl": `${doubled.join("")}<p:Policy u:Id="P40"/>` }).codes,
    ).toContain("SF-E-LIMIT");
  });
});

test("a contract is plain data that its reader does not share with anybody", () => {
  const files = { "a.wsdl": wsdl(whole) };
  const first: Contract | undefined = read(files).contract;
  expect(first).toEqual(read(files).contract);
});
