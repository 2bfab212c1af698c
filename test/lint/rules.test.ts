import { describe, expect, test } from "vitest";
import { lintRules } from "../../generator/lint/finding.js";
import { findingsOn, type Parts, sound } from "./contract.js";

/* One contract for each rule that breaks it. */

const schema = (content: string): string => sound.types.replace("</xs:schema>", `${content}</xs:schema>`);
const encodingSchema = (content: string): string =>
  schema(content).replace(
    '"qualified">',
    '"qualified"><xs:import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>',
  );
const answerOf = (content: string): string =>
  `<message name="Ask"><part name="body" element="t:Ask"/></message>${content}`;
const rpc = sound.binding.replace("<soap:binding ", '<soap:binding style="rpc" ');
const typedMessages = `<message name="Ask"><part name="in" type="xs:string"/></message><message name="Answer"><part name="out" type="xs:string"/></message>`;
const plainSchema = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s"/>';
const otherWsdl = (namespace: string): string =>
  `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="${namespace}"/>`;
const twoParts = answerOf(
  '<message name="Answer"><part name="a" element="t:Answer"/><part name="b" element="t:Ask"/></message>',
);
/** `sound` with a fault that is bound in this way. */
const faulty = (fault: string): Partial<Parts> => ({
  messages: `${sound.messages}<message name="Fault"><part name="fault" element="t:Fault"/></message>`,
  types: schema('<xs:element name="Fault" type="xs:string"/>'),
  portType: sound.portType.replace("</operation>", '<fault name="fault" message="t:Fault"/></operation>'),
  binding: sound.binding.replace("</operation>", `<fault name="fault">${fault}</fault></operation>`),
});
/** The elements of `sound`, for those whose messages name no element. */
const unused = ["SF-L-UNUSED"];

interface Case {
  readonly parts: Partial<Parts>;
  readonly files?: Readonly<Record<string, string>>;
  /** What the same contract is found guilty of besides. */
  readonly besides?: readonly string[];
}

