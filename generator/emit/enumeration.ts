import type { Documentation, SimpleTypeModel, TypeModel } from "../ir/model.js";

/** One code of an enumeration in TypeScript. */
export interface EnumerationMember {
  /** Key in the const object: the value as the schema writes it. */
  readonly key: string;
  readonly value: string | number | bigint;
  readonly documentation: Documentation;
}

/** Primitives whose values a decoder gives exactly as written, so that a literal type tells the truth. */
const literalPrimitives: ReadonlySet<string> = new Set(["string", "anyURI"]);

/**
 * The members of the const object and union that stand for an enumeration; undefined where the type has none, is governed
 * by a code list, or where equal values can be written in several ways (decimals, dates, QNames), so that a union of
 * literals would not hold all a decoder may return.
 */
export function enumerationMembers(type: SimpleTypeModel): readonly EnumerationMember[] | undefined {
  const { enumeration } = type.facets;
  if (enumeration === undefined || type.codeList !== undefined || type.variety.kind !== "atomic") return undefined;
  if (type.typeName === "") return undefined;
  const distinct = new Map<string, EnumerationMember>();
  for (const { value, documentation } of enumeration) {
    const parsed = parse(type, value);
    if (parsed === undefined) return undefined;
    if (!distinct.has(String(parsed)))
      distinct.set(String(parsed), { key: String(parsed), value: parsed, documentation });
  }
  return [...distinct.values()];
}

/** Whether a decoder gives the values of a type as texts exactly as they are written. */
export function hasLiteralTexts(type: TypeModel): boolean {
  return (
    type.kind === "simple" &&
    type.variety.kind === "atomic" &&
    type.representation === "string" &&
    type.codeList === undefined &&
    literalPrimitives.has(type.primitive)
  );
}

function parse(type: SimpleTypeModel, value: string): string | number | bigint | undefined {
  if (type.representation === "string") return literalPrimitives.has(type.primitive) ? value : undefined;
  if (type.primitive !== "decimal" || !/^\s*[+-]?\d+\s*$/.test(value)) return undefined;
  return type.representation === "number"
    ? Number(value)
    : type.representation === "bigint"
      ? BigInt(value.trim().replace("+", ""))
      : undefined;
}
