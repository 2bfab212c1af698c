import type { Contract } from "../contract/model.js";
import { builtInPrefix } from "../read/well-known.js";
import { lintBindings } from "./binding-rules.js";
import { lintDescription } from "./description-rules.js";
import { lintDocuments } from "./document-rules.js";
import type { LintFinding } from "./finding.js";
import { lintSchema } from "./schema-rules.js";

/** All findings on a contract that was read without errors, in the order of files and places. */
export function lintContract(contract: Contract): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  const report = (code: LintFinding["code"], message: string, position: LintFinding["position"]): void => {
    // What stands in a schema of ours is not the contract's doing.
    if (!position.file.startsWith(builtInPrefix)) findings.push({ code, message, position });
  };
  lintDocuments(contract, report);
  lintDescription(contract, report);
  lintBindings(contract, report);
  lintSchema(contract, report);
  const condensed = condense(findings);
  const order = new Map(contract.documents.map(({ file }, index) => [file, index]));
  const placeOf = ({ position: { file, line, column } }: LintFinding): readonly number[] => [
    order.get(file) ?? Infinity,
    line,
    column,
  ];
  return condensed.sort((left, right) => compare(placeOf(left), placeOf(right)) || (left.code < right.code ? -1 : 1));
}

/** Advice on schemas repeats itself: one finding a file, at the first place, says how many there are. */
function condense(findings: readonly LintFinding[]): LintFinding[] {
  const first = new Map<string, { readonly finding: LintFinding; count: number }>();
  const result: LintFinding[] = [];
  for (const finding of findings) {
    if (!finding.code.startsWith("SF-L-")) {
      result.push(finding);
      continue;
    }
    const key = `${finding.code} ${finding.position.file}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, { finding, count: 1 });
    else known.count++;
  }
  for (const { finding, count } of first.values()) {
    result.push(
      count === 1
        ? finding
        : { ...finding, message: `${finding.message} So it is with ${count - 1} more in this file.` },
    );
  }
  return result;
}

function compare(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((value, position) => value !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
