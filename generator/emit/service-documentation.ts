import type { ElementIndex, OperationModel, PackageModel, SecurityModel, ServiceModel } from "../ir/model.js";
import { prose } from "../print/code.js";
import { at } from "./symbols.js";

/** What the JSDoc of a client or an implementation says of its service: documentation, port, endpoints and their security. */
export function serviceLines(service: ServiceModel, what: string): readonly string[] {
  const endpoints = service.endpoints.map(
    ({ id, client, server, security }) => `| ${id} | ${client} | ${server} | ${securityPhrase(security)} |`,
  );
  const table = ["", "| Endpoint | Called by | Served by | Security |", "| --- | --- | --- | --- |", ...endpoints];
  return [
    what,
    ...paragraph(service.documentation),
    "",
    `Service \`${service.qname}\`, port \`${service.port}\`, SOAP ${service.soapVersion}.`,
    ...(endpoints.length === 0 ? [] : table),
  ];
}

/** What the JSDoc of a method says of its operation. */
export function operationLines(model: PackageModel, operation: OperationModel): readonly string[] {
  const { input, output, faults, soapAction, aliases } = operation;
  const named = (index: ElementIndex): string => `\`${at(model.elements, index).qname}\``;
  const answer = output === undefined ? "no answer" : `answer ${named(output)}`;
  const details = faults.map(({ name, detail }) => `\`${name}\` ${named(detail)}`).join(", ");
  return [
    ...prose(operation.documentation),
    "",
    `Request ${named(input)}, ${answer}.`,
    ...(details === "" ? [] : [`Faults: ${details}.`]),
    ...(aliases.length === 0 ? [] : [`Also called ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`]),
    "",
    `SOAPAction: \`${soapAction === "" ? '""' : soapAction}\``,
  ];
}

/** What an endpoint asks of its callers, in a phrase. */
export function securityPhrase(security: SecurityModel): string {
  const signed = security.signedParts.length === 0 ? "" : ", signed message";
  const parts = [
    security.mode === "token" ? `security token (WS-Security)${signed}` : `certificate${signed}`,
    ...(security.clientCertificate ? ["client certificate in TLS"] : []),
    ...(security.addressing ? ["WS-Addressing"] : []),
    ...(security.libertyFramework ? ["Liberty framework header"] : []),
    ...(security.timestamp ? ["timestamp"] : []),
  ];
  return parts.join(", ");
}

function paragraph(documentation: readonly string[]): readonly string[] {
  return documentation.length === 0 ? [] : ["", ...prose(documentation)];
}
