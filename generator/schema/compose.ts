import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { XmlDocument, XmlElement } from "../read/document.js";
import { attributeOf, childElements, collapse, valueOf } from "../read/elements.js";
import { builtInPrefix } from "../read/well-known.js";
import { schemaSource, type SchemaSource } from "./context.js";
import type { SchemaElement, SchemaLoader } from "./loader.js";
import { localNameOf, namespaceOf, xsd, xsdNamespace } from "./names.js";
import { checkStructure } from "./structure.js";

/** The schema documents that belong together, each once per target namespace. */
export interface Composition {
  /** In reading order. */
  readonly sources: readonly SchemaSource[];
  /** `xs:redefine` elements, the innermost document's first. */
  readonly redefinitions: readonly Redefinition[];
}

export interface Redefinition {
  readonly element: XmlElement;
  readonly source: SchemaSource;
  /** The files that the redefined document consists of, those that it includes among them. */
  readonly within: ReadonlySet<string>;
}

/** Follows include, import and redefine (Part 1 §4.2) from the given schemas until nothing new comes up. */
export function compose(
  schemas: readonly SchemaElement[],
  loader: SchemaLoader,
  diagnostics: DiagnosticSink,
): Composition {
  const state: State = {
    loader,
    diagnostics,
    sources: [],
    redefinitions: [],
    included: new Map(),
    visited: new Map(),
    contents: new Set(),
  };
  for (const { element, document } of schemas) visit(element, document, undefined, state);
  // `sources` grows while it is walked; recursion would be as deep as a chain of includes is long.
  for (let index = 0; index < state.sources.length; index++) {
    const entry = state.sources[index];
    if (entry !== undefined) follow(entry, state);
  }
  return {
    sources: withoutSuperseded(state.sources.filter(({ repeated }) => !repeated).map(({ source }) => source)),
    redefinitions: state.redefinitions
      .toReversed()
      .map(({ element, source, target }) => ({ element, source, within: consistsOf(target, state.included) })),
  };
}

/** A schema that is built in gives way to one that the contract brings for the same namespace. */
function withoutSuperseded(sources: readonly SchemaSource[]): readonly SchemaSource[] {
  const isBuiltIn = ({ file }: SchemaSource): boolean => file.startsWith(builtInPrefix);
  if (!sources.some(isBuiltIn)) return sources;
  const brought = new Set(sources.flatMap((source) => (isBuiltIn(source) ? [] : [source.targetNamespace])));
  return sources.filter((source) => !isBuiltIn(source) || !brought.has(source.targetNamespace));
}

interface Entry {
  readonly source: SchemaSource;
  /** A copy, byte for byte, of a document that was read already: only its own imports matter. */
  readonly repeated: boolean;
}

interface State {
  readonly loader: SchemaLoader;
  readonly diagnostics: DiagnosticSink;
  readonly sources: Entry[];
  readonly redefinitions: { readonly element: XmlElement; readonly source: SchemaSource; readonly target: string }[];
  /** File → files that it includes or redefines. */
  readonly included: Map<string, string[]>;
  readonly visited: Map<XmlElement, Set<string>>;
  readonly contents: Set<string>;
}

function visit(element: XmlElement, document: XmlDocument, adopted: string | undefined, state: State): void {
  const source = schemaSource(element, document.file, adopted);
  const namespaces = state.visited.get(element);
  if (namespaces === undefined) {
    state.visited.set(element, new Set([source.targetNamespace]));
    checkStructure(element, state.diagnostics);
  } else {
    if (namespaces.has(source.targetNamespace)) return;
    namespaces.add(source.targetNamespace);
  }
  const content = `${document.sha256} ${element === document.root ? "" : position(element)} ${source.targetNamespace}`;
  state.sources.push({ source, repeated: state.contents.has(content) });
  state.contents.add(content);
}

function position(element: XmlElement): string {
  return `${element.position.file}:${element.position.line}:${element.position.column}`;
}

function follow({ source }: Entry, state: State): void {
  for (const child of childElements(source.element)) {
    if (namespaceOf(child.name) !== xsdNamespace) continue;
    switch (localNameOf(child.name)) {
      case "include":
        include(child, source, state);
        break;
      case "redefine":
        state.redefinitions.push({ element: child, source, target: include(child, source, state) ?? "" });
        break;
      case "import":
        followImport(child, source, state);
        break;
    }
  }
}

/** Include and redefine: the same target namespace, or none. Answers with the file. */
function include(element: XmlElement, source: SchemaSource, state: State): string | undefined {
  const document = open(element, source.targetNamespace, state);
  if (document === undefined) return undefined;
  const found = valueOf(document.root, "targetNamespace") ?? "";
  if (found !== "" && found !== source.targetNamespace) {
    const message = `xs:${localNameOf(element.name)} of ${document.file}, whose target namespace is "${found}" and not "${source.targetNamespace}"`;
    report(state.diagnostics, "SF-E-NAMESPACE", message, element.position);
    return undefined;
  }
  const included = state.included.get(source.file);
  if (included === undefined) state.included.set(source.file, [document.file]);
  else included.push(document.file);
  visit(document.root, document, source.targetNamespace, state);
  return document.file;
}

/** A file and all that it includes or redefines, directly or not. */
function consistsOf(file: string, included: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const files = new Set([file]);
  // A set can grow while it is walked: what is added comes up later.
  for (const one of files) for (const next of included.get(one) ?? []) files.add(next);
  return files;
}

function followImport(element: XmlElement, source: SchemaSource, state: State): void {
  const namespace = valueOf(element, "namespace") ?? "";
  if (namespace === source.targetNamespace) {
    report(
      state.diagnostics,
      "SF-W-SELFIMPORT",
      `xs:import of the document's own namespace "${namespace}"`,
      element.position,
    );
    if (attributeOf(element, "schemaLocation") !== undefined) include(element, source, state);
    return;
  }
  // XSD's own components are built in; published copies of its schema need a DTD.
  if (namespace === xsdNamespace) return;
  const document =
    attributeOf(element, "schemaLocation") === undefined
      ? state.loader.known(namespace)
      : open(element, namespace, state);
  if (document === undefined) return;
  const found = valueOf(document.root, "targetNamespace") ?? "";
  if (found !== namespace) {
    const message = `xs:import of "${namespace}" leads to ${document.file}, whose target namespace is "${found}"`;
    report(state.diagnostics, "SF-E-NAMESPACE", message, element.position);
    return;
  }
  visit(document.root, document, undefined, state);
}

function open(element: XmlElement, namespace: string, state: State): XmlDocument | undefined {
  const location = attributeOf(element, "schemaLocation");
  if (location === undefined) return undefined;
  const construct = `xs:${localNameOf(element.name)}`;
  const document = state.loader.follow(collapse(location.value), construct, location.position, namespace);
  if (document === undefined || document.root.name === xsd("schema")) return document;
  const message = `${construct} leads to ${document.file}, whose root element is ${document.root.name} and not xs:schema`;
  report(state.diagnostics, "SF-E-ROOT", message, location.position);
  return undefined;
}
