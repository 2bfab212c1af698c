import { describe, expect, test } from "vitest";
import { rewriteContract } from "./contract-rewrite.js";

const known = new Set(["a b/wsdl/service.wsdl", "a b/policies.wsdl", "a b/xsd/æ.xsd"]);
const publication = { address: "https://host/soap", path: "a b/wsdl/service.wsdl", known };

const rewrite = (text: string, address = publication.address): string =>
  new TextDecoder().decode(rewriteContract(text, { ...publication, address }));
const policies = "https://host/soap?document=a%20b%2Fpolicies.wsdl";

describe("references", () => {
  test.each([
    ['<w:import xmlns:w="http://schemas.xmlsoap.org/wsdl/" location="../policies.wsdl"/>', `location="${policies}"`],
    ["<w:import xmlns:w='http://schemas.xmlsoap.org/wsdl/' location='./../policies.wsdl'/>", `location="${policies}"`],
    [
      '<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema"><x:include schemaLocation="../xsd/%C3%A6.xsd"/></x:schema>',
      'schemaLocation="https://host/soap?document=a%20b%2Fxsd%2F%C3%A6.xsd"',
    ],
    [
      '<import xmlns="http://www.w3.org/2001/XMLSchema" schemaLocation="../xsd/æ.xsd" id="a"></import>',
      'schemaLocation="https://host/soap?document=a%20b%2Fxsd%2F%C3%A6.xsd"',
    ],
    [
      '<p:PolicyReference xmlns:p="http://www.w3.org/ns/ws-policy" URI="../policies.wsdl#Binding"/>',
      `URI="${policies}#Binding"`,
    ],
  ])("%s", (text, expected) => {
    expect(rewrite(text)).toContain(expected);
  });

  test.each([
    ["to an absolute URL", '<w:import xmlns:w="http://schemas.xmlsoap.org/wsdl/" location="http://other/x.wsdl"/>'],
    [
      "to a document that is not ours",
      '<w:import xmlns:w="http://schemas.xmlsoap.org/wsdl/" location="../../../etc/passwd"/>',
    ],
    ["within the document", '<p:PolicyReference xmlns:p="http://www.w3.org/ns/ws-policy" URI="#Binding"/>'],
    ["of another namespace", '<w:import xmlns:w="urn:other" location="../policies.wsdl"/>'],
    [
      "in a comment",
      '<d><!-- <w:import xmlns:w="http://schemas.xmlsoap.org/wsdl/" location="../policies.wsdl"/> --></d>',
    ],
    [
      "in a CDATA section",
      '<d><![CDATA[<w:import xmlns:w="http://schemas.xmlsoap.org/wsdl/" location="../policies.wsdl"/>]]></d>',
    ],
    [
      "in an attribute",
      `<d a='&lt;w:import xmlns:w="http://schemas.xmlsoap.org/wsdl/" location="../policies.wsdl"/>'/>`,
    ],
  ])("one %s stays", (_name, text) => {
    expect(rewrite(text)).toBe(text);
  });

  test("a prefix means what is bound where it stands", () => {
    const text =
      '<a xmlns:w="urn:other"><b xmlns:w="http://schemas.xmlsoap.org/wsdl/"/><w:import location="../policies.wsdl"/></a>';
    expect(rewrite(text)).toBe(text);
  });
});

describe("address", () => {
  const port = (uri: string): string =>
    `<s:address xmlns:s="${uri}" a="1" location="https://localhost:8080/service" b="2"/>`;

  test.each(["http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"])(
    "of %s is ours",
    (uri) => {
      expect(rewrite(port(uri))).toBe(`<s:address xmlns:s="${uri}" a="1" location="https://host/soap" b="2"/>`);
    },
  );

  test("that means no good stays an attribute value", () => {
    const text = rewrite(port("http://schemas.xmlsoap.org/wsdl/soap/"), `https://host/"><script a='`);
    expect(text).toContain(`location="https://host/&quot;&gt;&lt;script a='"`);
  });
});

test("what is sent is UTF-8 and says so; everything else stays", () => {
  const text = "\ufeff<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<a>æ &amp; ]]&gt;</a>\r\n";
  expect(rewrite(text)).toBe(`<?xml version='1.0' encoding="UTF-8"?>\r\n<a>æ &amp; ]]&gt;</a>\r\n`);
});
