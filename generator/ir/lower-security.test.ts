import { describe, expect, test } from "vitest";
import { readPolicies } from "../contract/read-policies.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import { parseXml } from "../read/xml.js";
import { lowerSecurity } from "./lower-security.js";
import type { SecurityModel } from "./model.js";

const position = { file: "a.wsdl", line: 1, column: 1 };

function lower(
  policies: string,
  uri = "#P",
): { readonly model: SecurityModel | undefined; readonly codes: readonly string[] } {
  const diagnostics = createDiagnostics();
  const text = `<d xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"
    xmlns:wsp15="http://www.w3.org/ns/ws-policy"
    xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    xmlns:wsam="http://www.w3.org/2007/05/addressing/metadata"
    xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702">${policies}</d>`;
  const document = parseXml(new TextEncoder().encode(text), "a.wsdl", diagnostics);
  if (document === undefined) throw new Error(diagnostics.all[0]?.message);
  const model = lowerSecurity({ policies: readPolicies(document) }, [{ uri, position }], diagnostics);
  return { model, codes: diagnostics.all.map(({ code }) => code) };
}

const certificate = `<sp:TransportBinding><wsp:Policy><sp:TransportToken><wsp:Policy><sp:HttpsToken><wsp:Policy>
  <sp:RequireClientCertificate/></wsp:Policy></sp:HttpsToken></wsp:Policy></sp:TransportToken>
  <sp:AlgorithmSuite><wsp:Policy><sp:Basic256Sha256/></wsp:Policy></sp:AlgorithmSuite></wsp:Policy></sp:TransportBinding>`;

const token = `<sp:AsymmetricBinding><wsp:Policy>
  <sp:InitiatorToken><wsp:Policy><sp:SamlToken><wsp:Policy><sp:WssSamlV20Token11/></wsp:Policy></sp:SamlToken></wsp:Policy></sp:InitiatorToken>
  <sp:RecipientToken><wsp:Policy><sp:X509Token/></wsp:Policy></sp:RecipientToken>
  <sp:Layout><wsp:Policy><sp:Strict/></wsp:Policy></sp:Layout><sp:IncludeTimestamp/><sp:ProtectTokens/>
  </wsp:Policy></sp:AsymmetricBinding>
  <sp:SignedParts><sp:Body/><sp:Header Name="To" Namespace="urn:a"/><sp:Header Namespace="urn:b"/></sp:SignedParts>
  <wsam:Addressing><wsp:Policy/></wsam:Addressing>`;

const policy = (content: string, id = "P"): string => `<wsp:Policy wsu:Id="${id}">${content}</wsp:Policy>`;

describe("lowerSecurity", () => {
  test("a transport binding with a client certificate", () => {
    expect(lower(policy(certificate))).toEqual({
      codes: [],
      model: {
        mode: "certificate",
        signedParts: [],
        algorithmSuite: "Basic256Sha256",
        timestamp: false,
        addressing: false,
        libertyFramework: false,
        protectTokens: false,
        onlySignEntireHeadersAndBody: false,
        clientCertificate: true,
      },
    });
  });

  test("a token binding, in groups and by reference", () => {
    const nested = policy(`<wsp:ExactlyOne><wsp:All>${token}</wsp:All></wsp:ExactlyOne>`, "Q");
    expect(lower(policy(`<wsp15:PolicyReference URI="#Q"/>`) + nested)).toEqual({
      codes: [],
      model: {
        mode: "token",
        signedParts: ["{}Body", "{urn:a}To", "{urn:b}*"],
        layout: "Strict",
        timestamp: true,
        addressing: true,
        libertyFramework: false,
        protectTokens: true,
        onlySignEntireHeadersAndBody: false,
        clientCertificate: false,
      },
    });
  });

  test("the Liberty header among the signed parts tells the profile", () => {
    const header = `<sp:SignedParts><sp:Header Name="Framework" Namespace="urn:liberty:sb:2006-08"/></sp:SignedParts>`;
    expect(lower(policy(certificate + header)).model?.libertyFramework).toBe(true);
  });

  test("addressing that is optional is not asked for", () => {
    const optional = `<wsam:Addressing wsp:Optional="true"/>`;
    expect(lower(policy(certificate + optional)).model?.addressing).toBe(false);
  });

  test.each<[string, string, readonly string[]]>([
    [
      "an assertion that is not known",
      `${certificate}<sp:EncryptedParts><sp:Body/></sp:EncryptedParts>`,
      ["SF-E-POLICY-UNKNOWN"],
    ],
    ["an assertion called like a property of every object", `${certificate}<sp:constructor/>`, ["SF-E-POLICY-UNKNOWN"]],
    ["an assertion of another vocabulary", `${certificate}<x xmlns="urn:x"/>`, ["SF-E-POLICY-UNKNOWN"]],
    [
      "an attachment to be signed",
      `${certificate}<sp:SignedParts><sp:Attachments/></sp:SignedParts>`,
      ["SF-E-POLICY-UNKNOWN"],
    ],
    ["a token of another kind", token.replace("WssSamlV20Token11", "WssSamlV11Token10"), ["SF-E-POLICY-UNKNOWN"]],
    ["a policy that asks for nothing", "", ["SF-E-POLICY-UNKNOWN"]],
    ["a reference to nothing", `<wsp:PolicyReference URI="#Q"/>`, ["SF-E-POLICY-RESOLVE"]],
    ["a reference to itself", `${certificate}<wsp:PolicyReference URI="#P"/>`, ["SF-E-CIRCULAR"]],
    ["a choice", `<wsp:ExactlyOne>${certificate}<wsp:All/></wsp:ExactlyOne>`, ["SF-W-POLICY-ALTERNATIVE"]],
    ["an optional assertion that is not known", `${certificate}<x xmlns="urn:x" wsp:Optional="true"/>`, []],
  ])("%s", (_, content, codes) => {
    expect(lower(policy(content)).codes).toEqual(codes);
  });

  test("policies that refer to two others each, forty deep, are refused and not worked out", () => {
    const twice = (next: number): string => `<wsp:PolicyReference URI="#P${next}"/>`.repeat(2);
    const chain = Array.from({ length: 40 }, (_, depth) => policy(twice(depth + 1), `P${depth}`));
    const { model, codes } = lower(chain.join("") + policy(certificate, "P40"), "#P0");
    expect(model).toBeUndefined();
    expect(new Set(codes)).toEqual(new Set(["SF-E-LIMIT"]));
  });

  test("a client that need not show a certificate is not known by one", () => {
    const open = certificate.replace("<sp:RequireClientCertificate/>", "");
    expect(lower(policy(open))).toEqual({ model: undefined, codes: ["SF-E-POLICY-UNKNOWN"] });
  });

  test("a policy that is not there", () => {
    expect(lower("", "#P")).toEqual({ model: undefined, codes: ["SF-E-POLICY-RESOLVE"] });
  });
});
