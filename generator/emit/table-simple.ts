import type { FacetsModel, PackageModel, PatternModel, SimpleTypeModel } from "../ir/model.js";
import { raw, regularExpression, type Code } from "../print/code.js";
import { array, atom, call, object, thunk, type Layout, type LayoutEntry } from "../print/layout.js";
import { at, runtimeValue, tableOf } from "./symbols.js";
import { entry, number, table, text, texts } from "./table-layout.js";
import { holdsAnyType } from "./variants.js";

/** The table of a simple type. */
export function simpleTable(model: PackageModel, type: SimpleTypeModel): Code {
  const { variety } = type;
  const entries: LayoutEntry[] = [];
  if (type.qname !== undefined) entries.push(entry("name", text(type.qname)));
  // Only where the declared type leaves everything open does a simple value say of which type it is.
  if (type.typeName !== "" && type.qname !== undefined && holdsAnyType(model))
    entries.push(entry("typeName", text(type.typeName)));
  if (variety.kind !== "atomic") entries.push(entry("variety", text(variety.kind)));
  if (type.representation !== "string") entries.push(entry("representation", text(type.representation)));
  if (variety.kind === "atomic") {
    entries.push(entry("builtIn", text(type.builtIn)));
    if (type.primitive !== type.builtIn) entries.push(entry("primitive", text(type.primitive)));
  }
  entries.push(entry("whiteSpace", text(type.whiteSpace)));
  const facets = facetEntries(type.facets);
  if (facets.length > 0) entries.push(entry("facets", object(facets)));
  if (type.codeList !== undefined)
    entries.push(entry("codeList", text(at(model.codeLists, type.codeList).canonicalUri)));
  if (variety.kind === "list") entries.push(entry("item", thunk(simpleTableOf(model, variety.item))));
  if (variety.kind === "union") {
    const members = array(variety.members.map((member) => atom(simpleTableOf(model, member))));
    entries.push(entry("members", thunk(members)));
  }
  if (type.derived.length > 0) entries.push(entry("derived", tablesOf(model, type.derived)));
  return table(type.symbolName, "SimpleType", call(runtimeValue("simpleType"), object(entries, true)));
}

/** `() => [ATable, BTable]` */
export function tablesOf(model: PackageModel, types: readonly number[]): Layout {
  return thunk(array(types.map((index) => atom(tableOf(model, index)))));
}

/** The table of a type that cannot be but simple. */
export function simpleTableOf(model: PackageModel, index: number): Code {
  if (at(model.types, index).kind !== "simple") throw new Error(`type ${index} is not a simple type`);
  return tableOf(model, index);
}

function facetEntries(facets: FacetsModel): readonly LayoutEntry[] {
  const entries: LayoutEntry[] = [];
  const add = (key: keyof FacetsModel): void => {
    const value = facets[key];
    if (typeof value === "number") entries.push(entry(key, number(value)));
    if (typeof value === "string") entries.push(entry(key, text(value)));
  };
  add("length");
  add("minLength");
  add("maxLength");
  if (facets.patterns.length > 0)
    entries.push(entry("patterns", array(facets.patterns.map((group) => array(group.map(patternLayout))))));
  if (facets.enumeration !== undefined)
    entries.push(entry("enumeration", texts(facets.enumeration.map((member) => member.value))));
  add("minInclusive");
  add("minExclusive");
  add("maxInclusive");
  add("maxExclusive");
  add("totalDigits");
  add("fractionDigits");
  return entries;
}

function patternLayout({ source, javaScript, flags, program }: PatternModel): Layout {
  const test =
    program === undefined
      ? flags === "u"
        ? atom(regularExpression(javaScript, flags))
        : call(raw("/*#__PURE__*/ new RegExp"), text(javaScript), text(flags))
      : call(runtimeValue("automaton"), text(program.shape), texts(program.classes));
  return call(runtimeValue("pattern"), text(source), test);
}
