import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import { valueOf } from "../read/elements.js";
import { readAnnotation } from "./annotations.js";
import { checkCircularity } from "./check-circularity.js";
import { checkFacets } from "./check-facets.js";
import { checkReferences } from "./check-references.js";
import { collect, emptyComponents, freeze } from "./collection.js";
import { checkComponents } from "./component-constraints.js";
import type { ElementDeclaration, SchemaDocument, SchemaSet } from "./components.js";
import { compose } from "./compose.js";
import type { Reading, SchemaSource } from "./context.js";
import type { SchemaElement, SchemaLoader } from "./loader.js";
import { emptyFindings, readSource } from "./read-source.js";
import { redefine } from "./redefine.js";

/**
 * Reads schemas and everything they include, import and redefine into one set of components (XSD Part 1 §2.2, §4.2).
 * References stay names, but every one of them is checked to lead somewhere, and no definition leads back to itself.
 * Problems are reported with their place; with errors among them the set is not fit for use.
 *
 * A definition that `xs:redefine` replaces stays in the set under its name with `#redefined` behind it, because its
 * replacement is derived from it; `#` cannot occur in a name of a contract.
 */
export function readSchema(
  schemas: readonly SchemaElement[],
  loader: SchemaLoader,
  diagnostics: DiagnosticSink,
): SchemaSet {
  const { sources, redefinitions } = compose(schemas, loader, diagnostics);
  const shared: Omit<Reading, "source"> = { diagnostics, ...emptyFindings() };
  const components = emptyComponents();
  for (const source of sources) readSource(source, shared, components);
  for (const { element, source, within } of redefinitions) {
    redefine(element, { ...shared, source }, components, within);
  }
  collect(components.identityConstraints, shared.identityConstraints, "identity constraint", diagnostics);
  typeSubstitutionMembers(components.elements, shared.untyped);

  const documents = sources.map((source) => describe(source, { ...shared, source }));
  const set = freeze(components, documents, shared.references);
  checkReferences(set, shared.references, diagnostics);
  const sound = checkCircularity(set, diagnostics);
  if (!sound) return set;
  checkFacets(set, shared.simpleTypes, shared.complexTypes, diagnostics);
  checkComponents(set, shared.simpleTypes, shared.complexTypes, shared.identityConstraints, diagnostics);
  return set;
}

function describe(source: SchemaSource, reading: Reading): SchemaDocument {
  const version = valueOf(source.element, "version");
  const annotation = readAnnotation(source.element, reading);
  return {
    file: source.file,
    targetNamespace: source.targetNamespace,
    ...(version === undefined ? {} : { version }),
    ...(annotation === undefined ? {} : { annotation }),
    position: source.element.position,
  };
}

/** An element without a type of its own has that of the element it can stand for (Part 1 §3.3.2). */
function typeSubstitutionMembers(
  elements: Map<ClarkName, ElementDeclaration>,
  untyped: ReadonlySet<ElementDeclaration>,
): void {
  const stated = new Map(elements);
  for (const [name, declaration] of stated) {
    if (!untyped.has(declaration)) continue;
    const passed = new Set<ElementDeclaration>();
    let head: ElementDeclaration | undefined = declaration;
    while (head !== undefined && untyped.has(head) && !passed.has(head)) {
      passed.add(head);
      head = head.substitutionGroup === undefined ? undefined : stated.get(head.substitutionGroup);
    }
    if (head !== undefined && !untyped.has(head)) elements.set(name, { ...declaration, type: head.type });
  }
}
