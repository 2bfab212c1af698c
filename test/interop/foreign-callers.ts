import { fileURLToPath } from "node:url";
import {
  createKSDSygefravaerServer,
  createSygefravaerServiceKSDServer,
  createKSDSygefravaerSapPiServer,
} from "@sf2090/forretningssvar/server";
import {
  createSygefravaerServer,
  type ServerOptions,
  type SoapServer,
  type SygefravaerImplementation,
} from "@sf2090/sygefravaer/server";
import type { TransportReceipt } from "@sf2090/sygefravaer/receipts";
import { listen, type Loopback } from "../support/loopback.js";
import { fixtureValue, kebab, operations, requestKind } from "../support/messages.js";
import { output } from "./processes.js";

/* Generated servers for foreign callers: what the test files of the two callers share. */

/** A call for a script of a foreign stack to make. */
export interface ForeignCall {
  readonly operation: string;
  readonly message: unknown;
  /** Local name of an element to take out of the finished request, behind the stack's back. */
  readonly omit?: string;
}

/** What the script saw; `answer` is the receipt, with or without the element around it. */
export interface ForeignAnswer {
  readonly answer?: WireReceipt & { readonly TransportKvittering?: WireReceipt };
  readonly fault?: {
    readonly code: string;
    readonly message: string;
    readonly detail: unknown;
    readonly text?: Readonly<Record<string, string>>;
  };
}

/** A receipt as the contract spells it. */
export interface WireReceipt {
  readonly TransportValideringKode: string;
  readonly Begrundelse?: string | null;
  readonly FejlListe?: readonly { readonly FejlKode: string; readonly FejlTekst: string }[] | null;
}

/** Runs a script that reads calls from its input and writes what it got. */
export async function callers(
  command: string,
  script: string,
  url: string,
  calls: readonly ForeignCall[],
): Promise<readonly ForeignAnswer[]> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return JSON.parse(await output(command, [path, `${url}?wsdl`], JSON.stringify(calls))) as readonly ForeignAnswer[];
}

export function receiptOf({ answer, fault }: ForeignAnswer): WireReceipt {
  if (answer === undefined) throw new Error(`a fault instead of a receipt: ${JSON.stringify(fault)}`);
  return answer.TransportKvittering ?? answer;
}

/** What a server's implementation was called with. */
export interface Seen {
  readonly operation: string;
  readonly message: unknown;
}

/** One service with the operations that foreign callers are to call, and a valid message for each. */
export interface ForeignService {
  readonly name: string;
  readonly messages: readonly { readonly operation: string; readonly message: unknown }[];
  start(seen: Seen[], answer: () => TransportReceipt, options?: ServerOptions): Promise<Loopback>;
}

type Handler = (message: unknown, context: { readonly operation: string }) => TransportReceipt;

function service(
  name: string,
  kinds: readonly (readonly [operation: string, kind: string, fixture: string])[],
  create: (handler: Handler, options: ServerOptions) => SoapServer,
): ForeignService {
  return {
    name,
    messages: kinds.map(([operation, kind, fixture]) => ({
      operation,
      message: fixtureValue(requestKind(kind), fixture),
    })),
    start(seen, answer, options = {}) {
      const handler: Handler = (message, context) => {
        seen.push({ operation: context.operation, message });
        return answer();
      };
      return listen(create(handler, options).nodeListener);
    },
  };
}

export const services: readonly ForeignService[] = [
  service(
    "Sygefravaer",
    operations.map((operation) => [operation, operation, `${kebab(operation)}.authority.xml`]),
    (handler, options) => {
      const handlers = Object.fromEntries(operations.map((operation) => [operation, handler]));
      return createSygefravaerServer(handlers as unknown as SygefravaerImplementation, options);
    },
  ),
  service(
    "KSDSygefravaer",
    [["SendForretningsSvar", "SendForretningsSvar", "send-forretningssvar.authority.xml"]],
    (handler, options) => createKSDSygefravaerServer({ SendForretningsSvar: handler }, options),
  ),
  service(
    "SygefravaerServiceKSD",
    [["ModtagForretningsSvar", "ModtagForretningsSvar", "modtag-forretningssvar.xml"]],
    (handler, options) => createSygefravaerServiceKSDServer({ ModtagForretningsSvar: handler }, options),
  ),
  service(
    "KSDSygefravaerSapPi",
    [["ModtagForretningsSvar", "ModtagForretningsSvar of SAP PI", "sap-pi-modtag-forretningssvar.xml"]],
    (handler, options) => createKSDSygefravaerSapPiServer({ ModtagForretningsSvar: handler }, options),
  ),
];
