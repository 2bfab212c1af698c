import type { FieldModel, ObjectTypeModel, PackageModel, WildcardModel } from "../ir/model.js";
import { code, doc, join, key, literal, name, prose, raw, type Code } from "../print/code.js";
import { genericType, keywordType, namedType, typed, unionType } from "../print/type-layout.js";
import { alternativesOf, isOneProperty, type Alternative, type Presence } from "./alternatives.js";
import { constraintLines } from "./constraint-lines.js";
import { documentation } from "./documentation.js";
import { propertyType } from "./property-types.js";
import { at } from "./symbols.js";
import { variantDeclaration } from "./variant-alias.js";
import { hasVariant } from "./variants.js";

/**
 * An object type: an interface, or where its content has choices, what all values have in common and a union of what they
 * have not:
 *
 *     export type Betaling = {
 *       readonly Beloeb: string;
 *     } & (
 *       | {
 *           readonly Konto: string;
 *           readonly Kort?: undefined;
 *         }
 *       | …
 *     );
 *
 * With the alias for the types derived from it, where there are any.
 */
export function objectDeclaration(model: PackageModel, type: ObjectTypeModel): Code {
  const own = ownDeclaration(model, type);
  return hasVariant(model, type) ? code`${own}\n${variantDeclaration(model, type)}` : own;
}

function ownDeclaration(model: PackageModel, type: ObjectTypeModel): Code {
  const { common, alternatives, notes } = shapeOf(type);
  const head = documentation(type.documentation, notes, type.qname);
  // An interface without members would accept any value at all.
  if (type.fields.length === 0 && !type.discriminated) {
    const alias = code`export type ${name(type.typeName)} =`;
    return code`${head}${typed(alias, genericType("Readonly", [genericType("Record", [keywordType("string"), keywordType("never")])]))}\n`;
  }
  const says = unionType([namedType(literal(type.typeName)), keywordType("undefined")]);
  const typeName = type.discriminated ? [code`${typed(raw("  readonly $type?:"), says, "  ")}\n`] : [];
  const shared = [
    ...typeName,
    ...common.map(([field, presence]) => property(model, at(type.fields, field), presence, "  ")),
  ];
  if (alternatives.length === 0) return code`${head}export interface ${name(type.typeName)} {\n${shared}}\n`;
  const members = alternatives.map((uses) => {
    const properties = uses.map(([field, presence]) => property(model, at(type.fields, field), presence, "      "));
    return code`  | {\n${properties}    }`;
  });
  const start = code`${head}export type ${name(type.typeName)} =`;
  return shared.length > 0
    ? code`${start} {\n${shared}} & (\n${join(members, "\n")}\n);\n`
    : code`${start}\n${join(members, "\n")};\n`;
}

/** A property of an object type, by index of its field. */
type Use = readonly [field: number, presence: Presence | "absent"];

interface Shape {
  readonly common: readonly Use[];
  /** None where the common properties say it all. */
  readonly alternatives: readonly (readonly Use[])[];
  readonly notes: readonly string[];
}

function shapeOf(type: ObjectTypeModel): Shape {
  const { all, exact } = typeAlternatives(type);
  const notes = exact ? [] : ["Which properties go together is more than the type says; the validator checks it."];
  const placed = new Set(all.flatMap((alternative) => [...alternative.keys()]));
  const varying = new Set(
    [...placed].filter((field) => all.some((alternative) => alternative.get(field) !== all[0]?.get(field))),
  );
  const common = type.fields.flatMap((field, index): Use[] => {
    if (varying.has(index)) return [];
    return [[index, all[0]?.get(index) ?? (field.optional ? "optional" : "required")]];
  });
  if (varying.size === 0) return { common, alternatives: [], notes };
  const uses = type.fields.map((_, index) => index).filter((index) => varying.has(index));
  const isLong = all.length > mostListed && common.length === 0 && all.every(isOneProperty);
  const alternatives = all.map((alternative) =>
    uses.flatMap((field): Use[] => {
      const presence = alternative.get(field);
      return presence === undefined && isLong ? [] : [[field, presence ?? "absent"]];
    }),
  );
  return {
    common,
    alternatives,
    notes: isLong ? [...notes, "Exactly one of the properties; `in` tells which."] : notes,
  };
}

/** In a longer choice each alternative does not list again what it has not. */
const mostListed = 24;

function typeAlternatives(type: ObjectTypeModel): { readonly all: readonly Alternative[]; readonly exact: boolean } {
  if (type.role === "mixed")
    return { all: type.fields.map((_, field) => new Map([[field, "required" as const]])), exact: true };
  return type.content.kind === "elements" ? alternativesOf(type.content.particle) : { all: [], exact: true };
}

function property(model: PackageModel, field: FieldModel, presence: Presence | "absent", indent: string): Code {
  const head = code`${raw(indent)}readonly ${key(field.propertyName)}${raw(presence === "required" ? ":" : "?:")}`;
  if (presence === "absent") return code`${head} undefined;\n`;
  const held = propertyType(model, field);
  const type = presence === "optional" ? unionType([held, keywordType("undefined")]) : held;
  return code`${doc([...prose(field.documentation), ...notesOf(model, field)], indent)}${typed(head, type, indent)}\n`;
}

function notesOf(model: PackageModel, field: FieldModel): readonly string[] {
  const type = at(model.types, field.type);
  const isAnonymous = type.kind === "simple" && type.typeName === "" && type.qname === undefined;
  return [
    ...(field.wildcard === undefined ? [] : [wildcardLine(field.wildcard, field.source)]),
    ...(isAnonymous && field.wildcard === undefined ? constraintLines(type) : []),
    ...(field.fixed === undefined ? [] : [`Always \`${field.fixed}\`.`]),
    ...(field.default === undefined
      ? []
      : [
          `\`${field.default}\` when the ${field.source === "attribute" ? "attribute is absent" : "element is empty"}.`,
        ]),
    ...(field.repeated && Number.isFinite(field.maxOccurs) ? [`At most ${field.maxOccurs} times.`] : []),
    ...(field.repeated && field.minOccurs > 1 ? [`At least ${field.minOccurs} times.`] : []),
  ];
}

function wildcardLine({ namespaces }: WildcardModel, source: FieldModel["source"]): string {
  const what = source === "any" ? "Elements" : "Attributes";
  const named = (uri: string): string => (uri === "" ? "no namespace" : `\`${uri}\``);
  if (namespaces === "any") return `${what} of any namespace.`;
  if ("not" in namespaces) return `${what} of any namespace but ${named(namespaces.not)}.`;
  return `${what} of ${namespaces.map(named).join(" or ")}.`;
}
