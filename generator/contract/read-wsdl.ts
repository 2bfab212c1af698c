import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlDocument, XmlElement } from "../read/document.js";
import type { Documents } from "../read/documents.js";
import { attributeOf, childElements, childrenNamed, collapse, valueOf } from "../read/elements.js";
import type { SchemaElement } from "../schema/loader.js";
import { xsd } from "../schema/names.js";
import { wsdl, wsdlNamespace } from "./names.js";
import type { WsdlSource } from "./source.js";
import { checkWsdlStructure } from "./structure.js";

/** All WSDL documents of a contract, the root first, and the schemas they hold. */
export interface WsdlComposition {
  readonly sources: readonly WsdlSource[];
  readonly schemas: readonly SchemaElement[];
}

/** Follows `wsdl:import` (WSDL 1.1 §2.1.1) from the root, in any nesting and in circles. */
export function composeWsdl(root: XmlDocument, documents: Documents, diagnostics: DiagnosticSink): WsdlComposition {
  const sources: WsdlSource[] = [];
  const schemas: SchemaElement[] = [];
  const visited = new Set<XmlDocument>();
  const visit = (document: XmlDocument): void => {
    if (visited.has(document)) return;
    visited.add(document);
    checkWsdlStructure(document.root, diagnostics);
    sources.push({ document, targetNamespace: valueOf(document.root, "targetNamespace") ?? "", diagnostics });
  };
  visit(root);
  // `sources` grows while it is walked.
  for (let index = 0; index < sources.length; index++) {
    const { document } = sources[index] ?? { document: root };
    for (const element of childrenNamed(document.root, wsdl("import"))) {
      const imported = follow(element, documents, diagnostics);
      if (imported === undefined) continue;
      if (imported.root.name === xsd("schema")) schemas.push({ element: imported.root, document: imported });
      else visit(imported);
    }
    for (const types of childrenNamed(document.root, wsdl("types")))
      schemas.push(...inlineSchemas(types, document, diagnostics));
  }
  return { sources, schemas };
}

function follow(element: XmlElement, documents: Documents, diagnostics: DiagnosticSink): XmlDocument | undefined {
  const location = attributeOf(element, "location");
  if (location === undefined) return undefined;
  const imported = documents.follow(collapse(location.value), "wsdl:import", location.position);
  if (imported === undefined) return undefined;
  const namespace = valueOf(element, "namespace") ?? "";
  const found = valueOf(imported.root, "targetNamespace") ?? "";
  if (imported.root.name === xsd("schema")) {
    report(diagnostics, "SF-W-WSDL-IMPORT", `wsdl:import leads to the schema ${imported.file}`, location.position);
  } else if (imported.root.name !== wsdl("definitions")) {
    const message = `wsdl:import leads to ${imported.file}, whose root element is ${imported.root.name}`;
    report(diagnostics, "SF-E-ROOT", message, location.position);
    return undefined;
  }
  if (found !== namespace) {
    const message = `wsdl:import of "${namespace}" leads to ${imported.file}, whose target namespace is "${found}"`;
    report(diagnostics, "SF-E-NAMESPACE", message, element.position);
  }
  return imported;
}

function inlineSchemas(
  types: XmlElement,
  document: XmlDocument,
  diagnostics: DiagnosticSink,
): readonly SchemaElement[] {
  return childElements(types).flatMap((element) => {
    if (element.name === xsd("schema")) return [{ element, document }];
    if (namespaceOf(element.name) !== wsdlNamespace) {
      report(diagnostics, "SF-W-EXTENSION", `${element.name} in wsdl:types is not used`, element.position);
    }
    return [];
  });
}

/** The children of all sources with one local name of WSDL's namespace. */
export function definitionsNamed(
  sources: readonly WsdlSource[],
  localName: string,
): readonly { readonly element: XmlElement; readonly source: WsdlSource }[] {
  return sources.flatMap((source) =>
    childrenNamed(source.document.root, wsdl(localName)).map((element) => ({ element, source })),
  );
}

/** Reports extension elements at the top of a document that nobody reads. */
export function reportExtensions(sources: readonly WsdlSource[], known: (element: XmlElement) => boolean): void {
  for (const { document, diagnostics } of sources) {
    for (const element of childElements(document.root)) {
      if (namespaceOf(element.name) === wsdlNamespace || known(element)) continue;
      const message = `the extension ${localNameOf(element.name)} of "${namespaceOf(element.name)}" is not used`;
      report(diagnostics, "SF-W-EXTENSION", message, element.position);
    }
  }
}
