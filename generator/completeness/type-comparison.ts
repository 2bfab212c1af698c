import type { Position } from "../diagnostics/diagnostic.js";
import type { FieldModel, ObjectTypeModel, PackageModel, SimpleTypeModel, TypeIndex, TypeModel } from "../ir/model.js";
import { localNameOf } from "../read/clark-name.js";
import type {
  ComplexTypeDefinition,
  ElementDeclaration,
  SchemaSet,
  SimpleTypeDefinition,
  TypeDefinition,
  TypeUse,
} from "../schema/components.js";
import type { Printed } from "./printed.js";
import { contentOf, facetsOf, typeOf } from "./schema-walk.js";

/** Reports something of the schema that has no place in the output. */
export type ReportGap = (what: string, position: Position) => void;

const builtInNamespace = "{http://www.w3.org/2001/XMLSchema}";

/** Goes through types of the schema and of the model side by side; every pair once. */
export class TypeComparison {
  readonly counts = { types: 0, elements: 0, attributes: 0, enumerationValues: 0, facets: 0 };
  readonly #model: PackageModel;
  readonly #printed: Printed;
  readonly #gap: ReportGap;
  readonly #seen = new Map<TypeDefinition, Set<TypeIndex>>();
  readonly #byName = new Map<string, TypeIndex>();
  readonly #derived = new Map<SchemaSet, ReadonlyMap<string, readonly ComplexTypeDefinition[]>>();
  readonly #members = new Map<SchemaSet, ReadonlyMap<string, readonly ElementDeclaration[]>>();
  #waiting: (() => void)[] = [];

  constructor(model: PackageModel, printed: Printed, gap: ReportGap) {
    this.#model = model;
    this.#printed = printed;
    this.#gap = gap;
    model.types.forEach(({ qname }, index) => {
      if (qname !== undefined) this.#byName.set(qname, index);
    });
  }

  /** An element and everything that can stand in it. */
  element(set: SchemaSet, { type, name, position }: ElementDeclaration, index: TypeIndex): void {
    const definition = typeOf(set, type);
    if (definition !== undefined) this.#type(set, definition, index, `the element ${localNameOf(name)}`, position);
    // One after the other instead of one inside the other: schemas may be nested deeper than a stack.
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) next();
  }

  /** A type that a message part refers to. */
  named(set: SchemaSet, use: TypeUse, owner: string, position: Position): void {
    const definition = typeOf(set, use);
    if (definition === undefined || definition.name?.startsWith(builtInNamespace) === true) return;
    const index = definition.name === undefined ? undefined : this.#byName.get(definition.name);
    if (index === undefined) this.#gap(`The type of the part ${owner}`, position);
    else this.#type(set, definition, index, `the part ${owner}`, position);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) next();
  }

  #type(set: SchemaSet, definition: TypeDefinition, index: TypeIndex, owner: string, position: Position): void {
    const known = this.#seen.get(definition);
    if (known?.has(index) === true) return;
    if (known === undefined) this.#seen.set(definition, new Set([index]));
    else known.add(index);
    this.#waiting.push(() => {
      const model = this.#model.types[index];
      if (definition.kind === "simple-type" && model?.kind === "simple") this.#simple(set, definition, model);
      else if (definition.kind === "complex-type" && model?.kind === "object") this.#complex(set, definition, model);
      else this.#gap(`The type of ${owner}`, position);
    });
  }

  #simple(set: SchemaSet, definition: SimpleTypeDefinition, model: SimpleTypeModel): void {
    if (isBuiltIn(definition)) return;
    this.counts.types++;
    const { enumeration, others, parts } = facetsOf(set, definition, isBuiltIn);
    const values = new Set(model.facets.enumeration?.map(({ value }) => value));
    for (const { value, position } of enumeration) {
      this.counts.enumerationValues++;
      const isThere = [value, value.trim().replaceAll(/[ \t\r\n]+/g, " ")].some(
        (text) => (values.has(text) && this.#printed.literals.has(text)) || model.codeList !== undefined,
      );
      if (!isThere && !isName(model)) this.#gap(`The value "${value}"`, position);
    }
    for (const facet of others) {
      this.counts.facets++;
      const isThere =
        facet.kind === "pattern"
          ? model.facets.patterns.some((group) => group.some(({ source }) => source === facet.value)) &&
            this.#printed.literals.has(facet.value)
          : facet.kind !== "whiteSpace" && facet.kind !== "enumeration" && model.facets[facet.kind] !== undefined;
      if (!isThere) this.#gap(`The facet ${facet.kind} of ${definition.name ?? "a type"}`, facet.position);
    }
    const inner = innerTypes(model);
    parts.forEach((part, place) => {
      const index = inner[place];
      if (index !== undefined) this.#type(set, part, index, `a part of ${definition.name ?? "a type"}`, part.position);
      else this.#gap(`A part of ${definition.name ?? "a type"}`, part.position);
    });
  }

  #complex(set: SchemaSet, definition: ComplexTypeDefinition, model: ObjectTypeModel): void {
    this.counts.types++;
    const fields = this.#allFields(model);
    const byName = fieldsByName(fields);
    const { elements, attributes, any, anyAttribute, isMixed, text } = contentOf(set, definition);
    const owner = definition.name ?? model.typeName;
    for (const { name, component, position } of elements) {
      const members = [...(component.abstract ? [] : [component]), ...this.#substitutes(set, component)];
      for (const member of members) this.#element(set, member, byName, position);
      if (members.length > 0) this.counts.elements++;
      else if (!byName.qnames.has(name)) this.counts.elements++;
    }
    for (const { name, component, position } of attributes) {
      this.counts.attributes++;
      const field = byName.attributes.get(name);
      const type = typeOf(set, component);
      if (field === undefined || !this.#isPrinted(field))
        this.#gap(`The attribute ${localNameOf(name)} of ${owner}`, position);
      else if (type !== undefined) this.#type(set, type, field.type, `the attribute ${localNameOf(name)}`, position);
    }
    const has = (source: FieldModel["source"]): boolean => fields.some((field) => field.source === source);
    if (any !== undefined && !has("any")) this.#gap(`The wildcard of ${owner}`, any);
    if (anyAttribute !== undefined && !has("any-attribute"))
      this.#gap(`The attribute wildcard of ${owner}`, anyAttribute);
    if (isMixed && !has("mixed")) this.#gap(`The text of ${owner}`, definition.position);
    if (text !== undefined && !has("text")) this.#gap(`The text of ${owner}`, definition.position);
    for (const derived of this.#derivedFrom(set, definition)) {
      const index = derived.name === undefined ? undefined : this.#byName.get(derived.name);
      if (index === undefined) this.#gap(`The derived type ${derived.name ?? ""}`, derived.position);
      else this.#type(set, derived, index, derived.name ?? "", derived.position);
    }
  }

  #element(set: SchemaSet, declaration: ElementDeclaration, fields: FieldsByName, position: Position): void {
    const field = fields.elements.get(declaration.name);
    const type = typeOf(set, declaration.type);
    const local = localNameOf(declaration.name);
    if (field === undefined || !this.#isPrinted(field)) this.#gap(`The element ${local}`, position);
    else if (type !== undefined) this.#type(set, type, field.type, `the element ${local}`, position);
  }

  #isPrinted({ propertyName }: FieldModel): boolean {
    return this.#printed.keys.has(propertyName);
  }

  /** The fields of a type, those of its model groups and of its mixed content included. */
  #allFields(model: ObjectTypeModel): readonly FieldModel[] {
    const fields: FieldModel[] = [];
    const types = new Set<TypeModel>([model]);
    for (const type of types) {
      if (type.kind !== "object") continue;
      for (const field of type.fields) {
        fields.push(field);
        const inner = this.#model.types[field.type];
        if ((field.source === "group" || field.source === "mixed") && inner !== undefined) types.add(inner);
      }
    }
    return fields;
  }

  #substitutes(set: SchemaSet, head: ElementDeclaration): readonly ElementDeclaration[] {
    // A local element is no head, and blocked members need not be there: whether they are is the lowering's to say.
    if (!head.global || head.block.length > 0 || head.final.length > 0) return [];
    let members = this.#members.get(set);
    if (members === undefined) this.#members.set(set, (members = membersOf(set)));
    const found = new Set<ElementDeclaration>();
    const waiting = [...(members.get(head.name) ?? [])];
    for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
      if (found.has(member)) continue;
      found.add(member);
      waiting.push(...(members.get(member.name) ?? []));
    }
    return [...found].filter(({ abstract, type }) => !abstract && !blocksDerivation(set, head, type));
  }

  #derivedFrom(set: SchemaSet, { name }: ComplexTypeDefinition): readonly ComplexTypeDefinition[] {
    if (name === undefined || name.startsWith(builtInNamespace)) return [];
    let derived = this.#derived.get(set);
    if (derived === undefined) this.#derived.set(set, (derived = derivedTypes(set)));
    return derived.get(name) ?? [];
  }
}

