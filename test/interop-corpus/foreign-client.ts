import { fileURLToPath } from "node:url";
import { runToAnyEnd } from "../interop/processes.js";
import type { ForeignRequest } from "./requests.js";

/**
 * How a call is made: the envelope goes out as it is; the client makes a request of its own from what it reads in the
 * envelope; or the envelope is one that must be answered with a fault.
 */
export type Way = "sent" | "built" | "refused";

export interface ForeignCall extends ForeignRequest {
  readonly way: Way;
  readonly address: string;
}

/** A SOAP stack that is not ours, and its script. */
export interface ForeignClient {
  readonly name: string;
  readonly command: string;
  readonly script: string;
}

export const foreignClients: readonly ForeignClient[] = [
  { name: "zeep", command: "/usr/bin/python3", script: "zeep_calls.py" },
  { name: "php", command: "php", script: "php-calls.php" },
];

/** What came of the calls of one service. */
export type ForeignAnswers =
  | { readonly loaded: false; readonly problem: string }
  | { readonly loaded: true; readonly problems: readonly Problem[] };

/** By position of the call: what went wrong, if anything. */
export type Problem = string | null;

/** Makes the calls. A client that is ended by one is started again for those that follow. */
export async function callForeign(
  { command, script }: ForeignClient,
  url: string,
  calls: readonly ForeignCall[],
): Promise<ForeignAnswers> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const problems: Problem[] = [];
  while (problems.length < calls.length) {
    const input = JSON.stringify(calls.slice(problems.length));
    const { status, signal, stdout, stderr } = await runToAnyEnd(command, [path, `${url}?wsdl`], input, 120_000);
    const end = `the client ended with ${signal ?? status}: ${stderr.replaceAll(/\s+/g, " ").slice(0, 300)}`;
    const [loaded, ...answers] = stdout
      .split("\n")
      .filter((line) => line.startsWith("null") || line.startsWith('"'))
      .map((line) => JSON.parse(line) as Problem);
    if (loaded === undefined) return { loaded: false, problem: end };
    if (loaded !== null) return { loaded: false, problem: loaded };
    problems.push(...answers);
    if (problems.length < calls.length) problems.push(end);
  }
  return { loaded: true, problems };
}
