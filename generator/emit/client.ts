import type { Artifact } from "../ir/artifact.js";
import type { OperationModel, PackageModel, ServiceModel } from "../ir/model.js";
import {
  code,
  doc,
  imported,
  key,
  list,
  member,
  methodKey,
  moduleText,
  name,
  raw,
  rendered,
  textWidth,
  type Code,
} from "../print/code.js";
import { printWidth } from "../print/code.js";
import { renderTemplate } from "../print/templates.js";
import { entryModule } from "./service-entry.js";
import { operationLines, serviceLines } from "./service-documentation.js";
import { hasFaults, headersType, inputType, resultType, serviceModule } from "./services.js";
import { runtimeType, runtimeValue } from "./symbols.js";

/**
 * Emits `src/client/<module>.ts` per service, and `src/client.ts` with the names of them all.
 *
 *     export interface SygefravaerClient {
 *       Opret(message: OpretRequest, options?: CallOptions): Promise<TransportReceipt>;
 *     }
 *     export function createSygefravaerClient(options: ClientOptions): SygefravaerClient { … }
 */
export function emitClients(model: PackageModel, header: string): readonly Artifact[] {
  if (model.services.length === 0) return [];
  const files = model.services.map((service) => {
    const path = `src/client/${service.module}.ts`;
    return { path, text: moduleText(path, header, client(model, service)) };
  });
  const exports = model.services.map((service) => ({
    module: `./client/${service.module}.js`,
    values: [`create${service.stem}Client`, ...(hasFaults(service) ? [`is${service.stem}Fault`] : [])],
    types: [`${service.stem}Client`],
  }));
  return [...files, entryModule(model, "src/client.ts", header, exports, ["CallOptions", "ClientOptions"])];
}

function client(model: PackageModel, service: ServiceModel): Code {
  const { stem } = service;
  const operations = imported(`${stem}Operations`, serviceModule(service));
  const methods = service.operations.map((operation) => ({
    documentation: doc(operationLines(model, operation), "  "),
    signature: signature(model, service, operation),
    body: body(operations, operation),
  }));
  const parts = {
    documentation: doc(serviceLines(service, `Calls ${stem}.`)),
    clientOptions: runtimeType("ClientOptions"),
    createCaller: runtimeValue("createCaller"),
    service: imported(`${stem}Service`, serviceModule(service)),
    guard: hasFaults(service) ? guard(service) : raw(""),
  };
  // Only what is printed may be imported.
  const isSoapFault = hasFaults(service) ? runtimeValue("isSoapFault") : raw("");
  const view = {
    stem: name(stem).text,
    methods: methods.map((method) => texts(method)),
    ...texts({ ...parts, isSoapFault }),
  };
  return rendered(renderTemplate("client.ts", view), [
    ...methods.flatMap(Object.values),
    ...Object.values(parts),
    isSoapFault,
  ]);
}

function texts<View extends Readonly<Record<string, Code>>>(view: View): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(view).map(([property, value]) => [property, value.text]));
}

function signature(model: PackageModel, service: ServiceModel, operation: OperationModel): Code {
  const { inputHeaders } = operation;
  const optional = inputHeaders.some(({ required }) => required) ? raw("") : raw("?");
  const parameters = [
    code`message: ${inputType(model, operation)}`,
    ...(inputHeaders.length === 0 ? [] : [code`headers${optional}: ${headersType(service, operation, "input")}`]),
    code`options?: ${runtimeType("CallOptions")}`,
  ];
  const after = code`): Promise<${resultType(model, service, operation)}>;`;
  return code`  ${list(methodKey(operation.methodName), "(", parameters, "", after, { indent: "  " })}`;
}

function body(operations: Code, { methodName, inputHeaders }: OperationModel): Code {
  const withHeaders = inputHeaders.length > 0;
  const head = code`    ${key(methodName)}: (message, ${raw(withHeaders ? "headers, callOptions" : "callOptions")}) =>`;
  const last = raw(withHeaders ? "callOptions, headers" : "callOptions");
  const call = code`call(${operations}${member(methodName)}, message, ${last}),`;
  const fits = textWidth(head.text) + 1 + textWidth(call.text) <= printWidth;
  return fits ? code`${head} ${call}` : code`${head}\n      ${call}`;
}

function guard(service: ServiceModel): Code {
  const faults = imported(`${service.stem}Faults`, serviceModule(service), "type");
  const parameters = [raw("error: unknown"), raw("name: Name")];
  const head = code`export function ${name(`is${service.stem}Fault`)}<Name extends keyof ${faults}>`;
  return list(head, "(", parameters, ")", code`: error is ${runtimeType("SoapFaultError")}<Name, ${faults}[Name]>`, {
    indent: "",
  });
}
