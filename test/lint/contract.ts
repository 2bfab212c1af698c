import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { lintContract } from "../../generator/lint/lint.js";
import { createLibrary } from "../../generator/pipeline/library.js";

/* A small contract that keeps to every rule, from parts that a test can change. */

export interface Parts {
  readonly definitions: string;
  readonly types: string;
  readonly messages: string;
  readonly portType: string;
  readonly binding: string;
  readonly service: string;
}

export const sound: Parts = {
  definitions: "",
  types: `<xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
    <xs:element name="Ask" type="xs:string"/><xs:element name="Answer" type="xs:string"/>
  </xs:schema>`,
  messages: `<message name="Ask"><part name="body" element="t:Ask"/></message>
    <message name="Answer"><part name="body" element="t:Answer"/></message>`,
  portType: `<portType name="P"><operation name="ask"><input message="t:Ask"/><output message="t:Answer"/></operation></portType>`,
  binding: `<binding name="B" type="t:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="ask"><soap:operation soapAction=""/>
      <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>`,
  service: `<service name="S"><port name="p" binding="t:B"><soap:address location="http://localhost/"/></port></service>`,
};

/** The findings on a contract: `code line`, where the parts stand on lines of their own groups. */
export function findingsOn(parts: Partial<Parts>, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const { definitions, types, messages, portType, binding, service } = { ...sound, ...parts };
  const text = `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:http="http://schemas.xmlsoap.org/wsdl/http/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
    xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t"
    targetNamespace="urn:t">${definitions}<types>${types}</types>${messages}${portType}${binding}${service}</definitions>`;
  const all: Readonly<Record<string, string>> = { "t.wsdl": text, ...files };
  const diagnostics = createDiagnostics();
  const source = {
    read: (path: string) => (Object.hasOwn(all, path) ? new TextEncoder().encode(all[path]) : undefined),
  };
  const contract = createLibrary(source, diagnostics).contract("t.wsdl", undefined);
  if (contract === undefined) throw new Error(diagnostics.all.map(({ message }) => message).join("\n"));
  return lintContract(contract).map(({ code }) => code);
}
