import type { Artifact } from "../ir/artifact.js";
import type { ElementModel, PackageModel, SimpleTypeModel, TypeModel } from "../ir/model.js";
import {
  code,
  doc,
  imported,
  join,
  key,
  literal,
  moduleText,
  name,
  printWidth,
  prose,
  textWidth,
  type Code,
} from "../print/code.js";
import { atom, lay, object } from "../print/layout.js";
import { flatType, namedType, typed, unionType } from "../print/type-layout.js";
import { constraintLines } from "./constraint-lines.js";
import { documentation } from "./documentation.js";
import { enumerationMembers } from "./enumeration.js";
import { hasNilAlias, nilForms, nilName } from "./nil-types.js";
import { objectDeclaration } from "./object-types.js";
import { valueType } from "./property-types.js";
import { at, codeListModule, hasAlias, representationOf, typesModule } from "./symbols.js";
import { variantDeclaration } from "./variant-alias.js";
import { hasVariant, variantName } from "./variants.js";

/**
 * Emits `src/types/<module>.ts`, one module per namespace that declares something.
 *
 * `<xs:complexType name="FejlListeType"><xs:sequence><xs:element name="FejlKode" type="xs:string"/>…` becomes
 *
 *     // @xsd {…}FejlListeType as JSDoc
 *     export interface FejlListeType {
 *       readonly FejlKode: string;
 *     }
 *
 * and `<xs:simpleType name="CVRnummerType">` becomes
 * `export type CVRnummerType = string & { readonly __type?: "CVRnummerType" };`.
 */
export function emitTypes(model: PackageModel, header: string): readonly Artifact[] {
  const bodies = model.namespaces.map((): Code[] => []);
  const sharing = new Map(model.elements.flatMap((one) => (hasAlias(model, one) ? [] : [[one.type, one] as const])));
  model.types.forEach((type, index) => {
    if (type.typeName === "") return;
    at(bodies, type.namespace).push(declaration(model, describedBy(type, sharing.get(index))));
  });
  for (const element of model.elements) {
    if (hasAlias(model, element)) at(bodies, element.namespace).push(elementAlias(model, element));
  }
  return bodies.flatMap((body, namespace) => {
    if (body.length === 0) return [];
    const path = `${typesModule(model, namespace)}.ts`;
    return [{ path, text: moduleText(path, header, join(body, "\n")) }];
  });
}

/** The names that a types module exports; `value` where there is a const object besides the type. */
export interface TypeExport {
  readonly name: string;
  readonly kind: "type" | "value";
}

/** What `src/types/<module>.ts` of a namespace exports, in its order; empty when there is no such module. */
export function typeExports(model: PackageModel, namespace: number): readonly TypeExport[] {
  let known = knownExports.get(model);
  if (known === undefined) knownExports.set(model, (known = exportsByNamespace(model)));
  return at(known, namespace);
}

const knownExports = new WeakMap<PackageModel, readonly (readonly TypeExport[])[]>();

function exportsByNamespace(model: PackageModel): readonly (readonly TypeExport[])[] {
  const all = model.namespaces.map((): TypeExport[] => []);
  for (const type of model.types) {
    if (type.typeName === "") continue;
    const exports = at(all, type.namespace);
    exports.push({
      name: type.typeName,
      kind: type.kind === "simple" && enumerationMembers(type) !== undefined ? "value" : "type",
    });
    if (hasVariant(model, type)) exports.push({ name: variantName(type), kind: "type" });
    if (hasNilAlias(model, type)) exports.push({ name: nilName(type), kind: "type" });
  }
  for (const element of model.elements) {
    if (hasAlias(model, element)) at(all, element.namespace).push({ name: element.typeName, kind: "type" });
  }
  return all;
}

/** A type that an element shares its name with is told about by both. */
function describedBy(type: TypeModel, element: ElementModel | undefined): TypeModel {
  if (element === undefined) return type;
  const repeated = element.documentation.join("\n") === type.documentation.join("\n");
  const lines = repeated ? [] : element.documentation;
  const between = type.documentation.length > 0 && lines.length > 0 ? [""] : [];
  return {
    ...type,
    qname: type.qname ?? element.qname,
    documentation: [...type.documentation, ...between, ...lines],
  };
}

