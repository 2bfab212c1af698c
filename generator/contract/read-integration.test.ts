import { describe, expect, test } from "vitest";

import { createDiagnostics } from "../diagnostics/collect.js";
import type { YamlNode } from "../read/yaml-document.js";
import { readYamlSubset } from "../read/yaml-subset.js";
import type { Integration } from "./integration-model.js";
import { readIntegration } from "./read-integration.js";
import { readRules } from "./read-rules.js";

const configuration = `
integration: Demo
version: "1.0"
bundles:
  A: folder
endpoints:
  E1:
    server: S
    client: C
    bundle: A
    wsdl: [service.wsdl]
    service: "{*}Service"
    name: Demo
    package: "@demo/package"
    operations: [Send, Get]
    aliases: { Send: [send] }
    security: mode
securityModes:
  mode: { bundle: A, wsdl: policies.wsdl, policy: Binding }
namespaces:
  "urn:one": { prefix: one, module: one }
roles:
  header: [Header]
  number: [Number, "{urn:one}No", Outer/Number]
  receipt: [Receipt]
  code: [Code]
receipts:
  transport:
    element: receipt
    code: code
    reason: code
    errors: code
    errorCode: code
    errorText: code
    codes: code
    success: [Ok]
    processed: [Ok]
valueMaps:
  code: { OK: Ok, FEJL: Fejl }
replyHeader: { type: header, echo: [number], own: [] }
compositions:
  answer: { header: header, receipt: transport }
codeLists:
  lists/a.gc: ["{urn:one}CodeType"]
columns:
  setBy: { meaning: set-by, values: [S, C] }
  inbound: { meaning: inbound, party: S, accept: ["yes"], discard: ["no"] }
rules: rules.yaml
`.trimStart();

function yaml(text: string, file = "integration.yaml"): YamlNode {
  const node = readYamlSubset(file, text);
  if (node === undefined) throw new Error("the test's own document is not within the subset");
  return node;
}

function read(text: string): { integration: Integration; found: readonly string[] } {
  const diagnostics = createDiagnostics();
  const integration = readIntegration(yaml(text), diagnostics);
  return {
    integration,
    found: diagnostics.all.map(({ code, position }) => `${code} ${position?.line}:${position?.column}`),
  };
}

/** Place of the first occurrence, as `line:column`. */
function placeOf(text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part));
  return `${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
}

test("a configuration is read as it stands", () => {
  const { integration, found } = read(configuration);
  expect(found).toEqual([]);
  expect(integration.endpoints[0]).toMatchObject({
    id: "E1",
    package: "@demo/package",
    offers: [
      { wsdl: [{ name: "service.wsdl" }], operations: [{ name: "Send" }, { name: "Get" }], security: { name: "mode" } },
    ],
  });
  expect(integration.endpoints[0]?.offers[0]?.aliases.get("Send")).toMatchObject([{ name: "send" }]);
  expect(integration.roles.get("number")?.accepts.map(({ steps }) => steps)).toEqual([
    [{ localName: "Number" }],
    [{ namespace: "urn:one", localName: "No" }],
    [{ localName: "Outer" }, { localName: "Number" }],
  ]);
  expect(integration.receipts[0]).toMatchObject({ typeName: "TransportReceipt", success: ["Ok"], final: [] });
  expect(integration.valueMaps.get("code")).toEqual(
    new Map([
      ["OK", "Ok"],
      ["FEJL", "Fejl"],
    ]),
  );
  expect(integration.compositions[0]).toMatchObject({ typeName: "Answer" });
  expect(integration.codeLists).toMatchObject([{ file: "lists/a.gc", types: ["{urn:one}CodeType"] }]);
  expect(integration.columns).toMatchObject([{ values: ["S", "C"] }, { party: "S", accept: ["yes"], discard: ["no"] }]);
});

describe("what is wrong is reported where it stands", () => {
  test.each([
    ["an unknown key", "    server: S", "    servre: S", "SF-E-CONFIG-KEY", "servre"],
    ["an unknown top-level key", "version:", "versoin:", "SF-E-CONFIG-KEY", "versoin"],
    ["a bundle that is not defined", "    bundle: A", "    bundle: B", "SF-E-CONFIG-NAME", "B\n    wsdl"],
    ["a security mode that is not defined", "security: mode", "security: none", "SF-E-CONFIG-NAME", "none"],
    ["an alias of an operation that is not listed", "{ Send: [send] }", "{ Sent: [send] }", "SF-E-CONFIG-NAME", "Sent"],
    ["a role that is not defined", "type: header", "type: heder", "SF-E-CONFIG-NAME", "heder"],
    ["a value map that is not defined", "    codes: code", "    codes: cods", "SF-E-CONFIG-NAME", "cods"],
    ["a domain value that the map lacks", "success: [Ok]", "success: [Oke]", "SF-E-CONFIG-NAME", "Oke"],
    ["a receipt that is not defined", "receipt: transport }", "receipt: transprt }", "SF-E-CONFIG-NAME", "transprt"],
    ["a list where a text belongs", "    server: S", "    server: [S]", "SF-E-CONFIG-VALUE", "[S]"],
    ["a text where a mapping belongs", "bundles:\n  A: folder", "bundles: folder", "SF-E-CONFIG-VALUE", "folder"],
    [
      "no operation",
      "operations: [Send, Get]\n    aliases: { Send: [send] }",
      "operations: []",
      "SF-E-CONFIG-VALUE",
      "E1",
    ],
    ["an element name that is none", "header: [Header]", 'header: ["1 Header"]', "SF-E-CONFIG-VALUE", '"1 Header"'],
    ["a code list type without namespace", '["{urn:one}CodeType"]', "[CodeType]", "SF-E-CONFIG-VALUE", "CodeType"],
    ["a service without namespace", '"{*}Service"', "Service", "SF-E-CONFIG-VALUE", "Service\n"],
    ["a prefix that is none", "prefix: one", "prefix: xml1", "SF-E-CONFIG-VALUE", "{ prefix"],
    ["a package name that is none", '"@demo/package"', '"@Demo/Package"', "SF-E-CONFIG-VALUE", "server: S"],
    ["a meaning that is unknown", "meaning: set-by", "meaning: setby", "SF-E-CONFIG-VALUE", "setby"],
    [
      "an inbound column without party",
      "meaning: inbound, party: S",
      "meaning: inbound",
      "SF-E-CONFIG-VALUE",
      "{ meaning: inbound",
    ],
    ["echoed and stated", "own: []", "own: [number]", "SF-E-CONFIG-VALUE", "number] }"],
  ])("%s", (_what, from, to, code, part) => {
    expect(configuration).toContain(from);
    const text = configuration.replace(from, to);
    expect(read(text).found).toContain(`${code} ${placeOf(text, part)}`);
  });

  test("what is required and missing", () => {
    const without = configuration.replace(/^ {4}server: S\n/m, "");
    expect(read(without).found).toEqual([`SF-E-CONFIG-VALUE ${placeOf(without, "client: C")}`]);
  });
});

describe("rules", () => {
  const rule = `
