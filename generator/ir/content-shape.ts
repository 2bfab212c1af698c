import type { ClarkName } from "../read/document.js";
import type {
  ComplexTypeDefinition,
  ElementDeclaration,
  SchemaSet,
  SimpleTypeDefinition,
} from "../schema/components.js";
import { effectiveAttributes, effectiveContent, type EffectiveAttributes } from "../schema/effective.js";
import { localNameOf } from "../schema/names.js";
import { substitutionMembers, type SubstitutionMembers } from "../schema/substitution-groups.js";
import { newWork } from "../schema/work-bound.js";
import { isModelTree, type ContentGroup, type ContentTree, type ModelTree, type Occurring } from "./content-tree.js";
import { simplifyContent, type Standing } from "./simplify-content.js";

/** A complex type with its derivation worked out. */
export interface ComplexShape {
  readonly content: ContentShape;
  readonly attributes: EffectiveAttributes;
}

export type ContentShape =
  | { readonly kind: "empty" }
  | { readonly kind: "simple"; readonly type: SimpleTypeDefinition }
  | { readonly kind: "elements"; readonly tree: ContentTree }
  | { readonly kind: "mixed"; readonly group: ContentGroup };

/**
 * The shapes of the types of one schema, each worked out once, so that anonymous parts and groups keep their identity.
 */
export class ContentShapes {
  readonly #set: SchemaSet;
  readonly #standing: Standing;
  readonly #shapes = new Map<ComplexTypeDefinition, ComplexShape>();
  readonly #substitutions = new Map<ClarkName, ContentGroup>();
  #members: SubstitutionMembers | undefined;

  /** @param onMissing called where an abstract element is referred to that nothing can stand for */
  constructor(set: SchemaSet, onMissing: Standing["nothingFor"]) {
    this.#set = set;
    this.#standing = { elementsFor: (head) => this.#elementsFor(head), nothingFor: onMissing };
  }

  shapeOf(type: ComplexTypeDefinition): ComplexShape {
    let shape = this.#shapes.get(type);
    if (shape === undefined) {
      shape = { content: this.#contentOf(type), attributes: effectiveAttributes(this.#set, type) };
      this.#shapes.set(type, shape);
    }
    return shape;
  }

  #contentOf(type: ComplexTypeDefinition): ContentShape {
    const content = effectiveContent(this.#set, type);
    if (content.kind !== "elements") return content;
    const { particle } = content;
    const tree = particle && simplifyContent(this.#set, particle, this.#standing);
    const { position } = type;
    if (content.mixed) {
      const inside = tree && spelledOut(tree);
      const group = { kind: "content-group", role: "mixed", suffix: "Content", propertyName: "$content" } as const;
      return { kind: "mixed", group: { ...group, ...(inside === undefined ? {} : { tree: inside }), position } };
    }
    return tree === undefined ? { kind: "empty" } : { kind: "elements", tree: this.#grouped(tree, new Map()) };
  }

  /** With repeated groups and substitution groups as values. `counts` are those of the type or group it belongs to. */
  #grouped(tree: ContentTree, counts: Map<string, number>): ContentTree {
    if (tree.kind === "substitution") {
      const { minOccurs, maxOccurs, position, annotation } = tree;
      const occurring = { minOccurs, maxOccurs, position, ...(annotation === undefined ? {} : { annotation }) };
      return { kind: "group", group: this.#substitution(tree.head), ...occurring };
    }
    if (!isModelTree(tree)) return tree;
    if (tree.maxOccurs > 1) return this.#repeated(tree, counts);
    return { ...tree, particles: tree.particles.map((part) => this.#grouped(part, counts)) };
  }

  #repeated(tree: ModelTree, counts: Map<string, number>): ContentTree {
    const { kind, minOccurs, maxOccurs, position, annotation } = tree;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const group: ContentGroup = {
      kind: "content-group",
      role: "group",
      tree: this.#grouped({ ...tree, minOccurs: 1, maxOccurs: 1 }, new Map()),
      suffix: `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}${count === 1 ? "" : count}`,
      propertyName: `$${kind}`,
      ...(annotation === undefined ? {} : { annotation }),
      position,
    };
    return { kind: "group", group, minOccurs, maxOccurs, position };
  }

  /** One for each head, whatever refers to it. */
  #substitution(head: ElementDeclaration): ContentGroup {
    let group = this.#substitutions.get(head.name);
    if (group === undefined) {
      const { position, annotation } = head;
      group = {
        kind: "content-group",
        role: "group",
        tree: choiceOf(this.#elementsFor(head), { minOccurs: 1, maxOccurs: 1, position }),
        suffix: "Substitution",
        propertyName: localNameOf(head.name),
        head,
        ...(annotation === undefined ? {} : { annotation }),
        position,
      };
      this.#substitutions.set(head.name, group);
    }
    return group;
  }

  #elementsFor(head: ElementDeclaration): readonly ElementDeclaration[] {
    this.#members ??= substitutionMembers(this.#set, newWork());
    const members = this.#members.get(head.name) ?? [];
    return [head, ...members].filter((element) => !element.abstract);
  }
}

function choiceOf(elements: readonly ElementDeclaration[], { minOccurs, maxOccurs, position }: Occurring): ModelTree {
  const particles = elements.map((declaration): ContentTree => ({
    kind: "element",
    declaration,
    minOccurs: 1,
    maxOccurs: 1,
    position,
  }));
  return { kind: "choice", minOccurs, maxOccurs, position, particles, emptiable: false };
}

/** Between text every element is a value of its own, so that only its name counts, and no group does. */
function spelledOut(tree: ContentTree): ContentTree {
  if (tree.kind === "substitution") return choiceOf(tree.elements, tree);
  return isModelTree(tree) ? { ...tree, particles: tree.particles.map(spelledOut) } : tree;
}
