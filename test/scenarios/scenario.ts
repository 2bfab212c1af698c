import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.js";
import { createMemorySource } from "../../generator/read/files.js";
import { generatePackage } from "../support/generate-package.js";

/** A folder that shows one thing the generator does; its name is the sentence. */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  /** Nothing is generated: the folder's `diagnostics.txt` says why. */
  readonly isRefused: boolean;
}

/** What came of a scenario's input. Positions are relative to its folder. */
export interface Generated {
  /** Path inside the package → text; empty when an error was reported. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

const root = import.meta.dirname;

export const scenarios: readonly Scenario[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, folder: join(root, name), isRefused: name.startsWith("refused-") }))
  .sort((left, right) => (left.name < right.name ? -1 : 1));

/** One scenario by its sentence. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found;
}

/**
 * Generates the package of a scenario: of `input.wsdl` as it stands; of `input.xsd` as a service whose one operation
 * takes the element `Order`.
 */
export async function generateScenario({ folder }: Scenario): Promise<Generated> {
  const inputs = inputsOf(folder);
  const file = inputs["input.wsdl"] === undefined ? "service.wsdl" : "input.wsdl";
  const schema = inputs["input.xsd"];
  const source = createMemorySource(schema === undefined ? inputs : { ...inputs, "service.wsdl": serviceFor(schema) });
  const { files, diagnostics, hasErrors } = await generatePackage(source, file, { name: "@test/scenario" });
  return { files: hasErrors ? new Map() : files, diagnostics };
}

function inputsOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => /\.(?:xsd|wsdl)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function serviceFor(schema: string): string {
  const [, namespace = ""] = /targetNamespace="([^"]*)"/.exec(schema) ?? [];
  const [prefix, declaration] = namespace === "" ? ["", ""] : ["x:", ` xmlns:x="${namespace}"`];
  const attribute = namespace === "" ? "" : ` namespace="${namespace}"`;
  return `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:t="urn:scenario:service" targetNamespace="urn:scenario:service">
  <wsdl:types>
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:scenario:service">
      <xs:import${attribute} schemaLocation="input.xsd"/>
    </xs:schema>
  </wsdl:types>
  <wsdl:message name="OrderMessage"><wsdl:part name="body"${declaration} element="${prefix}Order"/></wsdl:message>
  <wsdl:portType name="ScenarioPortType">
    <wsdl:operation name="Send"><wsdl:input message="t:OrderMessage"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="ScenarioBinding" type="t:ScenarioPortType">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Send">
      <soap:operation soapAction="urn:scenario:Send"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="ScenarioService">
    <wsdl:port name="ScenarioPort" binding="t:ScenarioBinding"><soap:address location="http://localhost/scenario"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`;
}
