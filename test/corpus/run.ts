import { join } from "node:path";
import { parseArgs } from "node:util";
import { compileScenarios } from "../scenarios/compile.js";
import { compareFailures, readKnownFailures } from "../support/expected-failures.js";
import { corpusContracts, corpusFolder, type CorpusContract } from "./contracts.js";
import { generateContract, type GeneratedContract } from "./generate.js";
import { gapsIn } from "./judge.js";
import { surfaceOf } from "./surface.js";

/*
 * Generates every contract of the corpus, compiles what comes out, and holds it against expectations that were derived
 * without our model. `npm run test:corpus`; with `--filter PATTERN` only the contracts whose id the pattern matches.
 *
 * `broken.tsv` lists the contracts that must be refused, with the place and code of the first error; `known-gaps.tsv`
 * what packages lack. A difference in either direction is a failure.
 */

const { values: options } = parseArgs({ options: { filter: { type: "string" }, verbose: { type: "boolean" } } });

interface Outcome {
  readonly contract: CorpusContract;
  readonly generated: GeneratedContract;
  /** Kind of gap → what is missing. */
  readonly gaps: ReadonlyMap<string, string>;
}

const filter = new RegExp(options.filter ?? "");
const contracts = corpusContracts().filter(({ id }) => filter.test(id));
const outcomes: Outcome[] = [];
for (const contract of contracts) {
  const generated = await generate(contract);
  outcomes.push({ contract, generated, gaps: generated.files.size === 0 ? new Map() : gapsOf(contract, generated) });
}
const compilerErrors = await compile(outcomes);
printTable();
if (!judge()) process.exitCode = 1;

async function generate({ id, wsdl }: CorpusContract): Promise<GeneratedContract> {
  try {
    return await generateContract(corpusFolder(), wsdl, `@corpus/${id.toLowerCase()}`);
  } catch (error) {
    // A bug of ours must not keep the others from being tried.
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { files: new Map(), errors: [{ code: "crash", severity: "error", message }], cpu: 0 };
  }
}

function gapsOf({ expected }: CorpusContract, { files }: GeneratedContract): ReadonlyMap<string, string> {
  return new Map(gapsIn(surfaceOf(files), expected).map(({ kind, names }) => [kind, names.join(" ")]));
}

/** Contract → its first compiler errors. */
async function compile(all: readonly Outcome[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const packages = new Map(all.map(({ contract, generated }) => [contract.id, generated.files]));
  const errors = new Map<string, string[]>();
  for (const { file, line, code, message } of await compileScenarios(packages)) {
    const [id = ""] = file.split("/");
    const known = errors.get(id) ?? [];
    known.push(`${file}:${line} ${code} ${message}`);
    errors.set(id, known);
  }
  return errors;
}

function firstError({ errors }: GeneratedContract): string | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  const { file = "", line = 0, column = 0 } = first.position ?? {};
  return `${first.code} ${file.slice(file.lastIndexOf("/") + 1)}:${line}:${column}`;
}

function printTable(): void {
  say(`${"contract".padEnd(42)} files      KB  CPU ms  level`);
  for (const outcome of outcomes) {
    const { contract, generated } = outcome;
    const size = [...generated.files.values()].reduce((sum, text) => sum + text.length, 0);
    const columns = [
      contract.id.padEnd(42),
      String(generated.files.size).padStart(5),
      String(Math.round(size / 1024)).padStart(7),
      generated.cpu.toFixed(0).padStart(7),
    ];
    say(`${columns.join(" ")}  ${levelOf(outcome)}`);
  }
  const reached = outcomes.map(levelOf);
  const levels = [1, 2, 3, 4, 5].map(
    (level) => `level ${level}: ${reached.filter((one) => Number(one) >= level).length}`,
  );
  const refused = reached.filter((level) => level.startsWith("refused")).length;
  say(`${outcomes.length} contracts: ${refused} refused; ${levels.join(", ")}`);
}

/** The level reached, each above all before it, or why there is none. */
function levelOf({ contract, generated, gaps }: Outcome): string {
  if (generated.files.size === 0) return `refused ${firstError(generated)}`;
  if (compilerErrors.has(contract.id)) return "0";
  if (["operations", "input", "output"].some((kind) => gaps.has(kind))) return "1";
  if (gaps.has("elements") || gaps.has("attributes")) return "2";
  if (gaps.has("enumeration")) return "3";
  return gaps.has("any") ? "4" : "5";
}

/** Prints the differences from what is known; true when there are none. */
function judge(): boolean {
  const ids = new Set(contracts.map(({ id }) => id));
  const refusals = new Map(
    outcomes.flatMap(({ contract, generated }) => {
      const error = firstError(generated);
      return error === undefined ? [] : [[contract.id, error] as const];
    }),
  );
  const gaps = new Map(
    outcomes.flatMap(({ contract, gaps: found }) =>
      [...found].map(([kind, names]) => [`${contract.id}/${kind}`, names] as const),
    ),
  );
  const broken = readKnownFailures(join(import.meta.dirname, "broken.tsv"));
  const known = readKnownFailures(join(import.meta.dirname, "known-gaps.tsv"));
  const refused = compareFailures(refusals, broken, (id) => ids.has(id));
  const lacking = compareFailures(gaps, known, (id) => ids.has(id.slice(0, id.lastIndexOf("/"))));
  const messages = new Map(outcomes.map(({ contract, generated }) => [contract.id, generated.errors]));
  for (const { id, verdict } of refused.unexpected) {
    say(`not to be refused, or not so: ${id} ${verdict}`);
    const errors = messages.get(id) ?? [];
    for (const { code, message, position } of errors.slice(0, options.verbose === true ? Infinity : 5)) {
      say(`    ${code} ${position?.file}:${position?.line}:${position?.column} ${message}`);
    }
  }
  for (const { id } of refused.fixed) say(`to be refused, but generated: ${id}`);
  for (const { id, verdict } of lacking.unexpected) say(`missing: ${id}: ${shortened(verdict)}`);
  for (const { id } of lacking.fixed) say(`in the list of gaps, but there is none: ${id}`);
  for (const [id, errors] of compilerErrors) {
    say(`does not compile: ${id}, ${errors.length} errors`);
    for (const error of errors.slice(0, 5)) say(`    ${error}`);
  }
  const differences = [...refused.unexpected, ...refused.fixed, ...lacking.unexpected, ...lacking.fixed];
  return contracts.length > 0 && differences.length === 0 && compilerErrors.size === 0;
}

function shortened(text: string): string {
  return options.verbose === true || text.length <= 300 ? text : `${text.slice(0, 300)}…`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
