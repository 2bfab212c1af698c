import type { Artifact } from "../ir/artifact.js";
import type { FieldModel, GlobalAttributeModel, PackageModel } from "../ir/model.js";
import { moduleText } from "../print/code.js";
import { array, atom, call, object, thunk, type Layout } from "../print/layout.js";
import { attributeRegistryModule, elementTableOf, registryModule, runtimeValue } from "./symbols.js";
import { entry, optionalEntry, splitClark, table, text } from "./table-layout.js";
import { simpleTableOf, tablesOf } from "./table-simple.js";

/**
 * Emits `src/codecs/registry.ts`: what wildcards for elements and `xs:anyType` look names up in. Only the tables of types
 * that have such a wildcard import it, so that other codecs stay small; wildcards for attributes, which are far more
 * common, have `src/codecs/attribute-registry.ts`.
 */
export function emitRegistry(model: PackageModel, header: string): readonly Artifact[] {
  const { registry } = model;
  if (registry === undefined) return [];
  const attributes = array(registry.attributes.map((attribute) => attributeLayout(model, attribute)));
  const elements = array(registry.elements.map((index) => atom(elementTableOf(model, index))));
  const isForElements = registry.elements.length > 0 || registry.types.length > 0 || looksUp(model, "any");
  return [
    ...(isForElements
      ? [registryArtifact(registryModule, header, elements, attributes, tablesOf(model, registry.types))]
      : []),
    ...(looksUp(model, "any-attribute")
      ? [registryArtifact(attributeRegistryModule, header, array([]), attributes, tablesOf(model, []))]
      : []),
  ];
}

/** Whether some wildcard of this kind looks names up. */
function looksUp({ types }: PackageModel, kind: FieldModel["source"]): boolean {
  return types.some(
    (type) =>
      type.kind === "object" &&
      type.fields.some(
        ({ source, wildcard }) => source === kind && wildcard !== undefined && wildcard.process !== "skip",
      ),
  );
}

function registryArtifact(
  module: string,
  header: string,
  elements: Layout,
  attributes: Layout,
  types: Layout,
): Artifact {
  const path = `${module}.ts`;
  const value = object(
    [entry("elements", thunk(elements)), entry("attributes", thunk(attributes)), entry("types", types)],
    true,
  );
  const symbol = module === registryModule ? "registry" : "attributeRegistry";
  const body = table(symbol, "Registry", call(runtimeValue("registryOf"), value));
  return { path, text: moduleText(path, header, body) };
}

function attributeLayout(model: PackageModel, { qname, type, fixed }: GlobalAttributeModel): Layout {
  const { namespace, localName } = splitClark(qname);
  return object([
    entry("namespace", text(namespace)),
    entry("localName", text(localName)),
    entry("type", thunk(simpleTableOf(model, type))),
    ...optionalEntry("fixed", fixed, text),
  ]);
}
