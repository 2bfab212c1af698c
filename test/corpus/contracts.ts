import { readFileSync } from "node:fs";
import { sharedPath } from "../support/shared.js";

/** One contract of the corpus, and what its code must have by an opinion that shares nothing with ours. */
export interface CorpusContract {
  readonly id: string;
  /** Path of the WSDL below the corpus. */
  readonly wsdl: string;
  readonly expected: Expectation;
}

/** Names only: they say nothing about nesting or the wire. */
export interface Expectation {
  readonly elements: readonly string[];
  readonly attributes: readonly string[];
  readonly enumerationValues: readonly string[];
  /** Operation → first-level children of what is sent and answered; a list for each port type that has the name. */
  readonly operations: Readonly<Record<string, ExpectedOperation>>;
  readonly operationNames: readonly string[];
}

export interface ExpectedOperation {
  readonly input?: readonly (readonly string[])[];
  readonly output?: readonly (readonly string[])[];
}

/** Folder that holds the contracts. */
export function corpusFolder(): string {
  return sharedPath("corpus");
}

/** Every contract of the manifest. */
export function corpusContracts(): readonly CorpusContract[] {
  const [header = "", ...rows] = readFileSync(sharedPath("corpus/manifest.tsv"), "utf8").trim().split("\n");
  const column = (name: string): number => header.split("\t").indexOf(name);
  const expectations = JSON.parse(readFileSync(sharedPath("corpus/expected.json"), "utf8")) as Readonly<
    Record<string, Expectation>
  >;
  return rows.map((row) => {
    const fields = row.split("\t");
    const id = fields[column("id")] ?? "";
    const expected = expectations[id];
    if (expected === undefined) throw new Error(`nothing is expected of ${id}`);
    return { id, wsdl: fields[column("root_wsdl")] ?? "", expected };
  });
}
