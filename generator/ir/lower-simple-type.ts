import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { Facet, SchemaSet, SimpleTypeDefinition } from "../schema/components.js";
import {
  builtInOf,
  effectiveFacets,
  primitiveOf,
  varietyOf,
  whiteSpaceOf,
  type EffectiveFacets,
} from "../schema/effective.js";
import { localNameOf, xsdNamespace } from "../schema/names.js";
import { fixedShape, isLinear, parseRegex, patternProgram, toJavaScript } from "../schema/regex.js";
import type { CollectedType } from "./collected-types.js";
import { declaredText } from "./declared-texts.js";
import { documentationOf, originOf } from "./lower-documentation.js";
import type {
  CodeListModel,
  EnumerationValue,
  FacetsModel,
  PatternModel,
  SimpleTypeModel,
  SimpleVariety,
} from "./model.js";
import { integerTypes, representationOf } from "./representation.js";

/** What lowering a simple type needs to know of the package. */
export interface SimpleTypeContext {
  readonly diagnostics: DiagnosticSink;
  readonly codeLists: readonly CodeListModel[];
  typeIndex(definition: SimpleTypeDefinition): number;
  namespaceIndex(uri: string): number;
  /** Index of the code list that governs the type. */
  codeListOf(name: string): number | undefined;
}

/** A simple type with all that constrains its values. Which types are derived from it comes later. */
export function lowerSimpleType(
  collected: CollectedType,
  definition: SimpleTypeDefinition,
  context: SimpleTypeContext,
): SimpleTypeModel {
  const { set, candidate, namespace } = collected;
  const variety = lowerVariety(set, definition, context);
  const builtIn = builtInOf(set, definition);
  const primitive = primitiveOf(set, definition);
  const facets = effectiveFacets(set, definition);
  const whiteSpace = whiteSpaceOf(set, definition);
  const lowered = lowerFacets(facets, builtIn, (facet) => ({
    value: normalized(declaredText(set, definition, facet), whiteSpace),
    documentation: documentationOf(facet.annotation),
  }));
  const governed = governedBy(definition, variety, lowered, context);
  const isBuiltIn = namespace === xsdNamespace;
  // An anonymous type is printed in place, except that an enumeration needs a name for its constants.
  const isNamed = !isBuiltIn && (definition.name !== undefined || governed.facets.enumeration !== undefined);
  return {
    kind: "simple",
    typeName: isNamed ? candidate : "",
    symbolName: isBuiltIn ? `xs${candidate.slice(0, 1).toUpperCase()}${candidate.slice(1)}` : candidate,
    ...(definition.name === undefined ? {} : { qname: definition.name }),
    namespace: context.namespaceIndex(namespace),
    variety,
    representation: variety.kind === "atomic" ? representationOf(primitive, builtIn, facets) : "string",
    builtIn,
    primitive,
    whiteSpace,
    facets: governed.facets,
    ...(governed.codeList === undefined ? {} : { codeList: governed.codeList }),
    derived: [],
    documentation: documentationOf(definition.annotation),
    origin: originOf(definition.position),
  };
}

function lowerVariety(set: SchemaSet, definition: SimpleTypeDefinition, context: SimpleTypeContext): SimpleVariety {
  const variety = varietyOf(set, definition);
  switch (variety.kind) {
    case "atomic":
      return variety;
    case "list":
      return { kind: "list", item: context.typeIndex(variety.item) };
    case "union":
      return { kind: "union", members: variety.members.map((member) => context.typeIndex(member)) };
  }
}

function lowerFacets(
  facets: EffectiveFacets,
  builtIn: string,
  enumerated: (facet: Facet) => EnumerationValue,
): FacetsModel {
  const text = (key: "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive"): Partial<FacetsModel> => {
    const facet = facets[key];
    return facet === undefined ? {} : { [key]: normalized(facet.value, "collapse") };
  };
  const count = (
    key: "length" | "minLength" | "maxLength" | "totalDigits" | "fractionDigits",
  ): Partial<FacetsModel> => {
    const facet = facets[key];
    return facet === undefined ? {} : { [key]: Number(facet.value) };
  };
  return {
    ...count("length"),
    ...count("minLength"),
    ...count("maxLength"),
    patterns: facets.patterns.map((group) => group.flatMap(lowerPattern)),
    ...(facets.enumeration === undefined ? {} : { enumeration: facets.enumeration.map(enumerated) }),
    ...text("minInclusive"),
    ...text("minExclusive"),
    ...text("maxInclusive"),
    ...text("maxExclusive"),
    ...count("totalDigits"),
    // Integers have no fraction by their lexical form already.
    ...(integerTypes.has(builtIn) ? {} : count("fractionDigits")),
  };
}

function lowerPattern(facet: Facet): readonly PatternModel[] {
  const expression = parseRegex(facet.value);
  // A pattern that is none was reported when the schema was read.
  if ("problem" in expression) return [];
  const program = isLinear(expression) ? undefined : patternProgram(expression);
  // So was one that is too large.
  if (program !== undefined && "problem" in program) return [];
  const { source, flags } = toJavaScript(expression);
  const shape = fixedShape(expression);
  return [
    {
      source: facet.value,
      javaScript: source,
      flags,
      ...(program === undefined ? {} : { needsAutomaton: true, program }),
      ...(shape === undefined ? {} : { shape }),
    },
  ];
}

/** White space as the type treats it (Part 2 §4.3.6). */
function normalized(value: string, whiteSpace: SimpleTypeModel["whiteSpace"]): string {
  if (whiteSpace === "preserve") return value;
  const replaced = value.replaceAll(/[\t\n\r]/g, " ");
  return whiteSpace === "replace" ? replaced : replaced.replaceAll(/ +/g, " ").replaceAll(/^ | $/g, "");
}

interface Governed {
  readonly facets: FacetsModel;
  readonly codeList?: number;
}

/**
 * A type that a code list governs is the union of the list's codes. Where the schema enumerates too, the two must agree;
 * if they do not, messages follow the schema, and so does the type.
 */
function governedBy(
  definition: SimpleTypeDefinition,
  variety: SimpleVariety,
  facets: FacetsModel,
  context: SimpleTypeContext,
): Governed {
  const codeList = definition.name === undefined ? undefined : context.codeListOf(definition.name);
  const list = codeList === undefined ? undefined : context.codeLists[codeList];
  if (codeList === undefined || list === undefined || variety.kind !== "atomic") return { facets };
  if (facets.enumeration === undefined) {
    const enumeration = list.codes.map(({ code, label }) => ({ value: code, documentation: [label] }));
    return { facets: { ...facets, enumeration }, codeList };
  }
  const allowed = new Set(facets.enumeration.map(({ value }) => value));
  const codes = new Set(list.codes.map(({ code }) => code));
  const missing = [...allowed].filter((value) => !codes.has(value));
  const extra = [...codes].filter((value) => !allowed.has(value));
  if (missing.length === 0 && extra.length === 0) return { facets, codeList };
  const parts = [
    ...(missing.length === 0 ? [] : [`only the schema has ${missing.join(", ")}`]),
    ...(extra.length === 0 ? [] : [`only the list has ${extra.join(", ")}`]),
  ];
  const message = `${localNameOf(definition.name ?? "{}")} and code list ${list.shortName} ${list.version} differ: ${parts.join("; ")}.`;
  report(context.diagnostics, "SF-W-CODELIST-DIFFERS", message, definition.position);
  return { facets };
}
