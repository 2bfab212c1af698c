import type { FacetsModel, PackageModel, PatternModel, SimpleTypeModel, TypeIndex } from "../ir/model.js";
import {
  between,
  both,
  boundWords,
  bytesWords,
  commentOf,
  lengthInBase64,
  lengthOf,
  rangeOf,
  type Said,
  type Schema,
} from "./json-schema-facets.js";
import { base64Pattern, itemPattern, lexicalPattern, textPattern, unsaidByPattern } from "./json-schema-lexical.js";
import { at, isReadAs } from "./symbols.js";

/** Gives the schema of another type, or a reference to it. */
type Use = (index: TypeIndex) => Schema;

/** Primitives whose length is counted in characters; of QName and NOTATION it says nothing, of binaries it counts bytes. */
const countedInCharacters: ReadonlySet<string> = new Set(["string", "anyURI"]);
const nonEmptyLists: ReadonlySet<string> = new Set(["NMTOKENS", "IDREFS", "ENTITIES"]);

/** JSON Schema of a simple type's values; what it cannot say stands in `$comment`. */
export function simpleSchema(model: PackageModel, type: SimpleTypeModel, use: Use): Schema {
  const { keywords, unsaid } = ofVariety(model, type, use);
  return { ...keywords, ...commentOf(unsaid) };
}

/** What a value must be that is always the same; the comment's part where only equal texts could be compared. */
export function fixedSchema(type: SimpleTypeModel, fixed: string): Said {
  if (type.variety.kind === "atomic" && type.codeList === undefined) {
    const value = plainValue(type, fixed);
    if (value !== undefined) return { keywords: { const: value }, unsaid: [] };
  }
  return { keywords: {}, unsaid: [`the value ${fixed}, in the value space`] };
}

/** The JSON value of a text where equal values are equal in JSON, too. */
function plainValue(
  { representation, primitive }: SimpleTypeModel,
  text: string,
): string | number | boolean | undefined {
  switch (representation) {
    case "string":
      return countedInCharacters.has(primitive) ? text : undefined;
    case "number":
    case "bigint": {
      const value = Number(text);
      const isExact = primitive === "decimal" ? Number.isSafeInteger(value) : Number.isFinite(value);
      return isExact && text.trim() !== "" ? value + 0 : undefined;
    }
    case "boolean": {
      const word = text.trim();
      return word === "true" || word === "1";
    }
    case "bytes":
      return undefined;
  }
}

function ofVariety(model: PackageModel, type: SimpleTypeModel, use: Use): Said {
  switch (type.variety.kind) {
    case "list":
      return listSchema(model, type, use(type.variety.item), at(model.types, type.variety.item).kind === "simple");
    case "union":
      return unionSchema(model, type, type.variety.members, use);
    case "atomic":
      return atomicSchema(model, type);
  }
}

function listSchema(model: PackageModel, type: SimpleTypeModel, item: Schema, isSimple: boolean): Said {
  const { facets, variety } = type;
  const itemType = variety.kind === "list" ? at(model.types, variety.item) : undefined;
  const isText = isSimple && itemType?.kind === "simple" && itemType.representation === "string";
  const least = facets.minLength ?? (nonEmptyLists.has(type.builtIn) ? 1 : undefined);
  return {
    keywords: {
      type: "array",
      items: isText ? both(item, { type: "string", pattern: itemPattern }) : item,
      ...(facets.length === undefined
        ? between("minItems", least, "maxItems", facets.maxLength)
        : between("minItems", facets.length, "maxItems", facets.length)),
    },
    unsaid: [
      ...facets.patterns.map(patternWords),
      ...(facets.enumeration === undefined ? [] : [enumerationWords(facets.enumeration)]),
    ],
  };
}

function unionSchema(model: PackageModel, type: SimpleTypeModel, members: readonly TypeIndex[], use: Use): Said {
  const unsaid: string[] = [];
  const schemas = members.map((index) => {
    const member = at(model.types, index);
    if (isReadAs(type, member)) return use(index);
    const text = member.kind === "simple" ? memberText(member) : { keywords: { type: "string" }, unsaid: [] };
    unsaid.push(...text.unsaid);
    return text.keywords;
  });
  const isText = type.representation === "string";
  const facets = isText ? patternsOf(type.facets) : { keywords: {}, unsaid: type.facets.patterns.map(patternWords) };
  const enumeration = enumerationOf(model, type);
  return {
    // A pattern needs the type beside it.
    keywords: {
      ...(isText && Object.keys(facets.keywords).length > 0 ? { type: "string" } : {}),
      anyOf: schemas,
      ...facets.keywords,
      ...enumeration.keywords,
    },
    unsaid: [...unsaid, ...facets.unsaid, ...enumeration.unsaid],
  };
}

/** The text of a member whose values are something else in JavaScript. */
function memberText(member: SimpleTypeModel): Said {
  if (member.variety.kind !== "atomic")
    return { keywords: { type: "string" }, unsaid: [`the texts of a ${member.variety.kind}`] };
  const { facets } = member;
  const pattern = textPattern(member);
  const patterns = patternsOf(facets, pattern);
  return {
    keywords: { type: "string", ...patterns.keywords },
    unsaid: [
      ...unsaidByPattern(member),
      ...patterns.unsaid,
      ...boundWords(facets),
      ...(pattern === undefined && member.primitive !== "string" ? [`the texts of ${member.builtIn}`] : []),
      ...((facets.length ?? facets.minLength ?? facets.maxLength) === undefined ? [] : ["length"]),
      ...(facets.enumeration === undefined ? [] : [enumerationWords(facets.enumeration)]),
    ],
  };
}

