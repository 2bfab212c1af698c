import type { FacetsModel, PackageModel, PatternModel, SimpleTypeModel, TypeIndex } from "../ir/model.js";
import type { JsonValue } from "../print/json.js";
import { at, isReadAs } from "./symbols.js";

type Schema = Readonly<Record<string, JsonValue>>;

/** Lexical spaces of the types whose values are strings, as far as a regular expression says them (XSD Part 2 §3). */
const zone = "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?";
const lexical: Readonly<Record<string, string>> = {
  decimal: "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$",
  date: `^-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])${zone}$`,
  dateTime: `^-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T[0-9]{2}:[0-5][0-9]:[0-5][0-9]([.][0-9]+)?${zone}$`,
  time: `^[0-9]{2}:[0-5][0-9]:[0-5][0-9]([.][0-9]+)?${zone}$`,
  gYear: `^-?([1-9][0-9]{3,}|0[0-9]{3})${zone}$`,
  gYearMonth: `^-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])${zone}$`,
  gMonth: `^--(0[1-9]|1[0-2])${zone}$`,
  gMonthDay: `^--(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])${zone}$`,
  gDay: `^---(0[1-9]|[12][0-9]|3[01])${zone}$`,
  duration: "^-?P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?$",
};
const integer = "^[+-]?[0-9]+$";
/** Primitives whose length is counted in characters; of QName and NOTATION it says nothing, of binaries it counts bytes. */
const countedInCharacters: ReadonlySet<string> = new Set(["string", "anyURI"]);

/**
 * JSON Schema of a simple type's values.
 *
 * @param use gives the schema of another type, or a reference to it
 */
export function simpleSchema(model: PackageModel, type: SimpleTypeModel, use: (index: TypeIndex) => Schema): Schema {
  const { variety, facets } = type;
  if (variety.kind === "list") {
    return {
      type: "array",
      items: use(variety.item),
      ...(facets.length === undefined
        ? between("minItems", facets.minLength, "maxItems", facets.maxLength)
        : { minItems: facets.length, maxItems: facets.length }),
      ...commentOf([...unsaidPatterns(facets, true), ...(facets.enumeration === undefined ? [] : ["enumeration"])]),
    };
  }
  if (variety.kind === "union") {
    const members = variety.members.map((index) => {
      const member = at(model.types, index);
      return isReadAs(type, member) ? use(index) : primitiveSchema(type);
    });
    return { anyOf: members, ...patternsOf(facets, type.representation === "string"), ...enumerationOf(model, type) };
  }
  return { ...primitiveSchema(type), ...rangeOf(type), ...stringFacets(type), ...enumerationOf(model, type) };
}

function primitiveSchema(type: SimpleTypeModel): Schema {
  switch (type.representation) {
    case "boolean":
      return { type: "boolean" };
    case "bigint":
      return { type: "integer" };
    case "number":
      return { type: type.primitive === "decimal" ? "integer" : "number" };
    case "bytes":
      return { type: "string", contentEncoding: "base64" };
    case "string":
      return { type: "string" };
  }
}

function rangeOf({ representation, facets }: SimpleTypeModel): Schema {
  if (representation !== "number" && representation !== "bigint") return {};
  const result: Record<string, JsonValue> = {};
  const unsaid: string[] = [];
  const add = (keyword: string, bound: string | undefined): void => {
    if (bound === undefined) return;
    const value = Number(bound);
    // A bound that JSON's readers would round is better not stated than stated wrongly.
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) result[keyword] = value;
    else unsaid.push(`${keyword} ${bound}`);
  };
  add("minimum", facets.minInclusive);
  add("exclusiveMinimum", facets.minExclusive);
  add("maximum", facets.maxInclusive);
  add("exclusiveMaximum", facets.maxExclusive);
  if (facets.totalDigits !== undefined) unsaid.push(`at most ${facets.totalDigits} digits`);
  if (facets.patterns.length > 0) unsaid.push(...unsaidPatterns(facets, true));
  return { ...result, ...commentOf(unsaid) };
}

function stringFacets(type: SimpleTypeModel): Schema {
  const { representation, primitive, facets, builtIn } = type;
  if (representation !== "string") return {};
  const counted = countedInCharacters.has(primitive);
  const own = primitive === "decimal" && builtIn !== "decimal" ? integer : lexical[primitive];
  const unsaid = [
    ...unsaidPatterns(facets, false),
    ...(
      ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "totalDigits", "fractionDigits"] as const
    ).flatMap((facet) => (facets[facet] === undefined ? [] : [`${facet} ${facets[facet]}`])),
  ];
  return {
    ...(counted
      ? facets.length === undefined
        ? between("minLength", facets.minLength, "maxLength", facets.maxLength)
        : { minLength: facets.length, maxLength: facets.length }
      : {}),
    ...patternsOf(facets, true, own),
    ...commentOf(unsaid),
  };
}

function between(least: string, minimum: number | undefined, most: string, maximum: number | undefined): Schema {
  return {
    ...(minimum === undefined ? {} : { [least]: minimum }),
    ...(maximum === undefined ? {} : { [most]: maximum }),
  };
}

/** Patterns that other readers of JSON Schema can run: translated to a plain Unicode expression. */
function patternsOf(facets: FacetsModel, isText: boolean, own?: string): Schema {
  if (!isText) return {};
  const groups = facets.patterns.filter((group) => group.every(isPortable));
  const texts = [...(own === undefined ? [] : [own]), ...groups.map(alternatives)];
  const [first] = texts;
  if (first === undefined) return {};
  return texts.length === 1 ? { pattern: first } : { allOf: texts.map((pattern) => ({ pattern })) };
}

function isPortable({ flags, needsAutomaton }: PatternModel): boolean {
  return flags === "u" && needsAutomaton !== true;
}

function alternatives(group: readonly PatternModel[]): string {
  return group.length === 1
    ? (group[0]?.javaScript ?? "")
    : group.map(({ javaScript }) => `(?:${javaScript})`).join("|");
}

function unsaidPatterns({ patterns }: FacetsModel, all: boolean): readonly string[] {
  return patterns
    .filter((group) => all || !group.every(isPortable))
    .map((group) => `pattern ${group.map(({ source }) => source).join(" or ")}`);
}

/** Equal values can be written in several ways, except strings: then an enumeration of texts would be too narrow. */
function enumerationOf(model: PackageModel, type: SimpleTypeModel): Schema {
  if (type.codeList !== undefined) return { enum: at(model.codeLists, type.codeList).codes.map(({ code }) => code) };
  const { enumeration } = type.facets;
  if (enumeration === undefined) return {};
  if (type.representation === "string" && (countedInCharacters.has(type.primitive) || type.variety.kind === "union"))
    return { enum: [...new Set(enumeration.map(({ value }) => value))] };
  if (type.representation === "number" && enumeration.every(({ value }) => Number.isFinite(Number(value))))
    return { enum: [...new Set(enumeration.map(({ value }) => Number(value)))] };
  return commentOf([`one of ${enumeration.map(({ value }) => value).join(", ")}, in the value space`]);
}

/** Keys of one object: a second comment would take the place of the first, so the caller joins what belongs together. */
function commentOf(unsaid: readonly string[]): Schema {
  return unsaid.length === 0 ? {} : { $comment: `Not said here: ${unsaid.join("; ")}.` };
}
