import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { positionInScalar, type YamlScalar } from "../read/yaml-document.js";

/** The words of the rule language; all other names are roles, elements, variables and functions. */
const keywords = "and or not implies in present absent every some true false context".split(" ");

export interface Token {
  readonly kind: "name" | "keyword" | "number" | "text" | "sign" | "end";
  /** The name, word or sign; of a text its value without quotes. */
  readonly text: string;
  readonly position: Position;
}

/** The second only for what the first does not know: classes of Unicode are costly to compile. */
const tokenPattern =
  /([ \n]+)|([A-Za-z_]\w*(?![\w\x80-\uffff]))|([0-9]+(?:\.[0-9]+)?)|"([^"\n]*)"|'([^'\n]*)'|(<=|>=|!=|[=<>()[\],.:])/y;
const namePattern = /[\p{L}_][\p{L}\p{N}_]*/uy;

/** The tokens of an expression, the last of kind `end`. Undefined after a report. */
export function tokenize(source: YamlScalar, diagnostics: DiagnosticSink): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const { text } = source;
  let offset = 0;
  while (offset < text.length) {
    const match = matchAt(tokenPattern, text, offset);
    const name = match === undefined ? matchAt(namePattern, text, offset)?.[0] : match[2];
    const position = positionInScalar(source, offset);
    if (match === undefined && name === undefined) {
      const found = String.fromCodePoint(text.codePointAt(offset) ?? 0);
      report(diagnostics, "SF-E-RULE-SYNTAX", `The rule language has no "${found}".`, position);
      return undefined;
    }
    const [whole = name ?? "", space, , number, double, single] = match ?? [];
    const quoted = double ?? single;
    if (name !== undefined) tokens.push({ kind: keywords.includes(name) ? "keyword" : "name", text: name, position });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, position });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted, position });
    else if (space === undefined) tokens.push({ kind: "sign", text: whole, position });
    offset += whole.length;
  }
  tokens.push({ kind: "end", text: "", position: positionInScalar(source, text.trimEnd().length) });
  return tokens;
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? undefined;
}
