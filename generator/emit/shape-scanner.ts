import type { PatternRun, SimpleTypeModel } from "../ir/model.js";
import { type Code, code, list, name, raw } from "../print/code.js";
import { conjunction } from "./layout.js";
import { runtimeType, runtimeValue } from "./symbols.js";

/** How the fast path reads values of a simple type. */
export interface Scanner {
  /** The call that scans a value at a position: the value, or undefined when the generic path must decide. */
  readonly call: (position: Code) => Code;
  /** The function to print, where the runtime's own scanners do not do. */
  readonly definition?: Code;
}

/** Stem of what is printed for a type. */
export function stemOf(type: SimpleTypeModel): string {
  return type.typeName === "" ? type.symbolName : type.typeName;
}

/** Up to the brace of a scanner's function. */
export function scannerHead(symbol: Code, returns: Code): Code {
  const parameters = [code`d: ${runtimeType("FastDecoder")}`, raw("p: number")];
  return list(code`function ${symbol}`, "(", parameters, ")", code`: ${returns} | undefined {`, { indent: "" });
}

/** `[0-9]{8}-[a-f]` as a row of comparisons of words and bytes. */
export function shapeScanner(type: SimpleTypeModel, shape: readonly PatternRun[]): Scanner {
  const stem = stemOf(type);
  const symbol = name(`scan${stem}`);
  const classes = new Map<string, Code>();
  const steps: Code[] = [];
  let total = 0;
  for (const run of shape) {
    steps.push(
      run.count > longestUnrolled
        ? runLoop(run, total, stem, classes)
        : code`  ${conjunction("  ", "if (", runFails(run, total, stem, classes), "||", ") {")}
    return undefined;
  }
`,
    );
    total += run.count;
  }
  const usesView = shape.some(isInWords);
  const usesBytes = !shape.every(isInWords);
  const parts = [...(usesBytes ? ["bytes"] : []), ...(usesView ? ["view"] : [])].join(", ");
  return {
    call: (position) => code`${symbol}(d, ${position})`,
    definition: code`
${[...classes.values()]}${scannerHead(symbol, raw("string"))}
  const { ${raw(parts)} } = d;
  d.end = p;
${steps}  d.end = p + ${total};
  return d.text.slice(p, p + ${total});
}
`,
  };
}

/** Longer runs are checked in a loop. */
const longestUnrolled = 32;

/** Digits, so many that they are checked four at a time. */
function isInWords({ ranges, count }: PatternRun): boolean {
  const [range] = ranges;
  return ranges.length === 1 && range?.[0] === 0x30 && range[1] === 0x39 && count >= 4 && count <= longestUnrolled;
}

function runLoop(run: PatternRun, offset: number, stem: string, classes: Map<string, Code>): Code {
  return code`  for (let q = ${behind(offset)}; q < ${behind(offset + run.count)}; q++) {
    if (${classOf(run, stem, classes)}[bytes[q]!] === 0) {
      return undefined;
    }
  }
`;
}

/** Conditions of which one holds when a byte of the run is not as it must be. */
function runFails(run: PatternRun, offset: number, stem: string, classes: Map<string, Code>): readonly Code[] {
  const positions = Array.from({ length: run.count }, (_, index) => offset + index);
  if (isInWords(run)) {
    // The last word may overlap the one before it.
    const words = positions.filter((_, index) => index % 4 === 0 && index + 4 <= run.count);
    if (run.count % 4 !== 0) words.push(offset + run.count - 4);
    return words.map((position) => code`!${runtimeValue("areDigits")}(view, ${behind(position)})`);
  }
  const [range] = run.ranges;
  if (run.ranges.length === 1 && range !== undefined && range[0] === range[1]) {
    return positions.map((position) => code`bytes[${behind(position)}] !== ${range[0]}`);
  }
  const table = classOf(run, stem, classes);
  return positions.map((position) => code`${table}[bytes[${behind(position)}]!] === 0`);
}

/** The constant with the bytes of the run. */
function classOf({ ranges }: PatternRun, stem: string, classes: Map<string, Code>): Code {
  const key = JSON.stringify(ranges);
  const table = name(`bytes${stem}${[...classes.keys(), key].indexOf(key)}`);
  if (!classes.has(key)) {
    const pairs = ranges.map(([from, to]) => code`[${from}, ${to}]`);
    const call = list(code`const ${table} = /*#__PURE__*/ ${runtimeValue("byteClass")}`, "(", pairs, ");", raw("\n"), {
      indent: "",
    });
    classes.set(key, call);
  }
  return table;
}

/** The place so many bytes behind the start of the value. */
function behind(position: number): Code {
  return position === 0 ? raw("p") : code`p + ${position}`;
}
