import type { Forretningssvar, TransportReceipt } from "@sf2090/forretningssvar/receipts";
import type { HeaderType } from "@sf2090/sygefravaer/types";
import type * as sygefravaerClient from "@sf2090/sygefravaer/client";
import type * as sygefravaerReceipts from "@sf2090/sygefravaer/receipts";
import type * as sygefravaerServer from "@sf2090/sygefravaer/server";
import type * as sygefravaerValidators from "@sf2090/sygefravaer/validators";
import type { ServerOptions, SoapServer } from "@sf2090/sygefravaer/server";
import type { Issue, Result } from "@snitflade/runtime/generated-code";

/*
 * The same domain, in the spellings that contracts give it. Everything that differs between bundles and services stands
 * here: where the packages come from, and what the functions of a service are called. Tests see only the domain.
 */

/** Loads a module of a package: `./client` of `sygefravaer`. */
export type Load = (name: "sygefravaer" | "forretningssvar", subPath: string) => Promise<object>;

/** The packages as they stand in output/. */
export const loadCommitted: Load = (name, subPath) =>
  import(`../../output/${name}/dist/${subPath}.js`) as Promise<object>;

/** The requests, KSD to jobcentre. */
export interface Requests {
  readonly client: typeof sygefravaerClient;
  readonly server: typeof sygefravaerServer;
  readonly receipts: typeof sygefravaerReceipts;
  readonly validators: typeof sygefravaerValidators;
}

export async function loadRequests(load: Load): Promise<Requests> {
  const [client, server, receipts, validators] = await Promise.all(
    ["client", "server", "receipts", "validators"].map((subPath) => load("sygefravaer", subPath)),
  );
  return { client, server, receipts, validators } as Requests;
}

/** A service that takes business answers, seen as domain values. */
export interface Answers {
  /** Makes the message. */
  to(answer: Forretningssvar): unknown;
  from(message: unknown): Forretningssvar;
  encode(message: unknown): Result<Uint8Array>;
  decode(bytes: Uint8Array): Result<unknown>;
  check(message: unknown, side: "sender" | "receiver"): readonly Issue[];
  serve(handler: (message: unknown) => TransportReceipt, options: ServerOptions): SoapServer;
  call(endpoint: string, message: unknown): Promise<TransportReceipt>;
}

/** One way to offer business answers, by the names of its generated functions. */
export interface AnswerService {
  readonly name: string;
  /** `createXClient` and `createXServer`. */
  readonly stem: string;
  readonly operation: string;
  /** `decodeX`, `toX`, `checkX`. */
  readonly message: string;
}

export const answerServices: readonly AnswerService[] = [
  {
    name: "SendForretningsSvar",
    stem: "KSDSygefravaer",
    operation: "SendForretningsSvar",
    message: "SendForretningsSvarRequest",
  },
  {
    name: "ModtagForretningsSvar",
    stem: "SygefravaerServiceKSD",
    operation: "ModtagForretningsSvar",
    message: "ModtagForretningsSvarRequest",
  },
  {
    name: "ModtagForretningsSvar of SAP PI",
    stem: "KSDSygefravaerSapPi",
    operation: "ModtagForretningsSvar",
    message: "ModtagForretningsSvarRequestSapPi",
  },
];

type Functions = Readonly<Record<string, (...parameters: never[]) => unknown>>;

export async function loadAnswers(load: Load, { stem, operation, message }: AnswerService): Promise<Answers> {
  const modules = await Promise.all(
    ["client", "server", "receipts", "validators", "codecs"].map((subPath) => load("forretningssvar", subPath)),
  );
  const all = Object.assign({}, ...modules) as Functions;
  const named = <Found>(name: string): Found => {
    const found = all[name];
    if (found === undefined) throw new Error(`the package exports no ${name}`);
    return found as Found;
  };
  const createClient = named<(options: { readonly endpoint: string }) => Functions>(`create${stem}Client`);
  const createServer = named<(implementation: object, options: ServerOptions) => SoapServer>(`create${stem}Server`);
  return {
    to: named(`to${message}`),
    from: named(`from${message}`),
    encode: named(`encode${message}`),
    decode: named(`decode${message}`),
    check: named(`check${message}`),
    serve: (handler, options) => createServer({ [operation]: handler }, options),
    call: (endpoint, value) => createClient({ endpoint })[operation]!(value as never) as Promise<TransportReceipt>,
  };
}

/** A header that every contract allows. */
export const header: HeaderType = {
  TransaktionIdentifikator: "6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01",
  BeskedForsendelsesDatoTid: "2021-01-14T08:15:30Z",
  RegsitreringFraDatoTid: "2021-01-14T08:15:00Z",
  RegistreringITsystem: "0b3f1b5e-7c0e-4c8c-8a52-4b7e0d6b1a10",
  Myndighed: "11111111",
  SygemeldtePart: "2512484916",
  ArbejdsgiverPart: "12345678",
  SagIdentifikator: "5d1d2d0c-9a61-4d53-b0c9-0c7b3f1f2e33",
  KMDSagIdentifikator: "KMD-Århus-4711",
  ForretningHaendelseDatoTid: "2021-01-13T12:00:00Z",
  FoersteFravaersdag: "2020-12-14",
};
