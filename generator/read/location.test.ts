import { describe, expect, test } from "vitest";
import { createDiagnostics } from "../diagnostics/collect.js";
import { createDocuments } from "./documents.js";
import { createMemorySource } from "./files.js";
import { resolveLocation } from "./location.js";

describe("resolveLocation", () => {
  test.each([
    ["b.xsd", "a.wsdl", ["b.xsd"]],
    ["../../sp/b.xsd", "My Spec/wsdl/token/a.wsdl", ["My Spec/sp/b.xsd"]],
    ["..\\x\\b.xsd", "d/e/a.wsdl", ["d/x/b.xsd"]],
    ["My%20Types.xsd", "d/a.wsdl", ["d/My Types.xsd", "d/My%20Types.xsd"]],
    ["100%.xsd", "a.wsdl", ["100%.xsd"]],
    ["../../b.xsd", "d/a.wsdl", ["../b.xsd"]],
    ["./b.xsd#types", "a.wsdl", ["b.xsd", "b.xsd#types"]],
    ["b.xsd", "/srv/d/a.wsdl", ["/srv/d/b.xsd"]],
  ])("%s from %s", (location, from, candidates) => {
    expect(resolveLocation(location, from)).toEqual({ candidates });
  });

  test.each([
    "http://x/b.xsd",
    "HTTPS://x/b.xsd",
    "file:///etc/passwd",
    "/etc/passwd",
    "C:\\b.xsd",
    "//host/b.xsd",
    "",
    "b\0.xsd",
  ])("refuses %j", (location) => {
    expect(resolveLocation(location, "a.wsdl")).toHaveProperty("refused");
  });

  test("stays inside the root", () => {
    expect(resolveLocation("../b.xsd", "bundle/d/a.wsdl", { root: "bundle" })).toEqual({
      candidates: ["bundle/b.xsd"],
    });
    expect(resolveLocation("../../b.xsd", "bundle/d/a.wsdl", { root: "bundle" })).toHaveProperty("refused");
    expect(resolveLocation("%2e%2e/%2e%2e/b.xsd", "bundle/d/a.wsdl", { root: "bundle" })).toHaveProperty("refused");
  });

  test("the catalog answers before anything else", () => {
    const catalog = new Map([["http://x/b.xsd", "copies/b.xsd"]]);
    expect(resolveLocation("http://x/b.xsd", "a.wsdl", { catalog })).toEqual({ candidates: ["copies/b.xsd"] });
  });
});

describe("createDocuments", () => {
  const position = { file: "d/a.wsdl", line: 2, column: 5 };

  test("reads each file once, whatever the spelling of its location", () => {
    const diagnostics = createDiagnostics();
    const documents = createDocuments({ source: createMemorySource({ "d/my b.xsd": "<b/>" }), diagnostics });
    const first = documents.follow("my%20b.xsd", "xs:import", position);
    expect(first?.file).toBe("d/my b.xsd");
    expect(documents.follow("../d/my b.xsd", "xs:import", position)).toBe(first);
    expect(documents.all).toEqual([first]);
  });

  test("says what was tried, where", () => {
    const diagnostics = createDiagnostics();
    const documents = createDocuments({ source: createMemorySource({}), diagnostics });
    documents.follow("b.xsd", "xs:import", position);
    documents.follow("http://x/b.xsd", "xs:import", position);
    expect(diagnostics.all).toMatchObject([
      { code: "SF-E-IMPORT-MISSING", position, message: 'xs:import of "b.xsd": there is no file d/b.xsd' },
      { code: "SF-E-IMPORT-REFUSED", position },
    ]);
  });

  test("knows the xml: namespace and the SOAP encoding; a catalog's copy goes first", () => {
    const diagnostics = createDiagnostics();
    const catalog = new Map([["http://www.w3.org/XML/1998/namespace", "copies/xml.xsd"]]);
    const source = createMemorySource({ "copies/xml.xsd": "<x/>" });
    expect(createDocuments({ source, diagnostics, catalog }).known("http://www.w3.org/XML/1998/namespace")?.file).toBe(
      "copies/xml.xsd",
    );
    const plain = createDocuments({ source, diagnostics });
    expect(plain.known("http://www.w3.org/XML/1998/namespace")).toBeDefined();
    expect(plain.known("http://schemas.xmlsoap.org/soap/encoding/")).toBeDefined();
    expect(plain.known("urn:other")).toBeUndefined();
    expect(diagnostics.all).toEqual([]);
  });
});
