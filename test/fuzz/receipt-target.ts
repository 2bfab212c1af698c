import { Buffer } from "node:buffer";
import fc from "fast-check";
import { createCaller } from "../../runtime/client/call.js";
import type { TransportResponse } from "../../runtime/client/transport.js";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import type { ServerErrorEvent } from "../../runtime/server/options.js";
import { createServer } from "../../runtime/server/server.js";
import { envelopeText } from "../../runtime/soap/envelope-text.js";
import type { AnyOperation, Receipt, ServiceDescription } from "../../runtime/soap/service.js";
import { dialectOf } from "../../runtime/soap/versions.js";
import { valueOf } from "../support/arbitraries.js";
import type { Draw } from "../support/random.js";
import { createDraw } from "./draw.js";
import { publishedServices } from "./published-packages.js";
import { drawAction, drawBody, drawStatus, tryAnswer, tryRequest } from "./service-target.js";
import { Notes, type Target } from "./target.js";

const mutants = 10;

/** The published services, with their receipts and rules: envelopes, sound and damaged, to the server and to the client. */
export const receiptTarget: Target = {
  name: "receipts",
  share: 1,
  async round(seed) {
    const notes = new Notes();
    const draw = createDraw(seed);
    const service = draw.pick(publishedServices);
    const operation = draw.pick(service.operations);
    const request = envelopeOf(service, operation.input, seed);
    await tryServer(service, operation, request, draw, notes);
    if (operation.output !== undefined) {
      const answers = [operation.output, ...operation.faults.map(({ detail }) => detail)].map((codec) =>
        envelopeOf(service, codec, seed),
      );
      await tryClient(service, operation, answers, seed, draw, notes);
    }
    return notes;
  },
};

type Codec = AnyOperation["input"];

function valuesOf(codec: Codec, seed: number): readonly unknown[] {
  // The codecs of a generated package know their elements.
  return fc.sample(valueOf((codec as DocumentCodec<unknown>).element), { seed, numRuns: 1 });
}

function envelopeOf({ soapVersion }: ServiceDescription, codec: Codec, seed: number): string {
  const [value] = valuesOf(codec, seed);
  return envelopeText(dialectOf(soapVersion), [], codec.encode(value, []) ?? "");
}

async function tryServer(
  service: ServiceDescription,
  { soapAction }: AnyOperation,
  envelope: string,
  draw: Draw,
  notes: Notes,
): Promise<void> {
  const events: ServerErrorEvent[] = [];
  const receipt = (): Receipt => ({
    code: draw.pick(["Ok", "Advarsel", "Fejl"]),
    reason: draw.pick([undefined, "x"]),
    errors: draw.pick([[], [{ code: "A", text: "en & <to>" }]]),
  });
  const methods = service.operations.map(({ method }) => [method, receipt] as const);
  const server = createServer(service, Object.fromEntries(methods), {
    language: draw.pick(["da", "en"]),
    receiptsAs: draw.pick(["response", "fault"]),
    rules: { side: draw.pick(["sender", "receiver", "platform"]) },
    onError: (event) => void events.push(event),
  });
  const { mediaType } = dialectOf(service.soapVersion);
  for (let mutant = 0; mutant <= mutants; mutant++) {
    const body =
      mutant === 0 ? { contentType: mediaType, bytes: Buffer.from(envelope) } : drawBody(envelope, mediaType, draw);
    await tryRequest(server, events, body, mutant === 0 ? soapAction : drawAction(soapAction, draw), draw, notes);
  }
}

async function tryClient(
  service: ServiceDescription,
  operation: AnyOperation,
  envelopes: readonly string[],
  seed: number,
  draw: Draw,
  notes: Notes,
): Promise<void> {
  let answer: TransportResponse | undefined;
  const caller = createCaller(service, {
    endpoint: "http://localhost/",
    transport: async () => {
      if (answer === undefined) throw new Error("nothing to answer with");
      return answer;
    },
  });
  const [message] = valuesOf(operation.input, seed);
  const { mediaType } = dialectOf(service.soapVersion);
  for (let mutant = 0; mutant < mutants; mutant++) {
    const body = drawBody(draw.pick(envelopes), mediaType, draw);
    answer = { status: drawStatus(draw), headers: { "content-type": body.contentType }, body: body.bytes };
    await tryAnswer(body, async () => void (await caller(operation, message, { messageId: "urn:uuid:1" })), notes);
  }
}
