import type { Position } from "../diagnostics/diagnostic.js";

/** An expanded name in Clark notation: `{namespace}local`; `{}local` when in no namespace. */
export type ClarkName = `{${string}}${string}`;

/** One attribute as it stands in the document, namespace declarations excluded. */
export interface XmlAttribute {
  readonly name: ClarkName;
  readonly value: string;
  readonly position: Position;
}

/** One element with its place, and the namespace bindings in scope (needed for QNames in values). */
export interface XmlElement {
  readonly kind: "element";
  readonly name: ClarkName;
  readonly attributes: readonly XmlAttribute[];
  /** prefix → namespace; the empty prefix is the default namespace. Shared with the parent when unchanged. */
  readonly namespaces: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  readonly position: Position;
}

export interface XmlText {
  readonly kind: "text";
  readonly text: string;
  readonly position: Position;
}

export type XmlNode = XmlElement | XmlText;

/** One parsed input file. */
export interface XmlDocument {
  /** As in {@link Position}. */
  readonly file: string;
  /** The bytes as read, kept so that a server can publish the contract unchanged. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly sha256: string;
  readonly root: XmlElement;
}
