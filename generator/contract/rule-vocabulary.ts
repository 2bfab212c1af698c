/*
 * What a rule can say besides the names of the contract: the values of the context that a caller supplies, and the
 * functions. Both exist in the runtime under the same names (`RuleContext`, the rule functions).
 */

/** The kinds of values that the rule language tells apart. */
export type ValueKind =
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  /** `xs:date`, `xs:dateTime` and the like, by the local name of the primitive type. */
  | { readonly kind: "temporal"; readonly primitive: string }
  /** Something that can be asked whether it has a text. */
  | { readonly kind: "set" }
  | { readonly kind: "texts" };

export interface ContextValue {
  readonly value: ValueKind;
  /** Closed set of texts it can be. */
  readonly codes?: readonly string[];
  /** It is a function of a text. */
  readonly takes?: "text";
}

const text: ValueKind = { kind: "text" };
const boolean: ValueKind = { kind: "boolean" };

/** `RuleContext` of the runtime, property by property. */
export const contextValues: ReadonlyMap<string, ContextValue> = new Map<string, ContextValue>([
  ["securityMode", { value: text, codes: ["token", "certificate"] }],
  ["tokenCvr", { value: text }],
  ["tokenAudience", { value: text }],
  ["serviceEntityId", { value: text }],
  ["party", { value: text }],
  ["isCertificateAuthorised", { value: boolean }],
  ["authorisedMunicipalities", { value: { kind: "set" } }],
  ["routes", { value: { kind: "set" } }],
  ["earlier", { value: text, codes: ["unknown", "same", "different"], takes: "text" }],
  ["isKnownTransaction", { value: boolean, takes: "text" }],
  ["answers", { value: { kind: "texts" }, takes: "text" }],
]);

/** What a function takes: a kind of value, any list, or the name of a field of a list's items. */
export type ParameterKind =
  "text" | "number" | "text or number" | "date or dateTime" | "dateTime" | "list" | "field of the list" | "numbers";

export interface RuleFunction {
  /** Name in the runtime. */
  readonly symbol: string;
  readonly parameters: readonly ParameterKind[];
  readonly result: ValueKind;
  /** Gives undefined where it cannot tell; the rule is then kept. */
  readonly undecided: boolean;
}

const number: ValueKind = { kind: "number" };

/** The functions of the rule language. */
export const ruleFunctions: ReadonlyMap<string, RuleFunction> = new Map<string, RuleFunction>([
  ["length", { symbol: "lengthOf", parameters: ["text"], result: number, undecided: false }],
  ["unique", { symbol: "isUnique", parameters: ["list", "field of the list"], result: boolean, undecided: false }],
  ["numeric", { symbol: "numericCode", parameters: ["text or number"], result: number, undecided: true }],
  [
    "before",
    { symbol: "isEarlier", parameters: ["date or dateTime", "date or dateTime"], result: boolean, undecided: true },
  ],
  [
    "dateOf",
    { symbol: "dateOf", parameters: ["dateTime"], result: { kind: "temporal", primitive: "date" }, undecided: false },
  ],
  ["isoWeeksInYear", { symbol: "isoWeeksInYear", parameters: ["number"], result: number, undecided: false }],
  [
    "isoWeekYear",
    { symbol: "isoWeekYear", parameters: ["number", "date or dateTime"], result: number, undecided: true },
  ],
  [
    "beginsWithDayAndMonth",
    { symbol: "beginsWithDayAndMonth", parameters: ["text", "number"], result: boolean, undecided: false },
  ],
  [
    "weightedRemainder",
    { symbol: "weightedRemainder", parameters: ["text", "numbers", "number"], result: number, undecided: true },
  ],
]);