function atomicSchema(model: PackageModel, type: SimpleTypeModel): Said {
  const { representation, facets, primitive } = type;
  const enumeration = enumerationOf(model, type);
  const joined = (keywords: Schema, unsaid: readonly string[]): Said => ({
    keywords: { ...keywords, ...enumeration.keywords },
    unsaid: [...unsaid, ...enumeration.unsaid],
  });
  switch (representation) {
    case "boolean":
      return joined({ type: "boolean" }, facets.patterns.map(patternWords));
    case "bytes":
      return joined({ type: "string", contentEncoding: "base64", ...lengthInBase64(facets), pattern: base64Pattern }, [
        ...facets.patterns.map(patternWords),
        ...bytesWords(facets),
      ]);
    case "number":
    case "bigint": {
      const { keywords, unsaid } = rangeOf(facets);
      const isWhole = representation === "bigint" || primitive === "decimal";
      return joined({ type: isWhole ? "integer" : "number", ...keywords }, [
        ...facets.patterns.map(patternWords),
        ...unsaid,
      ]);
    }
    case "string": {
      const isEnumerated = "enum" in enumeration.keywords;
      const patterns = patternsOf(facets, isEnumerated ? undefined : lexicalPattern(type));
      const isCounted = countedInCharacters.has(primitive) && !isEnumerated;
      return joined({ type: "string", ...(isCounted ? lengthOf(facets) : {}), ...patterns.keywords }, [
        ...(isEnumerated ? [] : unsaidByPattern(type)),
        ...patterns.unsaid,
        ...boundWords(facets),
      ]);
    }
  }
}

/**
 * Patterns of a type whose values are text. Only those that any regular expression engine with the flag `u` takes, in linear
 * time: the others stand in the comment.
 */
function patternsOf(facets: FacetsModel, own?: string): Said {
  const groups = facets.patterns.filter((group) => group.every(isPortable));
  const texts = [...(own === undefined ? [] : [own]), ...groups.map(alternatives)];
  const [first] = texts;
  const unsaid = facets.patterns.filter((group) => !group.every(isPortable)).map(patternWords);
  if (first === undefined) return { keywords: {}, unsaid };
  return {
    keywords: texts.length === 1 ? { pattern: first } : { allOf: texts.map((pattern) => ({ pattern })) },
    unsaid,
  };
}

function isPortable({ flags, needsAutomaton }: PatternModel): boolean {
  return flags === "u" && needsAutomaton !== true;
}

function alternatives(group: readonly PatternModel[]): string {
  return group.length === 1
    ? (group[0]?.javaScript ?? "")
    : group.map(({ javaScript }) => `(?:${javaScript})`).join("|");
}

function patternWords(group: readonly PatternModel[]): string {
  return `pattern ${group.map(({ source }) => source).join(" or ")}`;
}

/** Equal values can be written in several ways, except strings: then an enumeration of texts would be too narrow. */
function enumerationOf(model: PackageModel, type: SimpleTypeModel): Said {
  if (type.codeList !== undefined) {
    const { codes } = at(model.codeLists, type.codeList);
    const values = codes.map(({ code }) => plainValue(type, code));
    if (values.every((value) => value !== undefined)) return { keywords: { enum: [...new Set(values)] }, unsaid: [] };
  }
  const { enumeration } = type.facets;
  if (enumeration === undefined) return { keywords: {}, unsaid: [] };
  const values = enumeration.map(({ value }) => (isPlain(model, type) ? plainValue(plainest(type), value) : undefined));
  return values.every((value) => value !== undefined)
    ? { keywords: { enum: [...new Set(values)] }, unsaid: [] }
    : { keywords: {}, unsaid: [enumerationWords(enumeration)] };
}

/** Whether equal values of a type have equal texts, or are numbers. */
function isPlain(model: PackageModel, type: SimpleTypeModel): boolean {
  if (type.variety.kind === "atomic") return true;
  if (type.variety.kind === "list") return false;
  return type.variety.members.every((index) => {
    const member = at(model.types, index);
    return member.kind === "simple" && isPlain(model, member) && isTextual(model, member);
  });
}

function isTextual(model: PackageModel, type: SimpleTypeModel): boolean {
  if (type.variety.kind === "union")
    return type.variety.members.every((index) => {
      const member = at(model.types, index);
      return member.kind === "simple" && isTextual(model, member);
    });
  return type.variety.kind === "atomic" && countedInCharacters.has(type.primitive);
}

/** A union of strings is as a string. */
function plainest(type: SimpleTypeModel): SimpleTypeModel {
  return type.variety.kind === "union" ? { ...type, primitive: "string" } : type;
}

function enumerationWords(enumeration: NonNullable<FacetsModel["enumeration"]>): string {
  const few = enumeration.slice(0, 20).map(({ value }) => value);
  const more = enumeration.length > few.length ? ` and ${enumeration.length - few.length} more` : "";
  return `one of ${few.join(", ")}${more}, in the value space`;
}
