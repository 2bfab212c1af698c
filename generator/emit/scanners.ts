import type { FacetsModel, PackageModel, PatternModel, PatternRun, SimpleTypeModel } from "../ir/model.js";
import { type Code, code, imported, join, list, literal, name, raw, regularExpression } from "../print/code.js";
import { conjunction } from "./layout.js";
import { type Scanner, scannerHead, shapeScanner, stemOf } from "./shape-scanner.js";
import { at, runtimeValue } from "./symbols.js";

/** The scanner of a simple type, or undefined where only the generic path reads it. */
export function scannerOf(model: PackageModel, type: SimpleTypeModel): Scanner | undefined {
  if (type.variety.kind !== "atomic") return undefined;
  const { facets } = type;
  if (facets.enumeration !== undefined)
    return type.representation === "string" ? enumerationScanner(model, type) : undefined;
  switch (type.representation) {
    case "boolean":
      return facets.patterns.length > 0 ? undefined : builtIn("scanBoolean");
    case "number":
      return integerScanner(type);
    case "bigint":
      return unbounded(facets) ? builtIn("scanBigInteger") : undefined;
    case "bytes":
      return undefined;
    case "string":
      return stringScanner(type);
  }
}

function builtIn(scanner: string, ...bounds: readonly Code[]): Scanner {
  const rest = bounds.map((bound) => code`, ${bound}`);
  return { call: (position) => code`${runtimeValue(scanner)}(d, ${position}${rest})` };
}

/** The pattern, where there is exactly one. */
export function onlyPattern({ patterns }: FacetsModel): PatternModel | undefined {
  const [group, ...others] = patterns;
  return others.length === 0 && group?.length === 1 ? group[0] : undefined;
}

/** Bounds in force are far outside what the scanner accepts, or there are none. */
function unbounded(facets: FacetsModel): boolean {
  const bounds = [facets.minInclusive, facets.minExclusive, facets.maxInclusive, facets.maxExclusive];
  return (
    facets.patterns.length === 0 &&
    facets.totalDigits === undefined &&
    bounds.every((bound) => bound === undefined || bound.replace(/^[-+]?0*/, "").length > 16)
  );
}

const nineDigits = 999_999_999;

function integerScanner(type: SimpleTypeModel): Scanner | undefined {
  const { facets } = type;
  if (type.primitive !== "decimal" || facets.patterns.length > 0 || facets.totalDigits !== undefined) return undefined;
  if (facets.fractionDigits !== undefined && facets.fractionDigits !== 0) return undefined;
  const minimum = Math.max(
    -nineDigits,
    Number(facets.minInclusive ?? -nineDigits),
    Number(facets.minExclusive ?? -nineDigits - 1) + 1,
  );
  const maximum = Math.min(
    nineDigits,
    Number(facets.maxInclusive ?? nineDigits),
    Number(facets.maxExclusive ?? nineDigits + 1) - 1,
  );
  return builtIn("scanInteger", literal(minimum), literal(maximum));
}

function stringScanner(type: SimpleTypeModel): Scanner | undefined {
  const { facets } = type;
  const bare =
    facets.patterns.length === 0 &&
    facets.length === undefined &&
    facets.minLength === undefined &&
    facets.maxLength === undefined;
  const unlimited = [facets.minInclusive, facets.minExclusive, facets.maxInclusive, facets.maxExclusive].every(
    (bound) => bound === undefined,
  );
  const digits = facets.totalDigits ?? facets.fractionDigits;
  if (type.primitive === "date") return bare && unlimited ? builtIn("scanDate") : undefined;
  if (type.primitive === "dateTime") return bare && unlimited ? builtIn("scanDateTime") : undefined;
  if (type.primitive === "decimal")
    return bare && unlimited && digits === undefined ? builtIn("scanDecimal") : undefined;
  if (type.primitive !== "string") return undefined;
  const shape = onlyPattern(facets)?.shape;
  if (shape !== undefined && shapeFits(shape, facets) && !(type.whiteSpace !== "preserve" && hasWhiteSpace(shape))) {
    return shapeScanner(type, shape);
  }
  if (type.builtIn !== "string" || type.whiteSpace !== "preserve") return undefined;
  const minimum = literal(facets.length ?? facets.minLength ?? 0);
  const maximum = facets.length ?? facets.maxLength;
  const text = builtIn("scanText", minimum, maximum === undefined ? raw("Infinity") : literal(maximum));
  if (facets.patterns.length === 0) return text;
  // An automaton is not made twice: the tables have it.
  return facets.patterns.flat().some(({ program }) => program !== undefined) ? undefined : patternScanner(type, text);
}

