import type * as Yaml from "yaml";
import type { Document, LineCounter, Node } from "yaml";

import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { YamlEntry, YamlNode } from "./yaml-document.js";
import { readYamlSubset } from "./yaml-subset.js";

/** The only file that knows the package `yaml`; it is loaded only for documents that {@link readYamlSubset} declines. */

const maximumLength = 1 << 20;
const maximumNodes = 100_000;
const maximumDepth = 64;

/**
 * Reads one YAML 1.2 document with places. Undefined, with at least one error reported, when it is not well-formed.
 * Tags are refused: a configuration has texts, sequences and mappings.
 */
export async function readYaml(file: string, text: string, diagnostics: DiagnosticSink): Promise<YamlNode | undefined> {
  if (text.length > maximumLength) {
    report(diagnostics, "SF-E-LIMIT", `${file} is longer than ${maximumLength} characters.`, {
      file,
      line: 1,
      column: 1,
    });
    return undefined;
  }
  return readYamlSubset(file, text) ?? (await readWithPackage(file, text, diagnostics));
}

/** What {@link readYaml} does without the subset reader; exported for the test that compares the two. */
export async function readWithPackage(
  file: string,
  text: string,
  diagnostics: DiagnosticSink,
): Promise<YamlNode | undefined> {
  const yaml = await import("yaml");
  const lines = new yaml.LineCounter();
  let document: Document.Parsed;
  try {
    document = yaml.parseDocument(text, {
      schema: "failsafe",
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(diagnostics, "SF-E-LIMIT", `${file} is nested too deeply.`, { file, line: 1, column: 1 });
    return undefined;
  }
  const problems = [...document.errors, ...document.warnings];
  for (const problem of problems)
    report(diagnostics, "SF-E-YAML", `${problem.message}.`, place(file, lines, problem.pos[0]));
  if (problems.length > 0) return undefined;
  return convert(yaml, document.contents, { file, lines, diagnostics, anchors: new Map(), count: { nodes: 0 } }, 0, 0);
}

type YamlPackage = typeof Yaml;

interface Conversion {
  readonly file: string;
  readonly lines: LineCounter;
  readonly diagnostics: DiagnosticSink;
  /** Only finished nodes, so that an alias inside its own anchor is found to be undefined. */
  readonly anchors: Map<string, YamlNode>;
  readonly count: { nodes: number };
}

function place(file: string, lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}

function convert(
  yaml: YamlPackage,
  node: Node | null,
  state: Conversion,
  depth: number,
  at: number,
): YamlNode | undefined {
  const offset = node?.range?.[0] ?? at;
  const position = place(state.file, state.lines, offset);
  if (depth > maximumDepth || ++state.count.nodes > maximumNodes) {
    report(state.diagnostics, "SF-E-LIMIT", "The document is nested too deeply or has too many values.", position);
    return undefined;
  }
  if (node === null) return { kind: "scalar", text: "", plain: true, position, segments: [] };
  if (yaml.isAlias(node)) {
    const found = state.anchors.get(node.source);
    if (found === undefined)
      report(state.diagnostics, "SF-E-YAML", "The alias stands for a value that is not complete before it.", position);
    return found;
  }
  const converted = convertPlainly(yaml, node, state, depth, position);
  if (converted !== undefined && "anchor" in node && typeof node.anchor === "string")
    state.anchors.set(node.anchor, converted);
  return converted;
}

function convertPlainly(
  yaml: YamlPackage,
  node: Node,
  state: Conversion,
  depth: number,
  position: Position,
): YamlNode | undefined {
  if (node.tag !== undefined && !/^tag:yaml\.org,2002:(?:str|seq|map)$/.test(node.tag)) {
    report(state.diagnostics, "SF-E-YAML", "A tag has no meaning in a configuration.", position);
    return undefined;
  }
  if (yaml.isScalar(node)) {
    const plain = node.type === "PLAIN" || node.type === undefined;
    return { kind: "scalar", text: String(node.value ?? ""), plain, position, segments: [] };
  }
  if (yaml.isSeq(node)) {
    const items: YamlNode[] = [];
    for (const item of node.items) {
      const converted = convert(yaml, item as Node | null, state, depth + 1, node.range?.[0] ?? 0);
      if (converted === undefined) return undefined;
      items.push(converted);
    }
    return { kind: "sequence", items, position };
  }
  if (!yaml.isMap(node)) throw new Error("a node of an unknown kind");
  const entries: YamlEntry[] = [];
  for (const pair of node.items) {
    const key = pair.key as Node | null;
    if (!yaml.isScalar(key)) {
      report(state.diagnostics, "SF-E-YAML", "A key must be a text.", position);
      return undefined;
    }
    const value = convert(yaml, pair.value as Node | null, state, depth + 1, key.range?.[1] ?? 0);
    if (value === undefined) return undefined;
    entries.push({
      key: String(key.value ?? ""),
      keyPosition: place(state.file, state.lines, key.range?.[0] ?? 0),
      value,
    });
  }
  return { kind: "mapping", entries, position };
}