rules:
  - id: R1
    kind: message
    text: Numbers are small.
    severity: { sender: error, receiver: warning }
    errorCode: D-1
    danish: Tallet er for stort.
    english: The number is too big.
    concerns: [number]
    holds: number < 10
  - id: R2
    kind: process
    text: Somebody must do something.
    packages: ["@demo/package"]
`.trimStart();

  function found(text: string): readonly string[] {
    const diagnostics = createDiagnostics();
    const { integration } = read(configuration);
    readRules(yaml(text, "rules.yaml"), integration, diagnostics);
    return diagnostics.all.map(
      ({ code, position }) => `${code} ${position?.file} ${position?.line}:${position?.column}`,
    );
  }

  test("are read as they stand", () => {
    expect(found(rule)).toEqual([]);
    const diagnostics = createDiagnostics();
    const { rules } = readRules(yaml(rule), read(configuration).integration, diagnostics);
    expect(rules.map(({ id, kind, checks }) => [id, kind, checks.length])).toEqual([
      ["R1", "message", 1],
      ["R2", "process", 0],
    ]);
    expect(rules[0]?.checks[0]?.severity).toEqual(
      new Map([
        ["sender", "error"],
        ["receiver", "warning"],
      ]),
    );
  });

  test.each([
    ["an unknown key", "text: Numbers", "txt: Numbers", "SF-E-CONFIG-KEY", "txt"],
    ["a side that is none", "{ sender: error", "{ sendr: error", "SF-E-CONFIG-NAME", "sendr"],
    ["a severity that is none", "receiver: warning", "receiver: info", "SF-E-CONFIG-VALUE", "info"],
    ["a mistake in the expression", "number < 10", "number < < 10", "SF-E-RULE-SYNTAX", "< 10"],
    ["an id twice", "id: R2", "id: R1", "SF-E-CONFIG-VALUE", "id: R1\n    kind: process"],
    ["a package that is not generated", '["@demo/package"]', '["@demo/other"]', "SF-E-CONFIG-NAME", '"@demo/other"'],
    [
      "a condition in a process rule",
      '    packages: ["@demo/package"]',
      "    holds: number < 10",
      "SF-E-CONFIG-VALUE",
      "number < 10\n$",
    ],
    ["no text for the receipt", "    danish: Tallet er for stort.\n", "", "SF-E-CONFIG-VALUE", "id: R1"],
    ["nothing that it concerns", "    concerns: [number]\n", "", "SF-E-CONFIG-VALUE", "id: R1"],
    [
      "an optIn that is no boolean",
      "    errorCode: D-1",
      '    errorCode: D-1\n    optIn: "true"',
      "SF-E-CONFIG-VALUE",
      '"true"',
    ],
  ])("%s", (_what, from, to, code, part) => {
    expect(rule).toContain(from);
    const text = rule.replace(from, to);
    const place = part.endsWith("$") ? placeAtEnd(text, part.slice(0, -2)) : placeOf(text, part);
    expect(found(text)).toContain(`${code} rules.yaml ${place}`);
  });

  function placeAtEnd(text: string, part: string): string {
    const before = text.slice(0, text.lastIndexOf(part));
    return `${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
  }
});