const cases: Readonly<Record<keyof typeof lintRules, Case>> = {
  R2001: {
    parts: { definitions: '<import namespace="urn:s" location="s.xsd"/>' },
    files: { "s.xsd": plainSchema },
  },
  R2022: {
    parts: { messages: `${sound.messages}<import namespace="urn:o" location="o.wsdl"/>` },
    files: { "o.wsdl": otherWsdl("urn:o") },
  },
  R2023: { parts: { definitions: '<message name="Early"/>' } },
  R2105: {
    parts: {
      types: `${sound.types}<xs:schema><xs:simpleType name="X"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>`,
    },
    besides: unused,
  },
  R2110: {
    parts: {
      types: encodingSchema(`<xs:complexType name="List"><xs:complexContent><xs:restriction base="soapenc:Array">
        <xs:attribute ref="soapenc:arrayType" wsdl:arrayType="xs:int[]"/></xs:restriction></xs:complexContent></xs:complexType>`),
    },
    besides: [...unused, "R2111"],
  },
  R2111: {
    parts: {
      types: encodingSchema(
        '<xs:complexType name="List"><xs:attribute ref="soapenc:arrayType" wsdl:arrayType="xs:int[]"/></xs:complexType>',
      ),
    },
    besides: unused,
  },
  R2112: { parts: { types: schema('<xs:complexType name="ArrayOfString"/>') }, besides: unused },
  R2201: {
    parts: {
      messages: twoParts,
      binding: sound.binding.replace("<output><soap:body ", '<output><soap:body parts="a b" '),
    },
  },
  R2203: { parts: { binding: rpc.replaceAll('use="literal"', 'use="literal" namespace="urn:t"') } },
  R2204: {
    parts: { messages: answerOf('<message name="Answer"><part name="body" type="xs:string"/></message>') },
    besides: unused,
  },
  R2205: {
    parts: {
      messages: `${sound.messages}<message name="Head"><part name="head" type="xs:string"/></message>`,
      binding: sound.binding.replace("<input>", '<input><soap:header message="t:Head" part="head" use="literal"/>'),
    },
  },
  R2209: {
    parts: {
      messages: answerOf(
        '<message name="Answer"><part name="a" element="t:Answer"/><part name="b" element="t:Ask"/></message>',
      ),
      binding: sound.binding.replace(
        '<output><soap:body use="literal"/>',
        '<output><soap:body parts="a" use="literal"/>',
      ),
    },
  },
  R2210: { parts: { messages: twoParts } },
  R2303: {
    parts: {
      portType: sound.portType.replace(
        "</portType>",
        '<operation name="tell"><output message="t:Answer"/><input message="t:Ask"/></operation></portType>',
      ),
    },
    besides: ["R2718"],
  },
  R2304: {
    parts: {
      portType: `<portType name="P"><operation name="ask"><input name="one" message="t:Ask"/></operation><operation name="ask"><input name="two" message="t:Answer"/></operation></portType>`,
      binding: `<binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>${[
        "one",
        "two",
      ]
        .map(
          (name) =>
            `<operation name="ask"><soap:operation soapAction=""/><input name="${name}"><soap:body use="literal"/></input></operation>`,
        )
        .join("")}</binding>`,
    },
  },
  R2305: {
    parts: {
      messages: typedMessages.replace(
        '<part name="out" type="xs:string"/>',
        '<part name="a" type="xs:string"/><part name="b" type="xs:string"/><part name="in" type="xs:string"/>',
      ),
      portType: sound.portType.replace('name="ask"', 'name="ask" parameterOrder="in"'),
      binding: rpc.replaceAll('use="literal"', 'use="literal" namespace="urn:t"'),
    },
    besides: unused,
  },
  R2401: {
    parts: {
      binding: `${sound.binding}<binding name="H" type="t:P"><http:binding verb="GET"/><operation name="ask"><http:operation location="ask"/><input/><output/></operation></binding>`,
    },
  },
  R2701: {
    parts: { binding: sound.binding.replace(' transport="http://schemas.xmlsoap.org/soap/http"', "") },
  },
  R2702: {
    parts: {
      binding: `${sound.binding}${sound.binding.replace('"B"', '"M"').replace("http://schemas.xmlsoap.org/soap/http", "http://schemas.xmlsoap.org/soap/smtp")}`,
    },
  },
  R2705: {
    parts: {
      portType: sound.portType.replace(
        "</portType>",
        '<operation name="call"><input message="t:Call"/></operation></portType>',
      ),
      messages: `${sound.messages}<message name="Call"><part name="in" type="xs:string"/></message>`,
      binding: sound.binding.replace(
        "</binding>",
        '<operation name="call"><soap:operation style="rpc" soapAction=""/><input><soap:body use="literal" namespace="urn:t"/></input></operation></binding>',
      ),
    },
  },
  R2706: {
    parts: {
      messages: typedMessages,
      binding: rpc.replaceAll(
        'use="literal"',
        'use="encoded" namespace="urn:t" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"',
      ),
    },
    besides: unused,
  },
  R2710: {
    parts: {
      portType: sound.portType.replace(
        "</portType>",
        '<operation name="again"><input message="t:Ask"/></operation></portType>',
      ),
      binding: sound.binding.replace(
        "</binding>",
        '<operation name="again"><soap:operation soapAction=""/><input><soap:body use="literal"/></input></operation></binding>',
      ),
    },
  },
  R2711: {
    parts: {
      service: sound.service.replace(
        "</service>",
        '<port name="q" binding="t:B"><soap:address location="http://localhost/"/></port></service>',
      ),
    },
  },
  R2716: {
    parts: {
      binding: sound.binding.replace(
        '<input><soap:body use="literal"/>',
        '<input><soap:body use="literal" namespace="urn:t"/>',
      ),
    },
  },
  R2717: { parts: { messages: typedMessages, binding: rpc }, besides: unused },
  R2718: {
    parts: {
      portType: sound.portType.replace(
        "</portType>",
        '<operation name="forgotten"><input message="t:Ask"/></operation></portType>',
      ),
    },
  },
  R2721: { parts: faulty('<soap:fault use="literal"/>') },
  R2740: {
    parts: {
      messages: `${sound.messages}<message name="Fault"><part name="fault" element="t:Fault"/></message>`,
      types: schema('<xs:element name="Fault" type="xs:string"/>'),
      portType: sound.portType.replace("</operation>", '<fault name="fault" message="t:Fault"/></operation>'),
    },
  },
  R2754: { parts: faulty('<soap:fault name="other" use="literal"/>') },
  R2803: {
    parts: { definitions: '<import namespace="o" location="o.wsdl"/>' },
    files: { "o.wsdl": otherWsdl("o") },
  },
  "SF-L-ANY": {
    parts: {
      types: sound.types.replace(
        '<xs:element name="Ask" type="xs:string"/>',
        '<xs:element name="Ask"><xs:complexType><xs:sequence><xs:any processContents="lax"/></xs:sequence></xs:complexType></xs:element>',
      ),
    },
  },
  "SF-L-ANY-TYPE": { parts: { types: sound.types.replace("xs:string", "xs:anyType") } },
  "SF-L-FLOATING-AMOUNT": { parts: { types: sound.types.replace("xs:string", "xs:double") } },
  "SF-L-NO-SERVICE": { parts: { service: "" } },
  "SF-L-NO-TIME-ZONE": { parts: { types: sound.types.replace("xs:string", "xs:dateTime") } },
  "SF-L-QUALIFICATION": {
    parts: {
      types: sound.types
        .replace('elementFormDefault="qualified"', "")
        .replace(
          '<xs:element name="Ask" type="xs:string"/>',
          '<xs:element name="Ask"><xs:complexType><xs:sequence><xs:element name="local" type="xs:string"/></xs:sequence></xs:complexType></xs:element>',
        ),
    },
  },
  "SF-L-UNUSED": { parts: { types: schema('<xs:element name="Forgotten" type="xs:string"/>') } },
};

test("a contract that keeps to all rules has no findings", () => {
  expect(findingsOn({})).toEqual([]);
  expect(findingsOn(faulty('<soap:fault name="fault" use="literal"/>'))).toEqual([]);
  const imported = { definitions: '<documentation/><import namespace="urn:o" location="o.wsdl"/>' };
  expect(findingsOn(imported, { "o.wsdl": otherWsdl("urn:o") })).toEqual([]);
});

describe("a contract that breaks one rule has that finding", () => {
  test.each(Object.entries(cases))("%s", (code, { parts, files, besides = [] }) => {
    const found = findingsOn(parts, files);
    expect(found).toContain(code);
    expect([...new Set(found)].filter((one) => one !== code && !besides.includes(one))).toEqual([]);
  });
});

test("advice on schemas is given once a file, with the count", () => {
  const many = Array.from({ length: 5 }, (_, index) => `<xs:element name="N${index}" type="xs:string"/>`).join("");
  expect(findingsOn({ types: schema(many) })).toEqual(["SF-L-UNUSED"]);
});

test("every rule says what to do", () => {
  for (const { title, fix } of Object.values(lintRules)) {
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
  }
});
