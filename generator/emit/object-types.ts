import type { FieldModel, ObjectTypeModel, PackageModel, WildcardModel } from "../ir/model.js";
import { code, doc, join, key, literal, name, prose, raw, type Code } from "../print/code.js";
import { genericType, keywordType, namedType, typed, unionType } from "../print/type-layout.js";
import {
  alternativesOf,
  mostAlternatives,
  type Alternative,
  type Alternatives,
  type Presence,
} from "./alternatives.js";
import { constraintLines } from "./constraint-lines.js";
import { documentation } from "./documentation.js";
import { propertyType } from "./property-types.js";
import { at } from "./symbols.js";

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
 */
export function objectDeclaration(model: PackageModel, type: ObjectTypeModel): Code {
  const { common, choices, notes } = shapeOf(type);
  const head = documentation(type.documentation, notes, type.qname);
  // No value is of an abstract type, so that none says it is.
  // An interface without members would accept any value at all.
  const isNamed = type.discriminated && !type.abstract;
  if (type.fields.length === 0 && !isNamed) {
    const alias = code`export type ${name(type.typeName)} =`;
    return code`${head}${typed(alias, genericType("Readonly", [genericType("Record", [keywordType("string"), keywordType("never")])]))}\n`;
  }
  const says = unionType([namedType(literal(type.typeName)), keywordType("undefined")]);
  const typeName = isNamed ? [code`${typed(raw("  readonly $type?:"), says, "  ")}\n`] : [];
  const shared = [
    ...typeName,
    ...common.map(([field, presence]) => property(model, at(type.fields, field), presence, "  ")),
  ];
  if (choices.length === 0) return code`${head}export interface ${name(type.typeName)} {\n${shared}}\n`;
  const start = code`${head}export type ${name(type.typeName)} =`;
  const [only] = choices;
  if (shared.length === 0 && choices.length === 1 && only !== undefined)
    return code`${start}\n${unionOf(model, type, only, "  ")};\n`;
  // Prettier indents what follows the first type of an intersection, unless that is an object or all there is.
  const groups = choices.map((choice, index) => {
    const outer = index === 0 ? "" : "  ";
    return code`(\n${unionOf(model, type, choice, `${outer}  `)}\n${raw(outer)})`;
  });
  const all = join(groups, " &\n  ");
  return shared.length === 0 ? code`${start} ${all};\n` : code`${start} {\n${shared}} & ${all};\n`;
}

function unionOf(model: PackageModel, type: ObjectTypeModel, choice: Choice, indent: string): Code {
  const members = choice.map((uses) => {
    const properties = uses.map(([field, presence]) =>
      property(model, at(type.fields, field), presence, `${indent}    `),
    );
    return code`${raw(indent)}| {\n${properties}${raw(indent)}  }`;
  });
  return join(members, "\n");
}

/** A property of an object type, by index of its field. */
type Use = readonly [field: number, presence: Presence | "absent"];

/** The properties of each alternative. */
type Choice = readonly (readonly Use[])[];

interface Shape {
  readonly common: readonly Use[];
  /** None where the common properties say it all. */
  readonly choices: readonly Choice[];
  readonly notes: readonly string[];
}

function shapeOf(type: ObjectTypeModel): Shape {
  const { common, choices, exact } = typeAlternatives(type);
  const notes = exact ? [] : ["Which properties go together is more than the type says; the validator checks it."];
  const chosen = new Set(choices.flatMap((all) => all.flatMap((alternative) => [...alternative.keys()])));
  const shared = type.fields.flatMap((field, index): Use[] =>
    chosen.has(index) ? [] : [[index, common.get(index) ?? (field.optional ? "optional" : "required")]],
  );
  if (choices.some(isLong)) notes.push("Exactly one of the properties; `in` tells which.");
  return { common: shared, choices: choices.map(usesOf), notes };
}

function usesOf(all: readonly Alternative[]): Choice {
  if (isLong(all)) return all.map((alternative) => [...alternative]);
  const fields = [...new Set(all.flatMap((alternative) => [...alternative.keys()]))].sort((a, b) => a - b);
  return all.map((alternative) => fields.map((field): Use => [field, alternative.get(field) ?? "absent"]));
}

/** In a longer choice, which is then one of single properties, each alternative does not list again what it has not. */
function isLong(all: readonly Alternative[]): boolean {
  return all.length > mostAlternatives;
}

function typeAlternatives(type: ObjectTypeModel): Alternatives {
  const { content } = type;
  if (type.role === "mixed") {
    const all = type.fields.map((_, field): Alternative => new Map([[field, "required"]]));
    const [first = new Map<number, Presence>()] = all;
    return all.length < 2
      ? { common: first, choices: [], exact: true }
      : { common: new Map(), choices: [all], exact: true };
  }
  return content.kind === "elements"
    ? alternativesOf(content.particle)
    : { common: new Map(), choices: [], exact: true };
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
