import type { Artifact } from "../ir/artifact.js";
import type {
  ContentModel,
  ElementModel,
  FacetsModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  ParticleModel,
  SimpleTypeModel,
} from "../ir/model.js";
import {
  code,
  empty,
  join,
  literal,
  moduleText,
  name,
  printWidth,
  raw,
  regularExpression,
  textWidth,
  type Code,
} from "../print/code.js";
import { assigned, declaredObject } from "../print/declaration-layout.js";
import { array, atom, call, lay, object, thunk, type Layout, type LayoutEntry } from "../print/layout.js";
import { genericType, namedType } from "../print/type-layout.js";
import { at, elementSymbol, elementTypeOf, runtimeType, runtimeValue, tableOf, tablesModule } from "./symbols.js";

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
  return bodies.flatMap((body, namespace) => {
    if (body.length === 0) return [];
    const path = `${tablesModule(model, namespace)}.ts`;
    const constant = namesItself(model, namespace)
      ? code`${assigned(raw("const namespace"), literal(at(model.namespaces, namespace).uri))}\n\n`
      : empty;
    return [{ path, text: moduleText(path, header, code`${constant}${join(body, "\n")}`) }];
  });
}

/** Whether a table of the namespace's module refers to the namespace, so that a constant for it pays. */
function namesItself(model: PackageModel, namespace: number): boolean {
  const { uri } = at(model.namespaces, namespace);
  if (uri === "") return false;
  if (model.elements.some((element) => element.namespace === namespace)) return true;
  return model.types.some(
    (type) =>
      type.kind === "object" &&
      type.namespace === namespace &&
      type.fields.some((field) => field.source !== "text" && splitClark(field.qname).namespace === uri),
  );
}

function simpleTable(model: PackageModel, type: SimpleTypeModel): Code {
  const { variety } = type;
  const entries: LayoutEntry[] = [];
  if (type.qname !== undefined) entries.push(entry("name", text(type.qname)));
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
  return table(type.symbolName, "SimpleType", call(runtimeValue("simpleType"), object(entries, true)));
}

function simpleTableOf(model: PackageModel, index: number): Code {
  if (at(model.types, index).kind !== "simple") throw new Error(`type ${index} is not a simple type`);
  return tableOf(model, index);
}

function objectTable(model: PackageModel, type: ObjectTypeModel): Code {
  const entries: LayoutEntry[] = [];
  if (type.qname !== undefined) entries.push(entry("name", text(type.qname)));
  if (type.abstract) entries.push(entry("abstract", atom(raw("true"))));
  if (type.fields.length > 0)
    entries.push(entry("fields", array(type.fields.map((field) => fieldLayout(model, type, field)))));
  entries.push(entry("content", contentLayout(type.content)));
  return table(type.symbolName, "ComplexType", call(runtimeValue("complexType"), object(entries, true)));
}

function fieldLayout(model: PackageModel, type: ObjectTypeModel, field: FieldModel): Layout {
  const { namespace, localName } = splitClark(field.qname);
  const flag = (key: string, value: boolean): LayoutEntry[] => (value ? [entry(key, atom(raw("true")))] : []);
  return object([
    entry("property", text(field.propertyName)),
    ...(field.source === "element" ? [] : [entry("source", text(field.source))]),
    ...(namespace === "" || field.source === "text" ? [] : [namespaceEntry(model, type.namespace, namespace)]),
    ...(localName === field.propertyName || field.source === "text" ? [] : [entry("localName", text(localName))]),
    entry("type", thunk(tableOf(model, field.type))),
    ...flag("optional", field.optional),
    ...flag("repeated", field.repeated),
    ...flag("nillable", field.nillable),
    ...(field.default === undefined ? [] : [entry("default", text(field.default))]),
    ...(field.fixed === undefined ? [] : [entry("fixed", text(field.fixed))]),
  ]);
}

/** The module's own namespace by the constant at its head, any other spelled out. */
function namespaceEntry(model: PackageModel, own: number, namespace: string): LayoutEntry {
  return at(model.namespaces, own).uri === namespace ? { key: raw("namespace") } : entry("namespace", text(namespace));
}

function contentLayout(content: ContentModel): Layout {
  switch (content.kind) {
    case "empty":
      return text("empty");
    case "simple":
      return text("text");
    case "elements":
      return particleLayout(content.particle);
  }
}

function particleLayout(particle: ParticleModel): Layout {
  const bounds = [entry("min", number(particle.minOccurs)), entry("max", number(particle.maxOccurs))];
  if (particle.kind === "element") {
    return object([entry("kind", text("element")), entry("field", number(particle.field)), ...bounds]);
  }
  const particles = array(particle.particles.map(particleLayout));
  return object([entry("kind", text(particle.kind)), ...bounds, entry("particles", particles)]);
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
  if (facets.patterns.length > 0) {
    const groups = facets.patterns.map((group) =>
      array(
        group.map((pattern) =>
          call(
            runtimeValue("pattern"),
            text(pattern.source),
            atom(regularExpression(pattern.javaScript, pattern.flags)),
          ),
        ),
      ),
    );
    entries.push(entry("patterns", array(groups)));
  }
  if (facets.enumeration !== undefined) {
    entries.push(entry("enumeration", array(facets.enumeration.map((member) => text(member.value)))));
  }
  add("minInclusive");
  add("minExclusive");
  add("maxInclusive");
  add("maxExclusive");
  add("totalDigits");
  add("fractionDigits");
  return entries;
}

/** `export const X: Kind = …`, the call on a line of its own where the head is too long for it. */
function table(symbol: string, kind: "SimpleType" | "ComplexType", value: Layout): Code {
  const head = code`export const ${name(symbol)}: ${runtimeType(kind)} =`;
  const pure = raw("/*#__PURE__*/ ");
  const opening = `${kind === "SimpleType" ? "simpleType" : "complexType"}({`;
  const width = textWidth(head.text) + 1 + pure.text.length + opening.length;
  // Prettier leaves the bracket of the call behind when it just fits and the brace does not.
  if (width === printWidth + 1 && value.kind === "call") {
    const values = value.arguments.map((argument) => lay(argument, 2, "  ", 1));
    return code`${head} ${pure}${value.callee}(\n  ${join(values, ",\n  ")},\n);\n`;
  }
  if (width <= printWidth)
    return code`${head} ${pure}${lay(value, textWidth(head.text) + 1 + pure.text.length, "", 1)};\n`;
  return code`${head}\n  ${pure}${lay(value, 2 + pure.text.length, "  ", 1)};\n`;
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
  ];
  return code`${declaredObject(head, type, object(entries, true))}\n`;
}

function splitClark(qname: string): { readonly namespace: string; readonly localName: string } {
  const end = qname.lastIndexOf("}");
  return { namespace: qname.slice(1, end), localName: qname.slice(end + 1) };
}

function entry(key: string, value: Layout): LayoutEntry {
  return { key: name(key), value };
}

function text(value: string): Layout {
  return atom(literal(value));
}

function number(value: number): Layout {
  return atom(literal(value));
}
