import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import type { ContractDocument, PublishedContract } from "../../runtime/soap/service.js";
import { createServer } from "../../runtime/server/server.js";
import type { ServerErrorEvent, SoapServer } from "../../runtime/server/options.js";
import type { PackageModel } from "../ir/model.js";
import { validSample } from "./sample-message.js";
import { NoSample } from "./sample.js";
import type { LiveOperation, LiveService } from "./services.js";
import type { PackageTables } from "./tables.js";

/** A service that answers every valid request with a valid sample. */
export interface Mock {
  readonly service: LiveService;
  readonly server: SoapServer;
}

/** What happened at a mock, for whoever runs it. */
export interface MockEvent {
  readonly service: string;
  readonly operation: string | undefined;
  /** `answered`, or what stood in the way. */
  readonly outcome: string;
}

/**
 * Mocks every service of a package: requests are validated like those of a generated server, answers are the same on every
 * run with the same seed.
 */
export function createMocks(
  model: PackageModel,
  tables: PackageTables,
  codecs: readonly DocumentCodec<unknown>[],
  services: readonly LiveService[],
  seed: number,
  report: (event: MockEvent) => void,
): readonly Mock[] {
  return services.map((service): Mock => {
    const { name } = service.description;
    const methods = service.operations.map((operation, index) => {
      const answer = (): unknown => {
        const value = sampleAnswer(operation, tables, codecs, seed + index);
        report({ service: name, operation: operation.model.name, outcome: "answered" });
        return value;
      };
      return [operation.description.method, answer] as const;
    });
    const onError = ({ operation, code, error }: ServerErrorEvent): void => {
      const reason = error instanceof NoSample ? `: ${error.message}` : "";
      report({ service: name, operation, outcome: `${code}${reason}` });
    };
    const options = { language: "en", onError } as const;
    const server = createServer(service.description, Object.fromEntries(methods), options, published(model, service));
    return { service, server };
  });
}

/**
 * What the implementation of an operation returns: the message, with its header blocks where such are declared.
 *
 * @throws NoSample when no valid answer was found
 */
function sampleAnswer(
  { model }: LiveOperation,
  tables: PackageTables,
  codecs: readonly DocumentCodec<unknown>[],
  seed: number,
): unknown {
  if (model.output === undefined) return undefined;
  const body = validSample(model.output, tables, codecs, seed);
  if (model.outputHeaders.length === 0) return body;
  const headers = model.outputHeaders.map(
    ({ propertyName, element }) => [propertyName, validSample(element, tables, codecs, seed)] as const,
  );
  return { body, headers: Object.fromEntries(headers) };
}

function published(model: PackageModel, { model: service }: LiveService): PublishedContract {
  const documents = model.documents.map(({ path, text }): ContractDocument => ({ path, load: async () => text }));
  return { wsdl: service.wsdl, documents: async () => documents };
}
