import { readContract } from "../contract/read-contract.js";
import type { Contract } from "../contract/model.js";
import { createDiagnostics, type Diagnostics } from "../diagnostics/collect.js";
import { settlePackage } from "../passes/index.js";
import type { NamingOptions } from "../passes/assign-names.js";
import type { LowerInput, ServiceInput } from "./lower-input.js";
import { lowerPackage } from "./lower.js";
import type { ObjectTypeModel, PackageModel, SimpleTypeModel } from "./model.js";

/* Contracts for tests, from a few lines of schema. */

const bytes = new TextEncoder();

/** Lines in front of the schema's content in the document. */
export const schemaLine = 8;

/** A WSDL with one operation, `Send`, whose request is the element `Root` of the schema. */
export function wsdlOf(
  schema: string,
  extra: {
    readonly operation?: string;
    readonly binding?: string;
    readonly message?: string;
    readonly style?: string;
    readonly use?: string;
  } = {},
): string {
  const { operation = "", binding = "", message = "", style = "document", use = "literal" } = extra;
  return `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:test" targetNamespace="urn:test">
  <wsdl:types>
    <xs:schema targetNamespace="urn:test" elementFormDefault="qualified">



${schema}
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="Request"><wsdl:part name="body" element="t:Root"/>${message}</wsdl:message>
  <wsdl:portType name="Port"><wsdl:operation name="Send"><wsdl:input message="t:Request"/>${operation}</wsdl:operation></wsdl:portType>
  <wsdl:binding name="Binding" type="t:Port">
    <soap:binding style="${style}" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Send"><soap:operation soapAction="urn:send"/><wsdl:input>${binding}<soap:body use="${use}"/></wsdl:input></wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="TestService"><wsdl:port name="TestPort" binding="t:Binding"><soap:address location="http://localhost/"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;
}

/** An element `Root` of type `RootType` with the content. */
export function root(content: string, more = ""): string {
  return wsdlOf(
    `<xs:element name="Root" type="t:RootType"/><xs:complexType name="RootType">${content}</xs:complexType>${more}`,
  );
}

/** Reads a contract from files in memory; the first is the WSDL. */
export function contractOf(files: Readonly<Record<string, string>>, diagnostics: Diagnostics): Contract {
  const [file = ""] = Object.keys(files);
  const source = {
    read: (path: string): Uint8Array | undefined => {
      const text = files[path];
      return text === undefined ? undefined : bytes.encode(text);
    },
  };
  const contract = readContract({ root: file, source, diagnostics });
  if (contract === undefined)
    throw new Error(diagnostics.all.map((found) => `${found.code} ${found.message}`).join("\n"));
  return contract;
}

export function serviceInput(contract: Contract, parts: Partial<ServiceInput> = {}): ServiceInput {
  return { contract, wsdl: contract.root.file, aliases: new Map(), endpoints: [], ...parts };
}

export function lowerInput(services: readonly ServiceInput[], parts: Partial<LowerInput> = {}): LowerInput {
  const documents = services.map(({ wsdl }) => ({ path: wsdl, text: "", sha256: "" }));
  return {
    name: "@test/package",
    version: "1.0.0",
    description: "",
    services,
    namespaces: [],
    codeLists: [],
    columns: [],
    documents,
    ...parts,
  };
}

/** What becomes of a schema whose element `Root` is the request. */
export interface Lowered {
  readonly model: PackageModel;
  readonly diagnostics: Diagnostics;
  /** `code line:column message`, in order. */
  readonly findings: readonly string[];
  object(typeName: string): ObjectTypeModel;
  simple(typeName: string): SimpleTypeModel;
}

export function lowered(wsdl: string, parts: Partial<LowerInput> = {}, naming: NamingOptions = {}): Lowered {
  const diagnostics = createDiagnostics();
  const contract = contractOf({ "test.wsdl": wsdl }, diagnostics);
  return loweredFrom(lowerInput([serviceInput(contract)], parts), diagnostics, naming);
}

export function loweredFrom(input: LowerInput, diagnostics: Diagnostics, naming: NamingOptions = {}): Lowered {
  const model = settlePackage(lowerPackage(input, diagnostics), naming);
  const find = (typeName: string): PackageModel["types"][number] => {
    const found = model.types.find((type) => type.typeName === typeName || type.symbolName === typeName);
    if (found === undefined)
      throw new Error(`no type ${typeName} among ${model.types.map((type) => type.symbolName).join(", ")}`);
    return found;
  };
  return {
    model,
    diagnostics,
    findings: diagnostics.all.map(
      ({ code, position, message }) => `${code} ${position?.line ?? 0}:${position?.column ?? 0} ${message}`,
    ),
    object: (typeName) => {
      const type = find(typeName);
      if (type.kind !== "object") throw new Error(`${typeName} is no object`);
      return type;
    },
    simple: (typeName) => {
      const type = find(typeName);
      if (type.kind !== "simple") throw new Error(`${typeName} is no simple type`);
      return type;
    },
  };
}
