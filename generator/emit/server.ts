import type { Artifact } from "../ir/artifact.js";
import type { OperationModel, PackageModel, ServiceModel } from "../ir/model.js";
import {
  code,
  doc,
  imported,
  list,
  literal,
  methodKey,
  moduleText,
  name,
  raw,
  rendered,
  type Code,
} from "../print/code.js";
import { renderTemplate } from "../print/templates.js";
import { publishesContract } from "./contract-documents.js";
import { entryModule } from "./service-entry.js";
import { operationLines, serviceLines } from "./service-documentation.js";
import { hasFaults, headersType, inputType, resultType, serviceModule } from "./services.js";
import { runtimeType, runtimeValue } from "./symbols.js";

/**
 * Emits `src/server/<module>.ts` per service, and `src/server.ts` with the names of them all.
 *
 *     export interface SygefravaerImplementation {
 *       Opret(message: OpretRequest, context: CallContext): Promise<TransportReceipt> | TransportReceipt;
 *     }
 *     export function createSygefravaerServer(implementation: SygefravaerImplementation, options?: ServerOptions): SoapServer { … }
 */
export function emitServers(model: PackageModel, header: string): readonly Artifact[] {
  if (model.services.length === 0) return [];
  const files = model.services.map((service) => {
    const path = `src/server/${service.module}.ts`;
    return { path, text: moduleText(path, header, server(model, service)) };
  });
  const exports = model.services.map((service) => ({
    module: `./server/${service.module}.js`,
    values: [`create${service.stem}Server`, ...(hasFaults(service) ? [`create${service.stem}Fault`] : [])],
    types: [`${service.stem}Implementation`],
  }));
  return [
    ...files,
    entryModule(model, "src/server.ts", header, exports, [
      "CallContext",
      "SecurityContext",
      "ServerOptions",
      "SoapServer",
    ]),
  ];
}

function server(model: PackageModel, service: ServiceModel): Code {
  const { stem } = service;
  const methods = service.operations.map((operation) => ({
    documentation: doc(operationLines(model, operation), "  "),
    signature: signature(model, service, operation),
  }));
  const withFaults = hasFaults(service);
  const parts = {
    documentation: doc(
      serviceLines(service, `What an implementation of ${stem} does; a message is valid when it gets here.`),
    ),
    createServerHead: createServerHead(service),
    createServer: runtimeValue("createServer"),
    service: imported(`${stem}Service`, serviceModule(service)),
    contract: publishesContract(model, service) ? contract(service) : raw(""),
    fault: withFaults ? fault(service) : raw(""),
    declaredFault: withFaults ? runtimeValue("declaredFault") : raw(""),
  };
  const view = { stem: name(stem).text, methods: methods.map((method) => texts(method)), ...texts(parts) };
  return rendered(renderTemplate("server.ts", view), [...methods.flatMap(Object.values), ...Object.values(parts)]);
}

function texts(view: Readonly<Record<string, Code>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(view).map(([property, value]) => [property, value.text]));
}

function signature(model: PackageModel, service: ServiceModel, operation: OperationModel): Code {
  const context =
    operation.inputHeaders.length === 0
      ? runtimeType("CallContext")
      : code`${runtimeType("SoapHeaderContext")}<${headersType(service, operation, "input")}>`;
  const parameters = [code`message: ${inputType(model, operation)}`, code`context: ${context}`];
  const result = resultType(model, service, operation);
  const after = code`): Promise<${result}> | ${result};`;
  return code`  ${list(methodKey(operation.methodName), "(", parameters, "", after, { indent: "  " })}`;
}

function createServerHead({ stem }: ServiceModel): Code {
  const parameters = [
    code`implementation: ${name(`${stem}Implementation`)}`,
    code`options?: ${runtimeType("ServerOptions")}`,
  ];
  const head = code`export function ${name(`create${stem}Server`)}`;
  return list(head, "(", parameters, ")", code`: ${runtimeType("SoapServer")} {`, { indent: "" });
}

/** The documents are imported when somebody asks for them, so that they cost no memory before. */
function contract({ wsdl }: ServiceModel): Code {
  return code`, {
    wsdl: ${literal(wsdl)},
    documents: async () => (await import("../contract.js")).documents,
  }`;
}

function fault(service: ServiceModel): Code {
  const faults = imported(`${service.stem}Faults`, serviceModule(service), "type");
  const parameters = [
    raw("name: Name"),
    code`detail: ${faults}[Name]`,
    code`options?: ${runtimeType("DeclaredFaultOptions")}`,
  ];
  const head = code`export function ${name(`create${service.stem}Fault`)}<Name extends keyof ${faults}>`;
  return list(head, "(", parameters, ")", code`: ${runtimeType("DeclaredFault")}<Name, ${faults}[Name]> {`, {
    indent: "",
  });
}
