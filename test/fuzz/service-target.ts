import { createMocks } from "../../generator/run/mock.js";
import { NoSample } from "../../generator/run/sample.js";
import { sampleMessages, validSample } from "../../generator/run/sample-message.js";
import type { LiveContract } from "../../generator/pipeline/messages.js";
import type { LiveOperation, LiveService } from "../../generator/run/services.js";
import { createCaller } from "../../runtime/client/call.js";
import { isSnitfladeError, type SnitfladeError } from "../../runtime/client/errors.js";
import type { TransportResponse } from "../../runtime/client/transport.js";
import type { ServerErrorEvent, SoapServer } from "../../runtime/server/options.js";
import { createServer } from "../../runtime/server/server.js";
import { faultText } from "../../runtime/soap/fault.js";
import { envelopeText } from "../../runtime/soap/envelope-text.js";
import { readableOf } from "../../runtime/soap/readable.js";
import { dialectOf } from "../../runtime/soap/versions.js";
import { mutateBytes } from "../support/byte-mutations.js";
import type { Draw } from "../support/random.js";
import { isWellFormed } from "../support/xml-tree.js";
import { createDraw } from "./draw.js";
import { mutateEnvelope } from "./envelope-mutations.js";
import { drawBytes, drawSurroundings } from "./message-forms.js";
import { drawMultipart, type MediaBody } from "./multipart-forms.js";
import { isBetrayed } from "./secrets.js";
import { liveContracts } from "./services.js";
import { inChunks } from "./stream-target.js";
import { Notes, readable, type Target } from "./target.js";

const mutants = 10;
const statuses: ReadonlySet<number> = new Set([200, 202, 400, 408, 413, 415, 500]);

/**
 * Envelopes and multipart bodies, sound and damaged: a server answers everything, a client ends in one of its own errors,
 * and neither repeats what the message said.
 */
export const serviceTarget: Target = {
  name: "services",
  share: 1,
  async round(seed) {
    const notes = new Notes();
    const draw = createDraw(seed);
    const live = draw.pick(liveContracts());
    const service = draw.pick(live.services);
    const operation = draw.pick(service.operations);
    const messages = samplesOf(live, service, operation, seed);
    const request = messages.get("request");
    const response = messages.get("response");
    if (request !== undefined) await tryServer(live, service, operation, request, draw, notes);
    if (response !== undefined) await tryClient(live, service, operation, [...messages.values()], seed, draw, notes);
    return notes;
  },
};

/** Envelopes by direction; none where no valid one can be thought of. */
function samplesOf(
  { tables, codecs }: LiveContract,
  service: LiveService,
  operation: LiveOperation,
  seed: number,
): ReadonlyMap<string, string> {
  const dialect = dialectOf(service.description.soapVersion);
  try {
    const samples = sampleMessages(service, operation, tables, codecs, seed);
    return new Map(
      samples.map(({ direction, text }) => {
        if (direction !== "fault") return [direction, text];
        const fault = faultText(dialect, { code: "sender", reason: "x", language: "en", detail: [text] });
        return [direction, envelopeText(dialect, [], fault)];
      }),
    );
  } catch (error) {
    if (error instanceof NoSample) return new Map();
    throw error;
  }
}

/** A message as it may come over the wire. */
export function drawBody(envelope: string, mediaType: string, draw: Draw): MediaBody {
  const changed = drawSurroundings(draw.once(4) ? envelope : mutateEnvelope(envelope, draw), draw);
  const plain = drawBytes(changed, draw);
  const bytes = draw.once(4) ? mutateBytes(plain, draw) : plain;
  if (draw.once(3)) return drawMultipart(bytes, mediaType, draw);
  const parameters = ["", "; charset=utf-8", '; charset="UTF-8"', "; charset=iso-8859-1", "; charset=x", "; =", ";;"];
  const contentType = `${draw.once(10) ? draw.pick(["text/xml", "application/soap+xml", "text/plain", "", "multipart/related"]) : mediaType}`;
  return { contentType: `${contentType}${draw.pick(parameters)}`, bytes };
}

