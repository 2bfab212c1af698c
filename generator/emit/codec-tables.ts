import type { Artifact } from "../ir/artifact.js";
import type { ElementModel, ObjectTypeModel, PackageModel } from "../ir/model.js";
import { code, empty, join, literal, moduleText, name, raw, type Code } from "../print/code.js";
import { assigned, declaredObject } from "../print/declaration-layout.js";
import { array, atom, call, object, thunk, type LayoutEntry } from "../print/layout.js";
import { genericType, namedType } from "../print/type-layout.js";
import { at, elementSymbol, elementTypeOf, runtimeType, runtimeValue, tableOf, tablesModule } from "./symbols.js";
import { contentLayout } from "./table-content.js";
import { constraintsLayout, fieldLayout, isNamed } from "./table-fields.js";
import { entry, flag, optionalEntry, splitClark, table, text, texts } from "./table-layout.js";
import { emitRegistry } from "./table-registry.js";
import { simpleTable, tablesOf } from "./table-simple.js";

/**
 * Emits `src/codecs/tables/<module>.ts`: what the generic decoder, encoder and validator know of the types, as data.
 *
 * `<xs:simpleType name="CVRnummerType">` becomes
 *
 *     export const CVRnummerTypeTable: SimpleType = simpleType({ // marked pure
 *       name: "{…}CVRnummerType",
 *       facets: { patterns: [[pattern("[0-9]{8}", /^(?:[0-9]{8})$/u)]] },
 *     });
 *
 * What is left out has the default that `simpleType` and `complexType` of the runtime fill in.
 */
export function emitCodecTables(model: PackageModel, header: string): readonly Artifact[] {
  const bodies = model.namespaces.map((): Code[] => []);
  model.types.forEach((type) => {
    at(bodies, type.namespace).push(type.kind === "object" ? objectTable(model, type) : simpleTable(model, type));
  });
  model.elements.forEach((element, index) => at(bodies, element.namespace).push(elementTable(model, element, index)));
  const withConstant = namespacesWithConstant(model);
  const modules = bodies.flatMap((body, namespace) => {
    if (body.length === 0) return [];
    const path = `${tablesModule(model, namespace)}.ts`;
    const constant = withConstant.has(namespace)
      ? code`${assigned(raw("const namespace"), literal(at(model.namespaces, namespace).uri))}\n\n`
      : empty;
    return [{ path, text: moduleText(path, header, code`${constant}${join(body, "\n")}`) }];
  });
  return [...modules, ...emitRegistry(model, header)];
}

/** Namespaces that the tables of their own modules refer to, so that a constant for each pays. */
function namespacesWithConstant({ types, elements, namespaces }: PackageModel): ReadonlySet<number> {
  const found = new Set(elements.map((element) => element.namespace));
  for (const type of types) {
    if (type.kind !== "object" || found.has(type.namespace)) continue;
    const { uri } = at(namespaces, type.namespace);
    if (type.fields.some((field) => isNamed(field) && splitClark(field.qname).namespace === uri))
      found.add(type.namespace);
  }
  return new Set([...found].filter((namespace) => at(namespaces, namespace).uri !== ""));
}

function objectTable(model: PackageModel, type: ObjectTypeModel): Code {
  const entries: LayoutEntry[] = [];
  if (type.qname !== undefined) entries.push(entry("name", text(type.qname)));
  if (type.discriminated) entries.push(entry("typeName", text(type.typeName)));
  entries.push(...flag("abstract", type.abstract));
  if (type.derivation === "extension") entries.push(entry("derivation", text(type.derivation)));
  if (type.block.length > 0) entries.push(entry("block", texts(type.block)));
  if (type.derived.length > 0) entries.push(entry("derived", tablesOf(model, type.derived)));
  if (type.fields.length > 0)
    entries.push(entry("fields", array(type.fields.map((field) => fieldLayout(model, type, field)))));
  entries.push(entry("content", contentLayout(type.content)));
  return table(type.symbolName, "ComplexType", call(runtimeValue("complexType"), object(entries, true)));
}

function elementTable(model: PackageModel, element: ElementModel, index: number): Code {
  const uri = at(model.namespaces, element.namespace).uri;
  const head = code`export const ${name(elementSymbol(element))}:`;
  const type = genericType(runtimeType("RootElement"), [namedType(elementTypeOf(model, index))]);
  const entries = [
    uri === "" ? entry("namespace", text("")) : { key: raw("namespace") },
    entry("localName", text(element.localName)),
    entry("nillable", atom(raw(String(element.nillable)))),
    entry("type", thunk(tableOf(model, element.type))),
    ...flag("abstract", element.abstract),
    ...optionalEntry("default", element.default, text),
    ...optionalEntry("fixed", element.fixed, text),
    ...optionalEntry("block", element.block, texts),
    ...optionalEntry("constraints", element.constraints, constraintsLayout),
  ];
  return code`${declaredObject(head, type, object(entries, true))}\n`;
}
