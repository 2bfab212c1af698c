import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { openMessages } from "../../generator/pipeline/messages.js";
import { sampleMessages } from "../../generator/run/sample-message.js";

/** A request for a foreign client to send. */
export interface ForeignRequest {
  /** As the WSDL names it. */
  readonly service: string;
  readonly port: string;
  readonly operation: string;
  readonly soap: "1.1" | "1.2";
  readonly action: string;
  readonly envelope: string;
}

/** A valid request for each operation of each service, in the order of the contract; nothing when it has no SOAP service. */
export function requestsOf(wsdl: string, folder: string, seed: number): readonly (readonly ForeignRequest[])[] {
  const contract = openMessages(wsdl, folder, [], createDiagnostics());
  if (contract === undefined) return [];
  const { services, tables, codecs } = contract;
  return services.map((service) =>
    service.operations.map((operation) => {
      const request = sampleMessages(service, operation, tables, codecs, seed).find(
        ({ direction }) => direction === "request",
      );
      if (request === undefined) throw new Error(`no request for ${operation.model.name}`);
      return {
        service: service.description.name,
        port: service.model.port,
        operation: operation.model.name,
        soap: service.description.soapVersion,
        action: operation.description.soapAction,
        envelope: request.text,
      };
    }),
  );
}

/** The same envelope with something in its Body that no service knows. */
export function withUnknownBody(envelope: string): string {
  return envelope.replace(/(<soap:Body[^>]*>).*(<\/soap:Body>)/s, '$1<unknown xmlns="urn:unknown"/>$2');
}