async function tryServer(
  live: LiveContract,
  service: LiveService,
  { description: { soapAction } }: LiveOperation,
  envelope: string,
  draw: Draw,
  notes: Notes,
): Promise<void> {
  const events: ServerErrorEvent[] = [];
  const server = serverOf(live, service, events);
  const { mediaType } = dialectOf(service.description.soapVersion);
  for (let mutant = 0; mutant <= mutants; mutant++) {
    const body =
      mutant === 0 ? { contentType: mediaType, bytes: Buffer.from(envelope) } : drawBody(envelope, mediaType, draw);
    const action = mutant === 0 ? soapAction : drawAction(soapAction, draw);
    const status = await tryRequest(server, events, body, action, draw, notes);
    if (mutant === 0 && status > 202) notes.add(`a sample is refused: ${status}`, body.bytes);
  }
}

/**
 * Sends a request that may be anything. The server answers with something sound, and has no error of its own.
 *
 * @returns the status; 0 when there is none
 */
export async function tryRequest(
  server: SoapServer,
  events: ServerErrorEvent[],
  body: MediaBody,
  soapAction: string,
  draw: Draw,
  notes: Notes,
): Promise<number> {
  const input = `${soapAction} ${body.contentType}\n${readable(body.bytes)}`;
  let status = 0;
  await notes.tryAsync(input, async () => {
    notes.count("requests");
    events.length = 0;
    const response = await server.handle(requestOf(body, soapAction, draw));
    const text = await response.text();
    ({ status } = response);
    if (status === 200 || status === 202) notes.count("answered requests");
    const isInternal = events.some(({ code, error }) => code === "SF-S-INTERNAL" || isOurs(code, error));
    const said = `${status} ${text}\n${events.map(({ code, error }) => `${code} ${stackOf(error)}`).join("\n")}`;
    if (isInternal) notes.add(`an internal error: ${said}`, input);
    if (!statuses.has(status)) notes.add(`an odd status: ${said}`, input);
    if (text.startsWith("<") && !isWellFormed(text)) notes.add(`an answer that is not well-formed: ${said}`, input);
    if (isRepeated(text) || isBetrayed(events.map(({ issues }) => issues))) {
      notes.add(`a value is repeated: ${said}`, input);
    }
  });
  return status;
}

/** What the mock could not do is no error of the server. */
function isOurs(code: string, error: unknown): boolean {
  return code === "SF-S-IMPLEMENTATION" && !(error instanceof NoSample);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : "";
}

/** Whether an answer repeats the request: but for what it answers to, and the names of header blocks that are not understood. */
function isRepeated(text: string): boolean {
  return isBetrayed(
    text
      .replace(/<(?:[^<>]*:)?RelatesTo\b.*?<\/(?:[^<>]*:)?RelatesTo>/gs, "")
      .replace(/<(?:[^<>]*:)?NotUnderstood\b[^<>]*>/g, ""),
  );
}

function serverOf(live: LiveContract, service: LiveService, events: ServerErrorEvent[]): SoapServer {
  const { model, tables, codecs } = live;
  const [mock] = createMocks(model, tables, codecs, [service], 1, () => {});
  if (mock === undefined) throw new Error("no mock");
  const methods = service.operations.map(({ description: { method, output } }, index) => [
    method,
    (): unknown => (output === undefined ? undefined : answerOf(live, service.operations[index])),
  ]);
  return createServer(service.description, Object.fromEntries(methods), {
    language: "en",
    onError: (event) => void events.push(event),
  });
}

function answerOf(live: LiveContract, operation: LiveOperation | undefined): unknown {
  if (operation?.model.output === undefined) return undefined;
  const sample = (element: number): unknown => validSample(element, live.tables, live.codecs, 1);
  const body = sample(operation.model.output);
  const { outputHeaders } = operation.model;
  if (outputHeaders.length === 0) return body;
  return {
    body,
    headers: Object.fromEntries(outputHeaders.map(({ propertyName, element }) => [propertyName, sample(element)])),
  };
}

