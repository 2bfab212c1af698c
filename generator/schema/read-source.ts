import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { XmlElement } from "../read/document.js";
import { childElements, valueOf } from "../read/elements.js";
import { annotated } from "./annotations.js";
import { readAttributeGroup, readGlobalAttribute } from "./attributes.js";
import { collect, type Components } from "./collection.js";
import { readComplexType } from "./complex-types.js";
import type { NotationDeclaration } from "./components.js";
import { globalName, type Reading, type SchemaSource } from "./context.js";
import { readGlobalElement } from "./elements.js";
import { localNameOf, namespaceOf, xsdNamespace } from "./names.js";
import { readGroup } from "./particles.js";
import { readSimpleType } from "./simple-types.js";

/** What reading finds beside the components that have names. */
type Findings = Omit<Reading, "source" | "diagnostics">;

/** Puts one component where those of its kind are collected. */
type Definition = (components: Components, diagnostics: DiagnosticSink) => void;

interface ReadSource {
  readonly definitions: readonly Definition[];
  readonly findings: Findings;
}

/**
 * What was read from an element for a target namespace. The WSDLs of a bundle share their schemas, and a schema that was
 * read without anything to report says the same to each of them.
 */
const readSources = new WeakMap<XmlElement, Map<string, ReadSource>>();

export function emptyFindings(): Findings {
  return { references: [], identityConstraints: [], simpleTypes: [], complexTypes: [], untyped: new Set() };
}

/** Adds what one source defines to the components, and the rest to what is shared by all sources. */
export function readSource(source: SchemaSource, shared: Omit<Reading, "source">, components: Components): void {
  const known = readSources.get(source.element)?.get(source.targetNamespace);
  const { definitions, findings } = known ?? read(source, shared.diagnostics);
  for (const define of definitions) define(components, shared.diagnostics);
  for (const reference of findings.references) shared.references.push(reference);
  for (const constraint of findings.identityConstraints) shared.identityConstraints.push(constraint);
  for (const type of findings.simpleTypes) shared.simpleTypes.push(type);
  for (const type of findings.complexTypes) shared.complexTypes.push(type);
  for (const declaration of findings.untyped) shared.untyped.add(declaration);
}

function read(source: SchemaSource, diagnostics: DiagnosticSink): ReadSource {
  let reported = false;
  const sink: DiagnosticSink = {
    report(diagnostic): void {
      reported = true;
      diagnostics.report(diagnostic);
    },
  };
  const findings = emptyFindings();
  const reading: Reading = { source, diagnostics: sink, ...findings };
  const definitions: Definition[] = [];
  for (const child of childElements(source.element)) {
    const definition = namespaceOf(child.name) === xsdNamespace ? readDefinition(child, reading) : undefined;
    if (definition !== undefined) definitions.push(definition);
  }
  const result = { definitions, findings };
  if (!reported) {
    const known = readSources.get(source.element) ?? new Map<string, ReadSource>();
    readSources.set(source.element, known.set(source.targetNamespace, result));
  }
  return result;
}

function readDefinition(element: XmlElement, reading: Reading): Definition | undefined {
  switch (localNameOf(element.name)) {
    case "element": {
      const declaration = readGlobalElement(element, reading);
      return ({ elements }, diagnostics) => collect(elements, [declaration], "element", diagnostics, reading.source);
    }
    case "attribute": {
      const declaration = readGlobalAttribute(element, reading);
      return ({ attributes }, diagnostics) =>
        collect(attributes, [declaration], "attribute", diagnostics, reading.source);
    }
    case "simpleType": {
      const type = readSimpleType(element, globalName(element, reading), reading);
      return ({ types }, diagnostics) => collect(types, [type], "type", diagnostics, reading.source);
    }
    case "complexType": {
      const type = readComplexType(element, globalName(element, reading), reading);
      return ({ types }, diagnostics) => collect(types, [type], "type", diagnostics, reading.source);
    }
    case "group": {
      const group = readGroup(element, reading);
      return ({ groups }, diagnostics) => collect(groups, [group], "group", diagnostics, reading.source);
    }
    case "attributeGroup": {
      const group = readAttributeGroup(element, reading);
      return ({ attributeGroups }, diagnostics) =>
        collect(attributeGroups, [group], "attribute group", diagnostics, reading.source);
    }
    case "notation": {
      const notation = readNotation(element, reading);
      return ({ notations }, diagnostics) => collect(notations, [notation], "notation", diagnostics, reading.source);
    }
    default:
      return undefined;
  }
}

function readNotation(element: XmlElement, reading: Reading): NotationDeclaration {
  const publicIdentifier = valueOf(element, "public");
  const systemIdentifier = valueOf(element, "system");
  return {
    kind: "notation-declaration",
    name: globalName(element, reading),
    ...(publicIdentifier === undefined ? {} : { publicIdentifier }),
    ...(systemIdentifier === undefined ? {} : { systemIdentifier }),
    ...annotated(element, reading),
    position: element.position,
  };
}
