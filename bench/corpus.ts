import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * The folder of contracts of others, which are no part of the project: `../shared/corpus`, or `corpus` in the folder that
 * the environment variable `SNITFLADE_SHARED` names. Undefined, with a line on standard error, where it is not there.
 *
 * @throws Error in CI, where a measurement that measures nothing must not pass
 */
export function corpusFolder(): string | undefined {
  const shared = process.env["SNITFLADE_SHARED"] ?? join(import.meta.dirname, "..", "..", "shared");
  const folder = resolve(shared, "corpus");
  if (existsSync(folder)) return folder;
  const message = `There is no corpus in ${resolve(shared)}; SNITFLADE_SHARED can name the folder that holds it.`;
  if (process.env["CI"] !== undefined) throw new Error(message);
  process.stderr.write(`${message} What needs it is left out.\n`);
  return undefined;
}

/** A contract of the corpus. */
export interface CorpusContract {
  readonly id: string;
  /** Path below the folder. */
  readonly wsdl: string;
}

/** All contracts of the manifest. */
export function corpusContracts(folder: string): readonly CorpusContract[] {
  const [head = "", ...lines] = readFileSync(join(folder, "manifest.tsv"), "utf8").trim().split("\n");
  const columns = head.split("\t");
  return lines.map((line) => {
    const fields = line.split("\t");
    return { id: fields[columns.indexOf("id")] ?? "", wsdl: fields[columns.indexOf("root_wsdl")] ?? "" };
  });
}
