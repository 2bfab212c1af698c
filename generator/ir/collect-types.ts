import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type {
  AttributeDeclaration,
  ElementDeclaration,
  SchemaSet,
  SimpleTypeDefinition,
  Wildcard,
} from "../schema/components.js";
import { simpleTypeOf, typeUsed, varietyOf } from "../schema/effective.js";
import { anySimpleType, anyType, localNameOf, namespaceOf, xsdNamespace } from "../schema/names.js";
import {
  CollectedTypes,
  namedStep,
  stemOf,
  type CollectedType,
  type Definition,
  type Step,
} from "./collected-types.js";
import { collectedRegistry } from "./collected-registry.js";
import type { Collection } from "./collection.js";
import { ContentShapes } from "./content-shape.js";
import { leavesOf, type ContentTree } from "./content-tree.js";
import { reportDifference, reportOtherMembers } from "./same-meaning.js";
import { everyName, SchemaIndex } from "./schema-index.js";

/** Root elements of one contract. They need not be components of the schema. */
export interface Roots {
  readonly set: SchemaSet;
  readonly elements: readonly ElementDeclaration[];
}

/**
 * Walks from the root elements to every type that a value of theirs can have:
 *
 * - the types of elements, attributes, items and members, group by group;
 * - the named types derived from the type of an element, because `xsi:type` may name them;
 * - what wildcards that validate let in, namespace by namespace: global elements, or attributes; and what the schema knows
 *   besides, where an element without a declaration may stand;
 * - everything, once an element may be of any type at all.
 *
 * What is found that way is walked in turn. Contracts of one package may define the same names, as long as they mean the
 * same by them.
 *
 * @param everything all global components are wanted, whatever the roots are
 */
export function collectTypes(contracts: readonly Roots[], diagnostics: DiagnosticSink, everything = false): Collection {
  const collector = new Collector(diagnostics);
  for (const { set, elements } of contracts) collector.walk(set, elements, everything);
  return collector.finish(contracts.map((contract) => contract.set));
}

/** One schema and what was worked out of it. */
interface Schema {
  readonly set: SchemaSet;
  readonly shapes: ContentShapes;
  readonly index: SchemaIndex;
  /** Types that elements are of, as far as they were looked at for types derived from them. */
  readonly valueTypes: Set<Definition>;
}

class Collector {
  readonly #diagnostics: DiagnosticSink;
  readonly #types: CollectedTypes;
  readonly #declarations = new Map<string, ElementDeclaration | AttributeDeclaration>();
  readonly #schemas = new Map<SchemaSet, Schema>();
  readonly #namespaces = new Set<string>();
  readonly #opened = new Set<ClarkName>();
  #hasRegistry = false;
  #hasOpenElements = false;
  #isOpen = false;

