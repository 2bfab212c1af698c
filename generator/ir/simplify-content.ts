import type {
  Annotation,
  ElementDeclaration,
  ElementReference,
  ModelGroup,
  Particle,
  SchemaSet,
} from "../schema/components.js";
import { isEmptiable, isModelTree, type ContentTree, type ModelTree, type Occurring } from "./content-tree.js";

/** What may stand where a global element is referred to. */
export interface Standing {
  /** The element itself unless it is abstract, then the members of its substitution group. */
  elementsFor(head: ElementDeclaration): readonly ElementDeclaration[];
  /** Called where an abstract element has nothing that could stand for it. */
  nothingFor(head: ElementDeclaration, reference: ElementReference): void;
}

/**
 * A content model with references resolved and without what adds nothing; it lets in exactly what it did. Nothing where
 * only empty content is left.
 */
export function simplifyContent(set: SchemaSet, particle: Particle, standing: Standing): ContentTree | undefined {
  const { minOccurs, maxOccurs, position } = particle;
  if (maxOccurs === 0) return undefined;
  switch (particle.kind) {
    case "element":
      return { kind: "element", declaration: particle.declaration, minOccurs, maxOccurs, position };
    case "element-reference":
      return simplifyReference(set, particle, standing);
    case "any":
      return { kind: "any", wildcard: particle.wildcard, minOccurs, maxOccurs, position };
    case "group-reference":
      throw new Error(`group reference to ${particle.name} in an effective content model`);
    default:
      return simplifyGroup(set, particle, standing);
  }
}

function simplifyReference(set: SchemaSet, reference: ElementReference, standing: Standing): ContentTree | undefined {
  const { minOccurs, maxOccurs, position } = reference;
  const head = set.elements.get(reference.name);
  // A broken reference was reported when the schema was read.
  if (head === undefined) return undefined;
  const occurring = { minOccurs, maxOccurs, position, ...annotated(reference) };
  const elements = standing.elementsFor(head);
  const [only] = elements;
  if (only === undefined) {
    standing.nothingFor(head, reference);
    return minOccurs === 0 ? undefined : never(position);
  }
  return elements.length === 1 && only === head
    ? { kind: "element", declaration: head, ...occurring }
    : { kind: "substitution", head, elements, ...occurring };
}

function simplifyGroup(set: SchemaSet, group: ModelGroup, standing: Standing): ContentTree | undefined {
  const particles: ContentTree[] = [];
  // A choice that may be empty is one that need not occur.
  let mayBeEmpty = false;
  for (const part of group.particles) {
    if (part.maxOccurs === 0) continue;
    const tree = simplifyContent(set, part, standing);
    if (tree === undefined) mayBeEmpty ||= group.kind === "choice";
    else if (group.kind === "choice") {
      mayBeEmpty ||= tree.minOccurs === 0;
      particles.push(...partsOf(required(tree), "choice"));
    } else particles.push(...partsOf(tree, group.kind));
  }
  const { maxOccurs, position } = group;
  const minOccurs = mayBeEmpty ? 0 : group.minOccurs;
  const [only] = particles;
  if (only === undefined) return group.kind === "choice" && minOccurs > 0 ? never(position) : undefined;
  const parts = { minOccurs, maxOccurs, position, particles, ...annotated(group) };
  if (particles.length > 1) return modelTree({ kind: group.kind, ...parts });
  if (isNever(only)) return minOccurs === 0 ? undefined : only;
  // A choice of one is no choice.
  return merged(parts, only) ?? modelTree({ kind: "sequence", ...parts });
}

/** As a branch of a choice that need not occur itself. */
function required(tree: ContentTree): ContentTree {
  return tree.minOccurs > 0 || (isModelTree(tree) && tree.emptiable) ? tree : { ...tree, minOccurs: 1 };
}

/** A group that occurs once inside one of its kind is no group. */
function partsOf(tree: ContentTree, kind: ModelGroup["kind"]): readonly ContentTree[] {
  if (!isModelTree(tree) || tree.kind !== kind || kind === "all") return [tree];
  // Nothing to choose from is no alternative.
  if (isNever(tree)) return [];
  return tree.minOccurs === 1 && tree.maxOccurs === 1 ? tree.particles : [tree];
}

/** A group with the same bounds whatever its parts make of them: where one occurrence may be empty, the least number says nothing. */
function modelTree(group: Omit<ModelTree, "emptiable">): ModelTree {
  const { kind, particles, maxOccurs } = group;
  const emptiable = kind === "choice" ? particles.some(isEmptiable) : particles.every(isEmptiable);
  if (!emptiable) return { ...group, emptiable };
  return { ...group, minOccurs: maxOccurs === 1 ? 1 : 0, emptiable };
}

/** The choice between nothing: no content satisfies it. */
function never(position: Occurring["position"]): ModelTree {
  return { kind: "choice", minOccurs: 1, maxOccurs: 1, particles: [], emptiable: false, position };
}

function isNever(tree: ContentTree): boolean {
  return isModelTree(tree) && tree.particles.length === 0;
}

/** `(x{a,b}){min,max}` as `x{a·min, b·max}`, when that is the same: it leaves no gaps. */
function merged({ minOccurs: min, maxOccurs: max }: Occurring, child: ContentTree): ContentTree | undefined {
  if (min === 1 && max === 1) return child;
  const { minOccurs: low, maxOccurs: high } = child;
  const contiguous = low <= 1 || high === Infinity || min === max || low - 1 <= min * (high - low);
  if (!contiguous || (min === 0 && low > 1)) return undefined;
  const bounds = { minOccurs: low * min, maxOccurs: high * max };
  return isModelTree(child) ? modelTree({ ...child, ...bounds }) : { ...child, ...bounds };
}

function annotated({ annotation }: { readonly annotation?: Annotation }): { readonly annotation?: Annotation } {
  return annotation === undefined ? {} : { annotation };
}
