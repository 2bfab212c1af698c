import { describe, expect, test } from "vitest";
import { connect, generate, load, post } from "./support.js";

/** A WSDL of operations that all take `Ask` and answer `Told`, from its port types, bindings and services. */
function wsdl(parts: string, extra = ""): string {
  return `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:wsam="http://www.w3.org/2007/05/addressing/metadata"
    xmlns:wsaw="http://www.w3.org/2006/05/addressing/wsdl" xmlns:wsp="http://www.w3.org/ns/ws-policy"
    xmlns:t="urn:t" targetNamespace="urn:t">${extra}
    <types><xs:schema targetNamespace="urn:t"><xs:element name="Ask" type="xs:string"/><xs:element name="Told" type="xs:string"/></xs:schema></types>
    <message name="AskMessage"><part name="body" element="t:Ask"/></message>
    <message name="ToldMessage"><part name="body" element="t:Told"/></message>${parts}</definitions>`;
}

const both = '<input message="t:AskMessage"/><output message="t:ToldMessage"/>';

function portType(name: string, ...operations: readonly string[]): string {
  const rows = operations.map((operation) => `<operation name="${operation}">${both}</operation>`);
  return `<portType name="${name}">${rows.join("")}</portType>`;
}

function binding(
  name: string,
  type: string,
  soap: "soap" | "soap12",
  operations: readonly string[],
  inside = "",
): string {
  const body = `<${soap}:body use="literal"/>`;
  const rows = operations.map(
    (operation) =>
      `<operation name="${operation}"><${soap}:operation soapAction="urn:${operation}"/><input>${body}</input><output>${body}</output></operation>`,
  );
  return `<binding name="${name}" type="t:${type}">${inside}<${soap}:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>${rows.join("")}</binding>`;
}

function service(name: string, ...bindings: readonly string[]): string {
  const ports = bindings.map(
    (one) => `<port name="${one}Port" binding="t:${one}"><soap:address location="http://localhost/"/></port>`,
  );
  return `<service name="${name}">${ports.join("")}</service>`;
}

