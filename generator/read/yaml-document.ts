import type { Position } from "../diagnostics/diagnostic.js";

/*
 * A YAML document as the configuration readers see it: mappings, sequences and texts with their places. Nothing is typed
 * yet: what a text means is for the reader that knows what it asked for.
 */

export type YamlNode = YamlMapping | YamlSequence | YamlScalar;

export interface YamlMapping {
  readonly kind: "mapping";
  /** In the order of the document; keys are unique. */
  readonly entries: readonly YamlEntry[];
  readonly position: Position;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyPosition: Position;
  readonly value: YamlNode;
}

export interface YamlSequence {
  readonly kind: "sequence";
  readonly items: readonly YamlNode[];
  readonly position: Position;
}

export interface YamlScalar {
  readonly kind: "scalar";
  /** The text with quotes, escapes and indentation undone; `""` where nothing is written. */
  readonly text: string;
  /** Written without quotes and not as a block: only then may it stand for a boolean, a number or nothing. */
  readonly plain: boolean;
  readonly position: Position;
  /** Where pieces of the text stand, in order; the first begins at offset 0. Empty when only the beginning is known. */
  readonly segments: readonly YamlSegment[];
}

/** From `offset` of the text on, up to the next segment, text and document run in step. */
export interface YamlSegment {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** The place of a character of a scalar's text. */
export function positionInScalar(scalar: YamlScalar, offset: number): Position {
  let found: YamlSegment | undefined;
  for (const segment of scalar.segments) {
    if (segment.offset > offset) break;
    found = segment;
  }
  if (found === undefined) return scalar.position;
  return { file: scalar.position.file, line: found.line, column: found.column + offset - found.offset };
}
