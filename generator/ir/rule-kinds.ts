import type { ParameterKind, ValueKind } from "../contract/rule-vocabulary.js";
import type { PackageModel, RuleExpression, TypeIndex } from "./model.js";

/*
 * The kinds of values that a rule can compare. The point of telling them apart is to find mistakes when code is
 * generated, not when a message arrives.
 */

export type OperandKind =
  | ValueKind
  /** An integer that may exceed ±2^53. */
  | { readonly kind: "big integer" }
  | { readonly kind: "object"; readonly type: TypeIndex }
  | { readonly kind: "list"; readonly item: OperandKind }
  /** Bytes, lists and unions of simple types: may be present or absent, and no more. */
  | { readonly kind: "opaque" };

export interface Operand {
  readonly expression: RuleExpression;
  readonly kind: OperandKind;
  /** The only texts that it can be. */
  readonly codes?: readonly string[];
}

/** The kind of one value of a type. */
export function kindOfType(model: Pick<PackageModel, "types">, index: TypeIndex): OperandKind {
  const type = model.types[index];
  if (type === undefined) throw new Error(`type ${index} does not exist`);
  if (type.kind === "object") return { kind: "object", type: index };
  if (type.variety.kind !== "atomic") return { kind: "opaque" };
  switch (type.representation) {
    case "number":
      return { kind: "number" };
    case "bigint":
      return { kind: "big integer" };
    case "boolean":
      return { kind: "boolean" };
    case "bytes":
      return { kind: "opaque" };
    case "string":
      return temporal.has(type.primitive) ? { kind: "temporal", primitive: type.primitive } : { kind: "text" };
  }
}

const temporal: ReadonlySet<string> = new Set(
  "date dateTime time gYear gYearMonth gMonth gMonthDay gDay duration".split(" "),
);

/** For messages. */
export function kindName(kind: OperandKind): string {
  return kind.kind === "temporal" ? kind.primitive : kind.kind === "texts" ? "list of texts" : kind.kind;
}

/** Why two values cannot be compared for equality; undefined when they can. */
export function whyNotEqual(left: Operand, right: Operand): string | undefined {
  const comparable: ReadonlySet<string> = new Set(["text", "number", "boolean", "big integer"]);
  if (left.kind.kind === "temporal" && right.kind.kind === "temporal") {
    return "dates are compared with before(…): the same moment can be written in several ways";
  }
  if (!comparable.has(left.kind.kind)) return `a ${kindName(left.kind)} cannot be compared`;
  if (left.kind.kind !== right.kind.kind) return `a ${kindName(left.kind)} is never equal to a ${kindName(right.kind)}`;
  if (left.codes === undefined || right.codes === undefined) return undefined;
  const shared = left.codes.some((code) => right.codes?.includes(code));
  return shared ? undefined : `${listed(left.codes)} is never ${listed(right.codes)}`;
}

function listed(codes: readonly string[]): string {
  return codes.length === 1 ? `"${codes[0] ?? ""}"` : `one of ${codes.map((code) => `"${code}"`).join(", ")}`;
}

/** Whether a function takes a value of this kind. */
export function takes(parameter: Exclude<ParameterKind, "field of the list" | "numbers">, kind: OperandKind): boolean {
  switch (parameter) {
    case "text":
    case "number":
      return kind.kind === parameter;
    case "text or number":
      return kind.kind === "text" || kind.kind === "number";
    case "date or dateTime":
      return kind.kind === "temporal" && (kind.primitive === "date" || kind.primitive === "dateTime");
    case "dateTime":
      return kind.kind === "temporal" && kind.primitive === "dateTime";
    case "list":
      return kind.kind === "list";
  }
}
