import type {
  AttachmentModel,
  ElementIndex,
  HeaderModel,
  OperationModel,
  PackageModel,
  SecurityModel,
  ServiceModel,
} from "../ir/model.js";
import { prose } from "../print/code.js";
import { at } from "./symbols.js";

/** What the JSDoc of a client or an implementation says of its service: documentation, port, endpoints and their security. */
export function serviceLines(service: ServiceModel, what: string): readonly string[] {
  const endpoints = service.endpoints.map(
    ({ id, client, server, security }) => `| ${id} | ${client} | ${server} | ${securityPhrase(security)} |`,
  );
  const table = ["", "| Endpoint | Called by | Served by | Security |", "| --- | --- | --- | --- |", ...endpoints];
  return [what, ...paragraph(service.documentation), "", placeLine(service), ...(endpoints.length === 0 ? [] : table)];
}

function placeLine({ qname, port, soapVersion, otherPorts = [], addressing, optimized }: ServiceModel): string {
  const place = port === "" ? `Binding \`${qname}\`` : `Service \`${qname}\`, port \`${port}\``;
  const others = otherPorts.map(
    (other) => `${other.port === "" ? "" : `port \`${other.port}\`, `}SOAP ${other.soapVersion}`,
  );
  return [
    `${place}, SOAP ${soapVersion}.`,
    ...(others.length === 0 ? [] : [`Also offered: ${others.join("; ")}.`]),
    ...(addressing === true ? ["Asks for WS-Addressing."] : []),
    ...(optimized === true ? ["Asks for MTOM."] : []),
  ].join(" ");
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
    ...headerLine(model, "Header blocks of the request", operation.inputHeaders),
    ...headerLine(model, "Header blocks of the answer", operation.outputHeaders),
    ...attachmentLine("Attachments of the request", operation.inputAttachments),
    ...attachmentLine("Attachments of the answer", operation.outputAttachments),
    ...(aliases.length === 0 ? [] : [`Also called ${aliases.map((alias) => `\`${alias}\``).join(", ")}.`]),
    "",
    `SOAPAction: \`${soapAction === "" ? '""' : soapAction}\``,
  ];
}

function headerLine(model: PackageModel, what: string, headers: readonly HeaderModel[]): readonly string[] {
  if (headers.length === 0) return [];
  const named = headers.map(({ propertyName, element, required }) => {
    return `\`${propertyName}\` \`${at(model.elements, element).qname}\`${required ? "" : " (optional)"}`;
  });
  return [`${what}: ${named.join(", ")}.`];
}

function attachmentLine(what: string, attachments: readonly AttachmentModel[] = []): readonly string[] {
  if (attachments.length === 0) return [];
  const named = attachments.map(({ name, mediaTypes }) => {
    return `\`${name}\`${mediaTypes.length === 0 ? "" : ` (${mediaTypes.map((type) => `\`${type}\``).join(" or ")})`}`;
  });
  return [`${what}: ${named.join(", ")}.`];
}

/** What an endpoint asks of its callers, in a phrase. */
function securityPhrase(security: SecurityModel): string {
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
