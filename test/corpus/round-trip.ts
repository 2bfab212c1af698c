import { join } from "node:path";
import { parseArgs } from "node:util";
import { compareFailures, readKnownFailures } from "../support/expected-failures.js";
import { corpusContracts } from "./contracts.js";
import { differenceOf } from "./same-message.js";
import { type JudgeJob, judgeByXerces } from "./schema-judge.js";
import { openGenerated, type GeneratedElement, type GeneratedMessages } from "./generated-messages.js";

/*
 * Makes samples of every message of every sound contract of the corpus and sends each through the code of the generated
 * package: what is read and written again must be the same message, by the fast path and by the tables. Samples and
 * broken forms of them are judged by Xerces from the original files, which must think as our validator does. Part of
 * `npm run test:corpus`; with `--filter PATTERN` only the contracts whose id the pattern matches, with `--verbose` every
 * difference.
 *
 * `round-trip-failures.tsv` says what is different, and why. A change in either direction is a failure.
 */

const { values: options } = parseArgs({ options: { filter: { type: "string" }, verbose: { type: "boolean" } } });
const seeds = [1, 2, 3];
/** Broken forms of a message that are tried, and of all messages of a contract. */
const mostBroken = 60;
const mostBrokenOfAll = 3_000;

/** A document for Xerces, and what we think of it. */
interface Judged {
  readonly name: string;
  readonly text: string;
  readonly isValid: boolean;
}

const filter = new RegExp(options.filter ?? "");
const refusedContracts = new Set(readKnownFailures(join(import.meta.dirname, "broken.tsv")).map(({ id }) => id));
const contracts = corpusContracts().filter(({ id }) => filter.test(id) && !refusedContracts.has(id));
/** `contract/check` → how many of how many, and the first difference of each. */
const failures = new Map<string, string>();
const details = new Map<string, string[]>();
const jobs: { readonly id: string; readonly documents: readonly string[]; readonly judged: readonly Judged[] }[] = [];
let made = 0;
let broken = 0;
for (const { id, wsdl } of contracts) {
  const contract = openGenerated(wsdl);
  jobs.push({ id, documents: contract.documents, judged: messagesOf(id, contract) });
}
await judge();
if (!report()) process.exitCode = 1;

/** Sends the samples of a contract through its code, and collects what Xerces is to judge. */
function messagesOf(id: string, { elements }: GeneratedMessages): readonly Judged[] {
  const judged: Judged[] = [];
  const few = Math.max(1, Math.min(mostBroken, Math.floor(mostBrokenOfAll / elements.length)));
  for (const element of elements) {
    const { name } = element;
    const seen = new Set<string>();
    for (const seed of seeds) {
      const text = element.sample(seed);
      if (typeof text !== "string") {
        note(id, "sample", `${name}: ${text.problem}`);
        break;
      }
      if (seen.has(text)) continue;
      seen.add(text);
      made++;
      for (const way of ["fast", "tables"] as const) roundTrip(id, way, element, text);
      for (const document of element.documents(text)) judged.push({ name, text: document, isValid: true });
      if (seen.size > 1) continue;
      const changed = element.broken(text, few);
      broken += changed.length;
      judged.push(...changed.map(({ change, ...rest }) => ({ name: `${name}, ${change}`, ...rest })));
    }
  }
  say(
    `${id.padEnd(42)} ${String(elements.length).padStart(5)} messages, ${String(judged.length).padStart(6)} documents`,
  );
  return judged;
}

function roundTrip(id: string, way: "fast" | "tables", element: GeneratedElement, text: string): void {
  const written = element.roundTrip(text, way);
  if (typeof written !== "string") {
    note(id, way, `${element.name}: ${written.problem}`);
    return;
  }
  const difference = differenceOf(text, written);
  if (difference !== undefined) note(id, way, `${element.name}: ${difference}`);
}

async function judge(): Promise<void> {
  const answers = await judgeByXerces(
    jobs.map(({ documents, judged }): JudgeJob => ({ documents, messages: judged.map(({ text }) => text) })),
  );
  answers.forEach(({ refused, problems }, index) => {
    const { id = "", judged = [] } = jobs[index] ?? {};
    if (refused !== undefined) {
      note(id, "schema", refused);
      return;
    }
    problems.forEach((problem, position) => {
      const { name = "", isValid = true } = judged[position] ?? {};
      if (isValid && problem !== undefined) note(id, "valid", `${name}: ${problem}`);
      if (!isValid && problem === undefined) note(id, "invalid", `${name}: Xerces takes it`);
    });
  });
}

function note(id: string, check: string, problem: string): void {
  const key = `${id}/${check}`;
  failures.set(key, "differs");
  details.set(key, [...(details.get(key) ?? []), problem]);
}

/** Prints the differences from what is known; true when there are none. */
function report(): boolean {
  const ids = new Set(contracts.map(({ id }) => id));
  const known = readKnownFailures(join(import.meta.dirname, "round-trip-failures.tsv"));
  const { unexpected, fixed } = compareFailures(failures, known, (id) => ids.has(id.slice(0, id.indexOf("/"))));
  for (const { id } of options.verbose === true ? [...failures].map(([key]) => ({ id: key })) : unexpected) {
    const problems = details.get(id) ?? [];
    say(`${id}: ${problems.length} messages`);
    for (const problem of problems.slice(0, options.verbose === true ? 10 : 3)) say(`    ${problem.slice(0, 400)}`);
  }
  for (const { id } of fixed) say(`in the list of differences, but there is none: ${id}`);
  say(`${made} messages of ${contracts.length} contracts went there and back, ${broken} broken ones were judged`);
  say(`${unexpected.length + fixed.length} differences from the list`);
  return contracts.length > 0 && broken > 0 && unexpected.length === 0 && fixed.length === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
