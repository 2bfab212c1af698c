import type { Artifact } from "../ir/artifact.js";
import type { GlobalAttributeModel, PackageModel } from "../ir/model.js";
import { moduleText } from "../print/code.js";
import { array, atom, call, object, thunk, type Layout } from "../print/layout.js";
import { elementTableOf, registryModule, runtimeValue } from "./symbols.js";
import { entry, optionalEntry, splitClark, table, text } from "./table-layout.js";
import { simpleTableOf, tablesOf } from "./table-simple.js";

/**
 * Emits `src/codecs/registry.ts`: what wildcards and `xs:anyType` look names up in. Only the tables of types that
 * have such a wildcard import it, so that other codecs stay small.
 */
export function emitRegistry(model: PackageModel, header: string): readonly Artifact[] {
  const { registry } = model;
  if (registry === undefined) return [];
  const value = object(
    [
      entry("elements", thunk(array(registry.elements.map((index) => atom(elementTableOf(model, index)))))),
      entry("attributes", thunk(array(registry.attributes.map((attribute) => attributeLayout(model, attribute))))),
      entry("types", tablesOf(model, registry.types)),
    ],
    true,
  );
  const path = `${registryModule}.ts`;
  const body = table("registry", "Registry", call(runtimeValue("registryOf"), value));
  return [{ path, text: moduleText(path, header, body) }];
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