/** What is generated, as `stem: method, method`. */
async function stems(text: string, operations: readonly string[] = []): Promise<readonly string[]> {
  const { files } = await generate(text, operations);
  return [...files].flatMap(([path, content]) => {
    const [, stem] = /export interface (\w+)Client \{/.exec(content) ?? [];
    if (!path.startsWith("src/client/") || stem === undefined) return [];
    return [`${stem}: ${[...content.matchAll(/^ {4}(\w+): \(message/gm)].map(([, method]) => method).join(", ")}`];
  });
}

const a = portType("APortType", "One", "Two");
const b = portType("BPortType", "Three");
const aSoap = binding("ASoap", "APortType", "soap", ["One", "Two"]);
const bSoap = binding("BSoap", "BPortType", "soap", ["Three"]);

describe("which services there are", () => {
  test.each([
    ["bindings alone", a + aSoap, ["A: One, Two"]],
    [
      "a binding that no service offers",
      a + b + aSoap + bSoap + service("Main", "ASoap"),
      ["Main: One, Two", "B: Three"],
    ],
    [
      "two port types in one service",
      a + b + aSoap + bSoap + service("Main", "ASoap", "BSoap"),
      ["A: One, Two", "B: Three"],
    ],
    [
      "two services",
      a + b + aSoap + bSoap + service("First", "ASoap") + service("Second", "BSoap"),
      ["First: One, Two", "Second: Three"],
    ],
    [
      "a binding that differs in more than its version",
      a + aSoap + binding("Other", "APortType", "soap12", ["One"]) + service("Main", "ASoap", "Other"),
      ["Main: One, Two", "OtherPort: One"],
    ],
    ["a binding without operations", a + binding("Bare", "APortType", "soap", []), ["A: One, Two"]],
  ])("%s", async (_what, parts, expected) => {
    expect(await stems(wsdl(parts))).toEqual(expected);
  });

  test.each([
    ["of all services", [], ["A: One, Two", "B: Three"]],
    ["of one", ["Three"], ["Main: Three"]],
    ["of both", ["Three", "One"], ["A: One", "B: Three"]],
  ])("operations %s", async (_what, operations, expected) => {
    const text = wsdl(a + b + aSoap + bSoap + service("Main", "ASoap", "BSoap"));
    expect(await stems(text, operations)).toEqual(expected);
  });
});

describe("what is left out is said", () => {
  const http = '<binding name="Get" type="t:BPortType"><http:binding verb="GET"/></binding>';
  test.each([
    ["a port type without a binding", a + b + aSoap, ["SF-W-PORT-TYPE"]],
    ["a binding for HTTP", a + b + aSoap + http + service("Main", "ASoap", "Get"), ["SF-W-PROTOCOL"]],
    ["nothing but HTTP", b + http + service("Main", "Get"), ["SF-W-PROTOCOL", "SF-W-NO-SOAP"]],
    ["no binding at all", a, ["SF-W-PORT-TYPE", "SF-W-NO-SOAP"]],
    ["an operation that is not bound", a + binding("ASoap", "APortType", "soap", ["One"]), ["SF-W-OPERATION"]],
    ["a binding that binds nothing", a + binding("ASoap", "APortType", "soap", []), ["SF-W-BINDING", "SF-W-AMBIGUOUS"]],
  ])("%s", async (_what, parts, codes) => {
    const { findings } = await generate(wsdl(parts));
    expect(findings.map((finding) => finding.split(" ")[0])).toEqual(codes);
  });

  test("an operation that is asked for must be there and bound", async () => {
    const { findings } = await generate(wsdl(a + aSoap), ["Nine"]);
    expect(findings).toEqual([expect.stringMatching(/^SF-E-SERVICE .*no operation Nine/)]);
    const unbound = await generate(wsdl(a + binding("ASoap", "APortType", "soap", ["One"])), ["Two"]);
    expect(unbound.findings[0]).toMatch(/^SF-E-SERVICE .*does not bind the operation Two/);
  });
});

describe("one service in both versions of SOAP", () => {
  const text = wsdl(
    a + binding("A12", "APortType", "soap12", ["One", "Two"]) + aSoap + service("Both", "A12", "ASoap"),
  );

  test("clients speak SOAP 1.1 unless they are told to speak 1.2, and servers answer in kind", async () => {
    const generated = await load(text);
    expect(generated.warnings).toEqual([]);
    expect(generated.files.get("src/client/both.ts")).toContain("Also offered: port `A12Port`, SOAP 1.2.");
    const implementation = { One: (message: string) => `1 ${message}`, Two: () => "2" };
    const first = connect(generated, "Both", implementation);
    expect(await first.client["One"]?.("x")).toBe("1 x");
    expect(first.sent[0]).toContain("http://schemas.xmlsoap.org/soap/envelope/");
    const second = connect(generated, "Both", implementation, { client: { soapVersion: "1.2" } });
    expect(await second.client["One"]?.("x")).toBe("1 x");
    expect(second.sent[0]).toContain("http://www.w3.org/2003/05/soap-envelope");
    expect(second.answered[0]).toContain("http://www.w3.org/2003/05/soap-envelope");
  });

  test("a server of one version refuses the other", async () => {
    const one = await load(wsdl(a + aSoap + service("Only", "ASoap")));
    const { server } = connect(one, "Only", { One: () => "", Two: () => "" });
    const envelope = '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>';
    expect((await post(server, envelope)).text).toContain("VersionMismatch");
  });
});

describe("policies", () => {
  const reference = '<wsp:PolicyReference URI="#P"/>';
  const policy = (inside: string): string =>
    `<wsp:Policy xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" u:Id="P"><wsp:ExactlyOne><wsp:All>${inside}</wsp:All></wsp:ExactlyOne></wsp:Policy>`;
  const withPolicy = (inside: string, message = both): string =>
    wsdl(
      `<portType name="APortType"><operation name="One">${message}</operation></portType>` +
        binding("ASoap", "APortType", "soap", ["One"], reference),
      policy(inside),
    );

  test("what they ask for beyond addressing is said", async () => {
    const security =
      '<s:TransportBinding xmlns:s="urn:s"><wsp:Policy><s:HttpsToken/></wsp:Policy></s:TransportBinding>';
    const { findings } = await generate(withPolicy(security));
    expect(findings).toEqual([
      "SF-W-POLICY the policy of binding ASoap asks for TransportBinding (HttpsToken) at input.wsdl:5:184",
    ]);
  });

  test("tokens, signed parts and the transport are named, each with its place", async () => {
    const sp = "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702";
    const security =
      `<s:SupportingTokens xmlns:s="${sp}"><wsp:Policy><s:UsernameToken s:IncludeToken="${sp}/IncludeToken/Always">` +
      "<wsp:Policy><wsp:ExactlyOne><s:NoPassword/><s:HashPassword/></wsp:ExactlyOne></wsp:Policy></s:UsernameToken>" +
      `</wsp:Policy></s:SupportingTokens>\n<s:SignedParts xmlns:s="${sp}"><s:Body/><s:Header Name="To" Namespace="urn:a"/>` +
      '<s:Header Namespace="urn:b"/></s:SignedParts>\n<s:EncryptedElements xmlns:s="' +
      `${sp}"><s:XPath>//secret</s:XPath></s:EncryptedElements>`;
    const { findings } = await generate(withPolicy(security));
    expect(findings).toEqual([
      "SF-W-POLICY the policy of binding ASoap asks for " +
        "SupportingTokens (UsernameToken Always (either NoPassword or HashPassword)) at input.wsdl:5:184; " +
        "SignedParts (Body, Header To, Header {urn:b}*) at input.wsdl:6:1; " +
        'EncryptedElements (XPath "//secret") at input.wsdl:7:1',
    ]);
  });

  test.each([
    ["the port type", "<portType ", '<portType wsp:PolicyURIs="#P" '],
    ["an operation of it", '<operation name="One"><input', `<operation name="One">${reference}<input`],
    ["a message of it", "<message ", '<message wsp:PolicyURIs="#P" '],
  ])("%s may have them", async (_what, from, to) => {
    const text = withPolicy('<s:SignedParts xmlns:s="urn:s"/>').replace(reference, "").replace(from, to);
    expect((await generate(text)).findings).toEqual([
      expect.stringMatching(/^SF-W-POLICY the policy of binding ASoap asks for SignedParts at input\.wsdl:5:/),
    ]);
  });

  test("a policy that is not there is said", async () => {
    const { findings } = await generate(
      wsdl(a + binding("ASoap", "APortType", "soap", ["One", "Two"], '<wsp:PolicyReference URI="#Gone"/>')),
    );
    expect(findings).toEqual([expect.stringMatching(/^SF-W-POLICY there is no policy "#Gone"/)]);
  });

  const addressing = "<wsam:Addressing><wsp:Policy/></wsam:Addressing>";
  test.each([
    ["of the contract", both, "urn:One", "urn:t:APortType:OneResponse"],
    [
      "that the messages state",
      '<input message="t:AskMessage" wsam:Action="urn:in"/><output message="t:ToldMessage" wsaw:Action="urn:out"/>',
      "urn:in",
      "urn:out",
    ],
  ])("addressing is done with the actions %s", async (_what, messages, input, output) => {
    const generated = await load(withPolicy(addressing, messages));
    const { client, sent, answered } = connect(generated, "A", { One: () => "" });
    await client["One"]?.("x");
    expect(sent[0]).toMatch(new RegExp(`<wsa:Action [^>]*>${input}<`));
    expect(answered[0]).toMatch(new RegExp(`<wsa:Action [^>]*>${output}<`));
  });

  test("addressing that is optional is left to the caller", async () => {
    const generated = await load(withPolicy('<wsam:Addressing wsp:Optional="true"/>'));
    const { client, sent } = connect(generated, "A", { One: () => "" });
    await client["One"]?.("x");
    expect(sent[0]).not.toContain("wsa:");
  });

  test("UsingAddressing asks for it as well", async () => {
    const generated = await load(
      wsdl(a + binding("ASoap", "APortType", "soap", ["One", "Two"], "<wsaw:UsingAddressing/>")),
    );
    const { client, sent } = connect(generated, "A", { One: () => "", Two: () => "" });
    await client["One"]?.("x");
    expect(sent[0]).toContain("wsa:MessageID");
  });
});