function shapeFits(shape: readonly PatternRun[], facets: FacetsModel): boolean {
  const length = shape.reduce((total, run) => total + run.count, 0);
  return (
    (facets.length === undefined || facets.length === length) &&
    (facets.minLength === undefined || facets.minLength <= length) &&
    (facets.maxLength === undefined || facets.maxLength >= length) &&
    !shape.some((run) =>
      run.ranges.some(([from, to]) => [0x3c, 0x26, 0x3e, 0x0d].some((byte) => from <= byte && byte <= to) || to > 0x7e),
    )
  );
}

function hasWhiteSpace(shape: readonly PatternRun[]): boolean {
  return shape.some((run) => run.ranges.some(([from]) => from <= 0x20));
}

function patternScanner(type: SimpleTypeModel, text: Scanner): Scanner {
  const symbol = name(`scan${stemOf(type)}`);
  const groups = type.facets.patterns.map((group, index) => {
    const constants = group.map((pattern, alternative) => ({
      symbol: name(`pattern${stemOf(type)}_${index}_${alternative}`),
      expression: regularExpression(pattern.javaScript, pattern.flags),
    }));
    const tests = join(
      constants.map((constant) => code`${constant.symbol}.test(text)`),
      " || ",
    );
    return {
      definitions: constants.map((constant) => code`const ${constant.symbol} = ${constant.expression};\n`),
      test: constants.length > 1 ? code`(${tests})` : tests,
    };
  });
  const conditions = [raw("text !== undefined"), ...groups.map((group) => group.test)];
  return {
    call: (position) => code`${symbol}(d, ${position})`,
    definition: code`
${groups.map((group) => code`${group.definitions}`)}
${scannerHead(symbol, raw("string"))}
  const text = ${text.call(raw("p"))};
  ${conjunction("  ", "if (", conditions, "&&", ") {")}
    return text;
  }
  return undefined;
}
`,
  };
}

/** Codes of up to four ASCII bytes are compared as packed words, longest first; longer values are looked up. */
function enumerationScanner(model: PackageModel, type: SimpleTypeModel): Scanner | undefined {
  if (type.primitive !== "string" || type.facets.patterns.length > 0) return undefined;
  const values = (type.facets.enumeration ?? []).map((entry) => entry.value);
  if (!values.every((value) => /^[\x21-\x25\x27-\x3b\x3d\x3f-\x7e]+$/.test(value))) return undefined;
  const stem = stemOf(type);
  const symbol = name(`scan${stem}`);
  const head = (result: Code): Code => scannerHead(symbol, result);
  const returns =
    type.typeName === ""
      ? code`string`
      : imported(type.typeName, `src/types/${at(model.namespaces, type.namespace).module}`, "type");
  const call = (position: Code): Code => code`${symbol}(d, ${position})`;
  if (values.some((value) => value.length > 4)) {
    const table = name(`values${stem}`);
    const codes = list(
      code`const ${table} = /*#__PURE__*/ ${runtimeValue("codeMap")}(`,
      "[",
      values.map((value) => literal(value)),
      "]",
      raw(");"),
      { indent: "" },
    );
    return {
      call,
      definition: code`
${codes}

${head(returns)}
  const text = ${runtimeValue("scanText")}(d, p, 1, ${Math.max(...values.map((value) => value.length))});
  return text === undefined ? undefined : ${table}.get(text);
}
`,
    };
  }
  const lengths = [...new Set(values.map((value) => value.length))].sort((left, right) => right - left);
  const switches = lengths.map((length) => {
    const masked = length === 4 ? code`word` : code`word & ${length === 3 ? 0xffffff : length === 2 ? 0xffff : 0xff}`;
    const cases = values
      .filter((value) => value.length === length)
      .map(
        (value) => code`    case ${pack(value)}:
      d.end = p + ${length};
      return ${literal(value)};
`,
      );
    return code`  switch (${masked}) {
${cases}  }
`;
  });
  return {
    call,
    definition: code`
${head(returns)}
  const word = d.view.getInt32(p, true);
${switches}  d.end = p;
  return undefined;
}
`,
  };
}

function pack(value: string): number {
  let word = 0;
  for (let index = value.length - 1; index >= 0; index--) word = (word << 8) | value.charCodeAt(index);
  return word;
}