function declaration(model: PackageModel, type: TypeModel): Code {
  const parts = [type.kind === "object" ? objectDeclaration(model, type) : simpleDeclaration(model, type)];
  if (hasVariant(model, type)) parts.push(variantDeclaration(model, type));
  if (hasNilAlias(model, type)) parts.push(nilDeclaration(model, type));
  return join(parts, "\n");
}

/**
 * The alias for what stands for a nil element, besides `null`, where types are derived from that of the element:
 *
 *     export type HundNil = Nil<Pick<Hund, "$type" | "race">> | Nil<object, "Puddel">;
 */
function nilDeclaration(model: PackageModel, type: TypeModel): Code {
  const lines = [`A nil element of type \`${type.typeName}\` or one derived from it, with its attributes.`];
  const forms = unionType(nilForms(model, type));
  return code`${doc(lines)}${typed(code`export type ${name(nilName(type))} =`, forms)}\n`;
}

function simpleDeclaration(model: PackageModel, type: SimpleTypeModel): Code {
  const constraints = constraintLines(type);
  if (type.codeList !== undefined) {
    const list = at(model.codeLists, type.codeList);
    const head = documentation(type.documentation, [], type.qname, [
      `@see {@link ${list.typeName}}, version ${list.version}`,
    ]);
    const alias = list.typeName === type.typeName ? `${list.typeName}Code` : list.typeName;
    const union = imported(list.typeName, codeListModule(model, list), "type", alias);
    return code`${head}${typed(code`export type ${name(type.typeName)} =`, namedType(union))}\n`;
  }
  const members = enumerationMembers(type);
  if (members !== undefined) return enumerationDeclaration(type, members);
  const head = documentation(type.documentation, constraints, type.qname);
  const representation = representationOf(model, type);
  if (type.variety.kind !== "atomic") {
    return code`${head}${typed(code`export type ${name(type.typeName)} =`, representation)}\n`;
  }
  return code`${head}${flavour(type.typeName, flatType(representation))}`;
}

/** `string & { readonly __type?: "X" }`: a plain string is assignable to it, another flavour is not. */
function flavour(typeName: string, representation: Code): Code {
  const tag = code`readonly __type?: ${literal(typeName)}`;
  const head = code`export type ${name(typeName)} =`;
  const start = code`${representation} & {`;
  const column = textWidth(head.text) + 1 + textWidth(start.text);
  if (column + textWidth(tag.text) + 4 <= printWidth) return code`${head} ${start} ${tag} };\n`;
  if (column <= printWidth) return code`${head} ${start}\n  ${tag};\n};\n`;
  return code`${head}\n  ${start}\n    ${tag};\n  };\n`;
}

function enumerationDeclaration(type: SimpleTypeModel, members: ReturnType<typeof enumerationMembers> & object): Code {
  const head = documentation(type.documentation, [], type.qname);
  const entries = members.map((member) => {
    const lines = prose(member.documentation);
    return {
      key: key(member.key),
      value: atom(literal(member.value)),
      ...(lines.length === 0 ? {} : { doc: doc(lines) }),
    };
  });
  const symbol = name(type.typeName);
  const start = code`export const ${symbol} = `;
  const values = lay(object(entries, true), textWidth(start.text), "", 10);
  const union = typed(code`export type ${symbol} =`, namedType(code`(typeof ${symbol})[keyof typeof ${symbol}]`));
  return code`${head}${start}${values} as const;\n${union}\n`;
}

function elementAlias(model: PackageModel, element: ElementModel): Code {
  const type = at(model.types, element.type);
  const value = valueType(model, element);
  const described = element.documentation.length > 0 ? element.documentation : type.documentation;
  const head = documentation(described, [], element.qname);
  return code`${head}${typed(code`export type ${name(element.typeName)} =`, value)}\n`;
}