export function drawAction(soapAction: string, draw: Draw): string {
  return draw.once(4) ? draw.pick(["", "urn:nosuch", '"']) : soapAction;
}

function requestOf({ contentType, bytes }: MediaBody, soapAction: string, draw: Draw): Request {
  const headers: Record<string, string> = { soapaction: `"${soapAction.replace(/[^\t -~]/g, "?")}"` };
  // HTTP has no other characters in a header.
  if (contentType !== "") headers["content-type"] = contentType.replace(/[^\t -~]/g, "?");
  const init = { method: "POST", headers };
  if (draw.once(2)) return new Request("http://localhost/service", { ...init, body: new Uint8Array(bytes) });
  const chunks = inChunks(bytes, draw);
  const content = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    yield* chunks;
  };
  return new Request(
    "http://localhost/service",
    Object.assign(init, { body: readableOf(content()), duplex: "half" as const }),
  );
}

async function tryClient(
  live: LiveContract,
  { description }: LiveService,
  operation: LiveOperation,
  envelopes: readonly string[],
  seed: number,
  draw: Draw,
  notes: Notes,
): Promise<void> {
  const { mediaType } = dialectOf(description.soapVersion);
  let answer: TransportResponse | undefined;
  const caller = createCaller(description, {
    endpoint: "http://localhost/",
    transport: async () => {
      if (answer === undefined) throw new Error("nothing to answer with");
      return answer;
    },
  });
  const sample = (element: number): unknown => validSample(element, live.tables, live.codecs, seed);
  let message: unknown;
  let headers: object;
  try {
    message = sample(operation.model.input);
    headers = Object.fromEntries(
      operation.model.inputHeaders.map(({ propertyName, element }) => [propertyName, sample(element)]),
    );
  } catch (error) {
    if (error instanceof NoSample) return;
    throw error;
  }
  const [, response = ""] = envelopes;
  for (let mutant = 0; mutant <= mutants; mutant++) {
    const body =
      mutant === 0
        ? { contentType: mediaType, bytes: Buffer.from(response) }
        : drawBody(draw.pick(envelopes), mediaType, draw);
    const status = mutant === 0 ? 200 : drawStatus(draw);
    const call = async (): Promise<void> => {
      answer = { status, headers: { "content-type": body.contentType }, body: body.bytes };
      const onAttachments = draw.once(2) ? { onAttachments: () => undefined } : {};
      await caller(operation.description, message, { messageId: "urn:uuid:1", ...onAttachments }, headers);
    };
    const error = await tryAnswer(body, call, notes);
    // Samples know nothing of arrays of several dimensions.
    if (mutant === 0 && error !== undefined && error.code !== "SF-C-REQUEST-INVALID") {
      notes.add(`a sample is refused: ${error.message} ${JSON.stringify(error)}`, body.bytes);
    }
  }
}

export function drawStatus(draw: Draw): number {
  return draw.pick([200, 200, 200, 202, 400, 500, 503, 302]);
}

/** Calls with an answer that may be anything. The call ends well, or in an error of a client, which is returned. */
export async function tryAnswer(
  body: MediaBody,
  call: () => Promise<void>,
  notes: Notes,
): Promise<SnitfladeError | undefined> {
  const input = `${body.contentType}\n${readable(body.bytes)}`;
  let failure: SnitfladeError | undefined;
  await notes.tryAsync(input, async () => {
    notes.count("answers");
    try {
      await call();
      notes.count("read answers");
    } catch (error) {
      if (!isSnitfladeError(error)) throw error;
      failure = error;
      if (isBetrayed(`${error.message} ${JSON.stringify(error)}`)) {
        notes.add(`a value is repeated: ${error.message} ${JSON.stringify(error)}`, input);
      }
    }
  });
  return failure;
}