/** Fields by what they are called on the wire; of several that are called the same the first. */
interface FieldsByName {
  readonly elements: ReadonlyMap<string, FieldModel>;
  readonly attributes: ReadonlyMap<string, FieldModel>;
  readonly qnames: ReadonlySet<string>;
}

function fieldsByName(fields: readonly FieldModel[]): FieldsByName {
  const named = (source: FieldModel["source"]): ReadonlyMap<string, FieldModel> =>
    new Map(fields.flatMap((field) => (field.source === source ? [[field.qname, field] as const] : [])).reverse());
  return {
    elements: named("element"),
    attributes: named("attribute"),
    qnames: new Set(fields.map(({ qname }) => qname)),
  };
}

/** A type that blocks substitution by derived types may keep a member out. */
function blocksDerivation(set: SchemaSet, head: ElementDeclaration, member: TypeUse): boolean {
  const type = typeOf(set, head.type);
  return type?.kind === "complex-type" && type.block.length > 0 && typeOf(set, member) !== type;
}

function isBuiltIn({ name }: SimpleTypeDefinition): boolean {
  return name?.startsWith(builtInNamespace) ?? false;
}

/** Qualified names are held with their namespace, not as the schema writes them. */
function isName({ primitive }: SimpleTypeModel): boolean {
  return primitive === "QName" || primitive === "NOTATION";
}

function innerTypes({ variety }: SimpleTypeModel): readonly TypeIndex[] {
  if (variety.kind === "list") return [variety.item];
  return variety.kind === "union" ? variety.members : [];
}

function derivedTypes(set: SchemaSet): ReadonlyMap<string, readonly ComplexTypeDefinition[]> {
  const derived = new Map<string, ComplexTypeDefinition[]>();
  for (const type of set.types.values()) {
    if (type.kind !== "complex-type" || type.name === undefined) continue;
    const known = derived.get(type.derivation.base);
    if (known === undefined) derived.set(type.derivation.base, [type]);
    else known.push(type);
  }
  return derived;
}

function membersOf(set: SchemaSet): ReadonlyMap<string, readonly ElementDeclaration[]> {
  const members = new Map<string, ElementDeclaration[]>();
  for (const element of set.elements.values()) {
    if (element.substitutionGroup === undefined) continue;
    const known = members.get(element.substitutionGroup);
    if (known === undefined) members.set(element.substitutionGroup, [element]);
    else known.push(element);
  }
  return members;
}
