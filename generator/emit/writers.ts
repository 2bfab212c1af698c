import type { PackageModel, PatternRun, SimpleTypeModel } from "../ir/model.js";
import { type Code, code, imported, join, list, literal, name, raw, regularExpression } from "../print/code.js";
import { onlyPattern } from "./scanners.js";
import { at, runtimeValue } from "./symbols.js";

/** How the fast path writes values of a simple type. */
export interface Writer {
  /** The runtime's function; called with the encoder, the position, the value, and the rest. */
  readonly name: string;
  readonly rest: readonly Code[];
  /** The constant to print, such as a pattern or a code map. */
  readonly definition?: Code;
}

/** The writer of a simple type; types without one of their own are written by their table. */
export function writerOf(model: PackageModel, type: SimpleTypeModel): Writer {
  const table = imported(type.symbolName, `src/codecs/tables/${at(model.namespaces, type.namespace).module}`);
  const byTable: Writer = { name: "writeSimple", rest: [table] };
  const { facets } = type;
  if (type.variety.kind !== "atomic") return byTable;
  const lengths = facets.length ?? facets.minLength ?? facets.maxLength;
  const bounds = facets.minInclusive ?? facets.minExclusive ?? facets.maxInclusive ?? facets.maxExclusive;
  if (facets.enumeration !== undefined) {
    return type.representation === "string" &&
      type.primitive === "string" &&
      facets.patterns.length === 0 &&
      lengths === undefined
      ? codeWriter(type)
      : byTable;
  }
  if (type.representation === "boolean" && facets.patterns.length === 0) return runtimeWriter("writeBoolean");
  if (type.representation === "number" && type.primitive === "decimal") return integerWriter(type) ?? byTable;
  if (type.representation !== "string") return byTable;
  if (type.primitive === "date" || type.primitive === "dateTime") {
    if (facets.patterns.length > 0 || bounds !== undefined) return byTable;
    return runtimeWriter(type.primitive === "date" ? "writeDate" : "writeDateTime", table);
  }
  if (type.primitive !== "string") return byTable;
  const pattern = onlyPattern(facets);
  if (pattern?.shape !== undefined && lengths === undefined && isPlain(pattern.shape, type.whiteSpace)) {
    const stem = type.typeName === "" ? type.symbolName : type.typeName;
    if (fitsTextShape(pattern.shape)) return shapeWriter(stem, pattern.shape);
    const symbol = name(`pattern${stem}`);
    return {
      name: "writePattern",
      rest: [code`${symbol}`],
      definition: code`const ${symbol} = ${regularExpression(pattern.javaScript, pattern.flags)};\n`,
    };
  }
  if (facets.patterns.length > 0 || type.builtIn !== "string" || type.whiteSpace !== "preserve") return byTable;
  const maximum = facets.length ?? facets.maxLength;
  return runtimeWriter(
    "writeText",
    table,
    literal(facets.length ?? facets.minLength ?? 0),
    maximum === undefined ? raw("Infinity") : literal(maximum),
  );
}

/** Longer shapes, or with more classes than a byte has bits, are left to the regular expression. */
const longestShape = 256;
const mostClasses = 8;

function fitsTextShape(shape: readonly PatternRun[]): boolean {
  const length = shape.reduce((sum, run) => sum + run.count, 0);
  return length <= longestShape && new Set(shape.map(({ ranges }) => JSON.stringify(ranges))).size <= mostClasses;
}

function shapeWriter(stem: string, shape: readonly PatternRun[]): Writer {
  const symbol = name(`shape${stem}`);
  const runs = shape.map(({ count, ranges }) => {
    const classes = ranges.map(([from, to]) => code`[${from}, ${to}]`);
    return code`[${join([code`${count}`, ...classes], ", ")}]`;
  });
  const head = code`const ${symbol} = /*#__PURE__*/ ${runtimeValue("textShape")}`;
  return {
    name: "writeShape",
    rest: [code`${symbol}`],
    definition: list(head, "(", runs, ");", raw("\n"), { indent: "" }),
  };
}

function runtimeWriter(writer: string, ...rest: readonly Code[]): Writer {
  return { name: writer, rest };
}

function integerWriter(type: SimpleTypeModel): Writer | undefined {
  const { facets } = type;
  if (facets.patterns.length > 0 || facets.totalDigits !== undefined || (facets.fractionDigits ?? 0) !== 0)
    return undefined;
  const safe = Number.MAX_SAFE_INTEGER;
  const minimum = Math.max(-safe, Number(facets.minInclusive ?? -safe), Number(facets.minExclusive ?? -safe - 1) + 1);
  const maximum = Math.min(safe, Number(facets.maxInclusive ?? safe), Number(facets.maxExclusive ?? safe + 1) - 1);
  return runtimeWriter("writeInteger", literal(minimum), literal(maximum));
}

function codeWriter(type: SimpleTypeModel): Writer {
  const symbol = name(`codes${type.typeName === "" ? type.symbolName : type.typeName}`);
  const values = (type.facets.enumeration ?? []).map(({ value }) => literal(value));
  const head = code`const ${symbol} = /*#__PURE__*/ ${runtimeValue("codeTexts")}`;
  return {
    name: "writeCode",
    rest: [symbol],
    definition: list(head, "([", values, "]);", raw("\n"), { indent: "" }),
  };
}

/** Only printable ASCII without markup, so that what matches needs no escaping. */
function isPlain(
  shape: readonly { readonly ranges: readonly (readonly [number, number])[] }[],
  whiteSpace: string,
): boolean {
  const lowest = whiteSpace === "preserve" ? 0x20 : 0x21;
  return shape.every((run) =>
    run.ranges.every(
      ([from, to]) => from >= lowest && to <= 0x7e && ![0x26, 0x3c, 0x3e].some((byte) => from <= byte && byte <= to),
    ),
  );
}
