import { envelopeText } from "../../runtime/soap/envelope-text.js";
import { writeBody, writeHeaders } from "../../runtime/soap/message-writer.js";
import { dialectOf } from "../../runtime/soap/versions.js";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import type { Issue } from "../../runtime/codec/issue.js";
import { createRandom } from "./random.js";
import { NoSample, SampleMaker } from "./sample.js";
import type { LiveOperation, LiveService } from "./services.js";
import type { PackageTables } from "./tables.js";

/** A message that is valid by its schema, as text. */
export interface SampleMessage {
  readonly operation: string;
  /** `message`: nobody says in which direction it travels. */
  readonly direction: "request" | "response" | "fault" | "message";
  /** Of a fault: its name in the contract. */
  readonly fault?: string;
  /** Index into `PackageModel.elements`. */
  readonly element: number;
  readonly text: string;
}

/** Seeds tried before a message is given up: constraints over several values are met by luck. */
const mostTries = 24;

/**
 * A request and an answer for an operation, in envelopes; of its faults the detail elements alone.
 *
 * @throws NoSample when no valid value was found
 */
export function sampleMessages(
  service: LiveService,
  operation: LiveOperation,
  tables: PackageTables,
  codecs: readonly DocumentCodec<unknown>[],
  seed: number,
): readonly SampleMessage[] {
  const { model, description } = operation;
  const dialect = dialectOf(service.description.soapVersion);
  const messages: SampleMessage[] = [];
  const envelope = (direction: "request" | "response"): void => {
    const isRequest = direction === "request";
    const element = isRequest ? model.input : model.output;
    const shape = isRequest ? description.inputShape : description.outputShape;
    const codec = isRequest ? description.input : description.output;
    if (element === undefined || codec === undefined) return;
    const declared = isRequest ? model.inputHeaders : model.outputHeaders;
    const text = attempt(seed, (maker, issues) => {
      const headers = declared.map(
        ({ propertyName, element: header }) => [propertyName, rootOf(maker, tables, header)] as const,
      );
      const body = writeBody(codec, shape, rootOf(maker, tables, element), dialect, issues);
      const blocks = writeHeaders(shape, Object.fromEntries(headers), issues);
      return body === undefined ? undefined : envelopeText(dialect, blocks, body);
    });
    messages.push({ operation: model.name, direction, element, text });
  };
  envelope("request");
  envelope("response");
  for (const { name, detail } of model.faults) {
    const text = attempt(seed, (maker, issues) => codecs[detail]?.encode(rootOf(maker, tables, detail), issues));
    messages.push({ operation: model.name, direction: "fault", fault: name, element: detail, text });
  }
  return messages;
}

/** A valid document of one element. @throws NoSample when none was found */
export function sampleElement(
  element: number,
  tables: PackageTables,
  codecs: readonly DocumentCodec<unknown>[],
  seed: number,
): string {
  return attempt(seed, (maker, issues) => codecs[element]?.encode(rootOf(maker, tables, element), issues));
}

/** A valid value of one element. @throws NoSample when none was found */
export function validSample(
  element: number,
  tables: PackageTables,
  codecs: readonly DocumentCodec<unknown>[],
  seed: number,
): unknown {
  return attempt(seed, (maker, issues) => {
    const value = rootOf(maker, tables, element);
    return codecs[element]?.encode(value, issues) === undefined ? undefined : { value };
  }).value;
}

function rootOf(maker: SampleMaker, tables: PackageTables, index: number): unknown {
  const element = tables.elements[index];
  if (element === undefined) throw new Error(`no element ${index}`);
  return maker.root(element);
}

/** The first result without issues. Later tries leave optional parts out: what is not there breaks no rule. */
function attempt<Made>(seed: number, make: (maker: SampleMaker, issues: Issue[]) => Made | undefined): Made {
  let problem = "no valid value was found";
  for (let attempts = 0; attempts < mostTries; attempts++) {
    const issues: Issue[] = [];
    const isFull = attempts < mostTries / 2;
    try {
      const made = make(new SampleMaker(createRandom(seed + attempts * 7919), isFull), issues);
      const error = issues.find(({ severity }) => severity === "error");
      if (made !== undefined && error === undefined) return made;
      if (error !== undefined) problem = `${error.message} (${error.rule}, at ${error.path.join("/")})`;
    } catch (error) {
      if (!(error instanceof NoSample)) throw error;
      problem = error.message;
    }
  }
  throw new NoSample(problem);
}
