import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from "../read/yaml-document.js";
import type { Reference } from "./integration-model.js";

/*
 * From YAML to values of the kind that a configuration asks for. Every function reports what is wrong at its place and
 * then returns something harmless, so that one run finds all mistakes.
 */

/** The entries of a mapping by key; every key must be one that the reader knows. */
export class Section {
  readonly position: Position;
  readonly #entries = new Map<string, YamlEntry>();
  readonly #what: string;
  readonly #diagnostics: DiagnosticSink;

  /** `known`: the keys that may stand; `what` names the section in messages. */
  constructor(node: YamlNode, known: readonly string[], what: string, diagnostics: DiagnosticSink) {
    this.position = node.position;
    this.#what = what;
    this.#diagnostics = diagnostics;
    for (const entry of entriesOf(node, what, diagnostics)) {
      if (known.includes(entry.key)) this.#entries.set(entry.key, entry);
      else {
        const message = `${what} has the unknown key "${entry.key}".`;
        report(diagnostics, "SF-E-CONFIG-KEY", message, entry.keyPosition, `Known keys: ${known.join(", ")}.`);
      }
    }
  }

  /** The value of a key that may be left out. */
  optional(key: string): YamlNode | undefined {
    return this.#entries.get(key)?.value;
  }

  /** The value of a key that must be there; reports when it is not. */
  required(key: string): YamlNode | undefined {
    const found = this.#entries.get(key)?.value;
    if (found === undefined) wrong(this.#diagnostics, `${this.#what} has no "${key}".`, this.position);
    return found;
  }

  /** A text that must be there; `""` after a report. */
  text(key: string): string {
    const node = this.required(key);
    return node === undefined ? "" : textOf(node, `"${key}"`, this.#diagnostics);
  }

  optionalText(key: string): string | undefined {
    const node = this.optional(key);
    return node === undefined ? undefined : textOf(node, `"${key}"`, this.#diagnostics);
  }

  /** A name that must be there; undefined after a report. */
  reference(key: string): Reference | undefined {
    const node = this.required(key);
    return node === undefined ? undefined : referenceOf(node, `"${key}"`, this.#diagnostics);
  }

  /** Texts, none when the key is left out. */
  texts(key: string): readonly string[] {
    return this.references(key).map((reference) => reference.name);
  }

  references(key: string): readonly Reference[] {
    const node = this.optional(key);
    return node === undefined ? [] : referencesOf(node, `"${key}"`, this.#diagnostics);
  }
}

/** The entries of a mapping; reports when it is something else. Nothing at all is an empty mapping. */
export function entriesOf(node: YamlNode, what: string, diagnostics: DiagnosticSink): readonly YamlEntry[] {
  if (node.kind === "mapping") return (node satisfies YamlMapping).entries;
  if (!isNothing(node)) wrong(diagnostics, `${what} must be a mapping of keys to values.`, node.position);
  return [];
}

export function itemsOf(node: YamlNode, what: string, diagnostics: DiagnosticSink): readonly YamlNode[] {
  if (node.kind === "sequence") return (node satisfies YamlSequence).items;
  if (!isNothing(node)) wrong(diagnostics, `${what} must be a list.`, node.position);
  return [];
}

/** A text that is not empty. */
export function textOf(node: YamlNode, what: string, diagnostics: DiagnosticSink): string {
  return scalarOf(node, what, diagnostics)?.text.trim() ?? "";
}

export function scalarOf(node: YamlNode, what: string, diagnostics: DiagnosticSink): YamlScalar | undefined {
  if (node.kind === "scalar" && node.text.trim() !== "") return node;
  wrong(diagnostics, `${what} must be a text.`, node.position);
  return undefined;
}

export function referenceOf(node: YamlNode, what: string, diagnostics: DiagnosticSink): Reference | undefined {
  const scalar = scalarOf(node, what, diagnostics);
  return scalar === undefined ? undefined : { name: scalar.text.trim(), position: scalar.position };
}

/** A list of names; a single one may stand without brackets. */
export function referencesOf(node: YamlNode, what: string, diagnostics: DiagnosticSink): readonly Reference[] {
  const items = node.kind === "scalar" ? [node] : itemsOf(node, what, diagnostics);
  return items.flatMap((item) => referenceOf(item, `Each item of ${what}`, diagnostics) ?? []);
}

/** One of the given words. */
export function choiceOf<Word extends string>(
  node: YamlNode,
  words: readonly Word[],
  what: string,
  diagnostics: DiagnosticSink,
): Word | undefined {
  const text = node.kind === "scalar" ? node.text : undefined;
  const found = words.find((word) => word === text);
  if (found === undefined) wrong(diagnostics, `${what} must be one of ${words.join(", ")}.`, node.position);
  return found;
}

/** `true` or `false`, without quotes. */
export function booleanOf(node: YamlNode, what: string, diagnostics: DiagnosticSink): boolean {
  if (node.kind === "scalar" && node.plain && (node.text === "true" || node.text === "false"))
    return node.text === "true";
  wrong(diagnostics, `${what} must be true or false.`, node.position);
  return false;
}

function isNothing(node: YamlNode): boolean {
  return node.kind === "scalar" && node.plain && (node.text === "" || node.text === "~" || node.text === "null");
}

export function wrong(diagnostics: DiagnosticSink, message: string, position: Position): void {
  report(diagnostics, "SF-E-CONFIG-VALUE", message, position);
}

/** Reports a reference to something that the configuration does not define. */
export function checkName(
  reference: Reference | undefined,
  known: Iterable<string>,
  what: string,
  diagnostics: DiagnosticSink,
): void {
  if (reference === undefined) return;
  const names = [...known];
  if (names.includes(reference.name)) return;
  const fix = names.length === 0 ? undefined : `Defined: ${names.slice(0, 60).join(", ")}.`;
  report(diagnostics, "SF-E-CONFIG-NAME", `There is no ${what} "${reference.name}".`, reference.position, fix);
}
