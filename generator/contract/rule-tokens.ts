import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { positionInScalar, type YamlScalar } from "../read/yaml-document.js";

/** The words of the rule language; all other names are roles, elements, variables and functions. */
export const keywords = "and or not implies in present absent every some true false context".split(" ");

export interface Token {
  readonly kind: "name" | "keyword" | "number" | "text" | "sign" | "end";
  /** The name, word or sign; of a text its value without quotes. */
  readonly text: string;
  readonly position: Position;
}

const tokenPattern =
  /(?<space>[ \n]+)|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>[0-9]+(?:\.[0-9]+)?)|"(?<double>[^"\n]*)"|'(?<single>[^'\n]*)'|(?<sign><=|>=|!=|[=<>()[\],.:])/uy;

/** The tokens of an expression, the last of kind `end`. Undefined after a report. */
export function tokenize(source: YamlScalar, diagnostics: DiagnosticSink): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const { text } = source;
  let offset = 0;
  while (offset < text.length) {
    tokenPattern.lastIndex = offset;
    const match = tokenPattern.exec(text);
    const position = positionInScalar(source, offset);
    if (match === null) {
      const found = String.fromCodePoint(text.codePointAt(offset) ?? 0);
      report(diagnostics, "SF-E-RULE-SYNTAX", `The rule language has no "${found}".`, position);
      return undefined;
    }
    const { space, name, number, double, single, sign } = match.groups ?? {};
    const quoted = double ?? single;
    if (name !== undefined) tokens.push({ kind: keywords.includes(name) ? "keyword" : "name", text: name, position });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, position });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted, position });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign, position });
    else if (space === undefined) throw new Error("a token of no kind");
    offset = tokenPattern.lastIndex;
  }
  tokens.push({ kind: "end", text: "", position: positionInScalar(source, Math.max(0, text.trimEnd().length)) });
  return tokens;
}
