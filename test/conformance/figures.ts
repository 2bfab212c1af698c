/** A line of the harness's output. */
export interface Verdict {
  readonly id: string;
  readonly kind: "schema" | "instance";
  readonly expected: "valid" | "invalid";
  /** `agree`, or the way in which the adapter's answer is wrong. */
  readonly verdict: string;
  readonly message?: string;
}

/** How many tests of one kind agree. */
export interface Figure {
  readonly name: string;
  readonly agree: number;
  readonly total: number;
}

const kinds: readonly { readonly name: string; readonly kind: string; readonly expected: string }[] = [
  { name: "valid schemas accepted", kind: "schema", expected: "valid" },
  { name: "invalid schemas refused", kind: "schema", expected: "invalid" },
  { name: "valid instances accepted", kind: "instance", expected: "valid" },
  { name: "invalid instances refused", kind: "instance", expected: "invalid" },
];

/** The four shares by which schema processors are compared. */
export function figures(verdicts: readonly Verdict[]): readonly Figure[] {
  return kinds.map(({ name, kind, expected }) => {
    const tests = verdicts.filter((verdict) => verdict.kind === kind && verdict.expected === expected);
    return { name, agree: tests.filter(({ verdict }) => verdict === "agree").length, total: tests.length };
  });
}
