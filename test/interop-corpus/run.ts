import { join } from "node:path";
import { parseArgs } from "node:util";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { startMock, type RunningMock } from "../../generator/pipeline/serve-mock.js";
import { corpusContracts, corpusFolder } from "../corpus/contracts.js";
import { compareFailures, readKnownFailures } from "../support/expected-failures.js";
import { callForeign, type ForeignClient, foreignClients, type Way } from "./foreign-client.js";
import { type ForeignRequest, requestsOf, withUnknownBody } from "./requests.js";

/*
 * Mocks every sound contract of the corpus and lets SOAP stacks that are not ours call every operation, with nothing but
 * the mock's ?wsdl to go by. `npm run test:mock`; with `--filter PATTERN` only the contracts whose id the pattern matches,
 * with `--verbose` every problem.
 *
 * `known-failures.tsv` says what a client cannot do, and why. A difference in either direction is a failure, and so are
 * fewer than 20 contracts that both clients call without a problem.
 */

const { values: options } = parseArgs({ options: { filter: { type: "string" }, verbose: { type: "boolean" } } });
const seed = 1;
const enough = 20;

/** Calls made in one way, and those that went well. */
interface Count {
  made: number;
  well: number;
}

const folder = corpusFolder();
const broken = new Set(readKnownFailures(join(import.meta.dirname, "../corpus/broken.tsv")).map(({ id }) => id));
const filter = new RegExp(options.filter ?? "");
const contracts = corpusContracts().filter(({ id }) => filter.test(id) && !broken.has(id));
const failures = new Map<string, string>();
const served = new Map<string, Set<string>>();
say(`${"contract".padEnd(42)} client  sent       built      refused`);
for (const { id, wsdl } of contracts) await tryContract(id, wsdl);
if (!judge()) process.exitCode = 1;

async function tryContract(id: string, wsdl: string): Promise<void> {
  const requests = requestsOf(wsdl, folder, seed);
  let answered = 0;
  const mock = await startMock({ wsdl, folder, operations: [], seed, port: 0 }, createDiagnostics(), ({ outcome }) => {
    if (outcome === "answered") answered++;
  });
  if (mock === undefined) {
    failures.set(`${id}/mock`, "not served");
    return;
  }
  try {
    for (const client of foreignClients) {
      answered = 0;
      const well = await tryClient(id, client, requests, mock);
      // An answer that a client is content with has to come from the operation, not from somewhere before it.
      if (answered < well) failures.set(`${id}/${client.name}/answers`, `${answered} of ${well}`);
    }
  } finally {
    mock.stop();
    await mock.closed;
  }
}

/** How many calls went well that had to be answered. */
async function tryClient(
  id: string,
  client: ForeignClient,
  requests: readonly (readonly ForeignRequest[])[],
  { services }: RunningMock,
): Promise<number> {
  const counts: Record<Way, Count> = {
    sent: { made: 0, well: 0 },
    built: { made: 0, well: 0 },
    refused: { made: 0, well: 0 },
  };
  for (const [index, ofService] of requests.entries()) {
    const address = services[index]?.url ?? "";
    const first = ofService.slice(0, 1).map((call) => ({ ...call, envelope: withUnknownBody(call.envelope) }));
    const calls = [
      ...ofService.map((call) => ({ ...call, address, way: "sent" as const })),
      ...ofService.map((call) => ({ ...call, address, way: "built" as const })),
      ...first.map((call) => ({ ...call, address, way: "refused" as const })),
    ];
    const answers = await callForeign(client, address, calls);
    if (!answers.loaded) {
      failures.set(`${id}/${client.name}/load`, "not loaded");
      detail(answers.problem);
      continue;
    }
    answers.problems.forEach((problem, position) => {
      const call = calls[position];
      if (call === undefined) return;
      counts[call.way].made++;
      if (problem === null) counts[call.way].well++;
      else detail(`${call.operation} ${call.way}: ${problem}`);
    });
  }
  const { sent, built, refused } = counts;
  say(`${id.padEnd(42)} ${client.name.padEnd(7)} ${[sent, built, refused].map(shown).join(" ")}`);
  for (const [way, { made, well }] of Object.entries(counts)) {
    // Which calls fail is a matter of the samples, which may change; that some do is not.
    if (well < made) failures.set(`${id}/${client.name}/${way}`, well === 0 ? "none" : "some");
  }
  if (sent.made > 0 && sent.well === sent.made) {
    served.set(id, (served.get(id) ?? new Set()).add(client.name));
  }
  return sent.well + built.well;
}

function shown({ made, well }: Count): string {
  return `${well}/${made}`.padEnd(10);
}

/** Prints the differences from what is known; true when there are none. */
function judge(): boolean {
  const ids = new Set(contracts.map(({ id }) => id));
  const known = readKnownFailures(join(import.meta.dirname, "known-failures.tsv"));
  const { unexpected, fixed } = compareFailures(failures, known, (id) => ids.has(id.slice(0, id.indexOf("/"))));
  for (const { id, verdict } of unexpected) say(`not in the list, or not so: ${id}\t${verdict}`);
  for (const { id, verdict } of fixed) say(`in the list, but it works: ${id}\t${verdict}`);
  const both = [...served.values()].filter((clients) => clients.size === foreignClients.length).length;
  say(`${contracts.length} contracts; both clients send to every operation of ${both} and read every answer`);
  const isWhole = options.filter === undefined;
  if (isWhole && both < enough) say(`that is fewer than ${enough}`);
  return contracts.length > 0 && unexpected.length === 0 && fixed.length === 0 && (!isWhole || both >= enough);
}

function detail(text: string): void {
  if (options.verbose === true) say(`    ${text}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