  constructor(diagnostics: DiagnosticSink) {
    this.#diagnostics = diagnostics;
    this.#types = new CollectedTypes({
      type: (first, other) => reportDifference("type", first, other, diagnostics),
      substitution: (first, other) => reportOtherMembers(first, other, diagnostics),
    });
  }

  walk(set: SchemaSet, roots: readonly ElementDeclaration[], everything: boolean): void {
    const schema = this.#schemaOf(set);
    const seen = new Set<Definition>();
    const waiting: Step[] = roots.flatMap((root) => this.#ofElement(schema, root, undefined, "")).reverse();
    // What stands for something else comes after what is named by the messages themselves.
    const later: Step[] = everything ? [...this.#openAll(schema)] : [];
    for (let next = 0; ;) {
      const step = waiting.pop() ?? later[next++];
      if (step === undefined) break;
      const collected = this.#types.add(set, step);
      this.#namespaces.add(collected.namespace);
      const isNewValue = step.isValue && !schema.valueTypes.has(step.definition);
      if (isNewValue) {
        schema.valueTypes.add(step.definition);
        for (const derived of this.#substitutes(schema, step.definition)) later.push(derived);
      }
      if (seen.has(step.definition) && !isNewValue) continue;
      seen.add(step.definition);
      const children = this.#children(schema, step, collected);
      for (let index = children.length - 1; index >= 0; index--) {
        const child = children[index];
        if (child !== undefined) waiting.push(child);
      }
    }
  }

  finish(sets: readonly SchemaSet[]): Collection {
    return {
      ...this.#types.ordered(sets),
      namespaces: this.#namespaces,
      ...(this.#hasRegistry
        ? { registry: collectedRegistry(sets, (set) => this.#schemaOf(set).index, this.#hasOpenElements) }
        : {}),
      isOpen: this.#isOpen,
      opened: this.#opened,
      shapeOf: (set, type) => this.#schemaOf(set).shapes.shapeOf(type),
    };
  }

  #declare(kind: string, declaration: ElementDeclaration | AttributeDeclaration): void {
    const { name, global } = declaration;
    this.#namespaces.add(namespaceOf(name));
    if (!global) return;
    const known = this.#declarations.get(`${kind} ${name}`);
    if (known === undefined) this.#declarations.set(`${kind} ${name}`, declaration);
    else reportDifference(kind, known, declaration, this.#diagnostics);
  }

  #ofElement(
    schema: Schema,
    declaration: ElementDeclaration,
    owner: CollectedType | undefined,
    stem: string,
  ): readonly Step[] {
    const { name, global } = declaration;
    this.#declare("element", declaration);
    const definition = typeUsed(schema.set, declaration.type);
    // Most elements are of a type that an element met before had.
    if (definition === undefined || (definition.name !== undefined && schema.valueTypes.has(definition))) return [];
    // A global element's own type is named after the element alone: it is the same wherever the element stands. An object
    // is called just as the element; a simple type stands beside the element's alias.
    const suffix = global && definition.kind === "complex-type" ? "" : "Type";
    const candidate = `${global ? localNameOf(name) : joined(stem, localNameOf(name))}${suffix}`;
    const inside = global ? undefined : owner;
    return [
      {
        definition,
        owner: inside,
        place: inside === undefined ? `element ${name}` : name,
        namespace: inside?.namespace ?? namespaceOf(name),
        candidate,
        isValue: true,
      },
    ];
  }

  #ofAttribute(schema: Schema, declaration: AttributeDeclaration, owner: CollectedType | undefined): readonly Step[] {
    const { name } = declaration;
    this.#declare("attribute", declaration);
    const definition = typeUsed(schema.set, declaration.type);
    if (definition === undefined) return [];
    const namespace = owner?.namespace ?? namespaceOf(name);
    const candidate = `${joined(owner === undefined ? "" : stemOf(owner), localNameOf(name))}Type`;
    return [{ definition, owner, place: `attribute ${name}`, namespace, candidate, isValue: false }];
  }

  #children(schema: Schema, { definition, isValue }: Step, owner: CollectedType): readonly Step[] {
    const stem = stemOf(owner);
    const part = (inside: SimpleTypeDefinition, suffix: string, isPartValue: boolean): Step => ({
      definition: inside,
      owner,
      place: suffix,
      namespace: owner.namespace,
      candidate: `${stem}${suffix}Type`,
      isValue: isPartValue,
    });
    switch (definition.kind) {
      case "content-group":
        return this.#ofContent(schema, definition.tree, owner);
      case "simple-type": {
        const variety = varietyOf(schema.set, definition);
        if (variety.kind === "list") return [part(variety.item, "Item", false)];
        if (variety.kind === "atomic") return [];
        // What stands for a member stands for the union (Part 1 §3.14.6, cos-st-derived-ok.2.2.4).
        return variety.members.map((member, index) => part(member, `Member${index + 1}`, isValue));
      }
      case "complex-type": {
        const { content, attributes } = schema.shapes.shapeOf(definition);
        const steps: Step[] = [];
        if (content.kind === "simple") steps.push(part(content.type, "Value", false));
        if (content.kind === "elements") steps.push(...this.#ofContent(schema, content.tree, owner));
        if (content.kind === "mixed") {
          const { group } = content;
          const { namespace } = owner;
          const candidate = `${stem}${group.suffix}`;
          steps.push({ definition: group, owner, place: group.suffix, namespace, candidate, isValue: false });
        }
        for (const { declaration } of attributes.attributes) {
          steps.push(...this.#ofAttribute(schema, declaration, owner));
        }
        if (attributes.anyAttribute !== undefined) steps.push(...this.#openAttributes(schema, attributes.anyAttribute));
        return steps;
      }
    }
  }

  #ofContent(schema: Schema, tree: ContentTree | undefined, owner: CollectedType): readonly Step[] {
    const stem = stemOf(owner);
    return leavesOf(tree).flatMap((leaf): readonly Step[] => {
      switch (leaf.kind) {
        case "element":
          return this.#ofElement(schema, leaf.declaration, owner, stem);
        case "any":
          return this.#openElements(schema, leaf.wildcard);
        case "group": {
          const { group } = leaf;
          const { head, suffix } = group;
          const { namespace } = owner;
          const inside = { definition: group, owner, place: suffix, namespace, candidate: `${stem}${suffix}` };
          if (head === undefined) return [{ ...inside, isValue: false }];
          const { name } = head;
          const candidate = `${localNameOf(name)}${suffix}`;
          const own = { owner: undefined, place: `substitution ${name}`, namespace: namespaceOf(name), candidate };
          return [{ definition: group, ...own, isValue: false }];
        }
        case "substitution":
          throw new Error(`substitution group of ${leaf.head.name} without a group`);
      }
    });
  }

  /** What `xsi:type` may put in place of the type of an element. */
  #substitutes(schema: Schema, definition: Definition): readonly Step[] {
    if (definition.kind === "content-group" || definition.name === undefined) return [];
    const { name } = definition;
    if (name === anyType) return this.#openAll(schema);
    if (name === anySimpleType) {
      this.#isOpen = true;
      const simple = schema.index.named().filter((type) => simpleTypeOf(schema.set, type) !== undefined);
      return simple.map(namedStep);
    }
    if (namespaceOf(name) !== xsdNamespace) return schema.index.derivedFrom(name).map(namedStep);
    // Complex types whose text is of a built-in type stay out: no value of the built-in one could say what they hold.
    this.#opened.add(name);
    return schema.index.simpleTypesBelow(name).map((type) => ({ ...namedStep(type), isValue: false }));
  }

  /**
   * What may stand in the place of the wildcard. Without a declaration an element has the type that `xsi:type` names, or is
   * laxly assessed, and so is what it holds (Part 1 §3.3.4): all elements of the schema are known in there. Only a wildcard
   * that lists its namespaces makes no others known.
   */
  #openElements(schema: Schema, wildcard: Wildcard): readonly Step[] {
    const { namespaces, processContents } = wildcard;
    if (processContents === "skip") return [];
    this.#hasRegistry = this.#hasOpenElements = true;
    if (namespaces.kind === "list") return this.#elementsOf(schema, wildcard);
    const types = schema.index.openTypes().map(namedStep);
    if (processContents === "strict") return [...this.#elementsOf(schema, wildcard), ...types];
    return [...this.#elementsOf(schema, everyName), ...this.#openAttributes(schema, everyName), ...types];
  }

  #elementsOf(schema: Schema, wildcard: Wildcard): readonly Step[] {
    return schema.index
      .openElements(wildcard)
      .flatMap((declaration) => this.#ofElement(schema, declaration, undefined, ""));
  }

  #openAttributes(schema: Schema, wildcard: Wildcard): readonly Step[] {
    if (wildcard.processContents === "skip") return [];
    this.#hasRegistry = true;
    return schema.index
      .openAttributes(wildcard)
      .flatMap((declaration) => this.#ofAttribute(schema, declaration, undefined));
  }

  #openAll(schema: Schema): readonly Step[] {
    this.#isOpen = true;
    return this.#openElements(schema, everyName);
  }

  #schemaOf(set: SchemaSet): Schema {
    let schema = this.#schemas.get(set);
    if (schema === undefined) {
      const shapes = new ContentShapes(set, (head, { position }) => {
        const message = `No element can stand for ${head.name}, which is abstract, so none can stand here.`;
        report(this.#diagnostics, "SF-W-ABSTRACT", message, position);
      });
      schema = { set, shapes, index: new SchemaIndex(set), valueTypes: new Set() };
      this.#schemas.set(set, schema);
    }
    return schema;
  }
}

/** A made-up name, such as `ordreLinje` of `ordre` and `linje`: its parts are told apart by an upper-case letter. */
function joined(stem: string, name: string): string {
  return stem === "" ? name : stem + name.slice(0, 1).toUpperCase() + name.slice(1);
}
