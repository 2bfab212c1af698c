import type {
  AttributeMember,
  AttributeDeclaration,
  ComplexTypeDefinition,
  ElementDeclaration,
  Particle,
  SchemaSet,
  ValueConstraint,
} from "./components.js";
import type { Position } from "../diagnostics/diagnostic.js";

/** An attribute declaration, or one use of it, with the default or fixed value that stands there. */
export interface StatedAttribute {
  readonly declaration: AttributeDeclaration;
  readonly constraint?: ValueConstraint;
  /** A use that refers to a global declaration. */
  readonly reference: boolean;
  readonly position: Position;
}

/** Every element and attribute declaration of a schema, local ones included, each once. */
export interface Declarations {
  readonly elements: readonly ElementDeclaration[];
  readonly attributes: readonly StatedAttribute[];
}

/** `complexTypes`: all of the schema, anonymous ones included. */
export function collectDeclarations(set: SchemaSet, complexTypes: readonly ComplexTypeDefinition[]): Declarations {
  const elements = [...set.elements.values()];
  const attributes: StatedAttribute[] = [];
  for (const declaration of set.attributes.values()) attributes.push(stated(declaration));
  const members = (all: readonly AttributeMember[]): void => {
    for (const member of all) {
      if (member.kind === "attribute") attributes.push(stated(member.declaration));
      else if (member.kind === "attribute-reference" && member.constraint !== undefined) {
        const declaration = set.attributes.get(member.name);
        if (declaration === undefined) continue;
        const { constraint, position } = member;
        attributes.push({ declaration, constraint, reference: true, position });
      }
    }
  };
  const particles = (particle: Particle): void => {
    if (particle.kind === "element") elements.push(particle.declaration);
    else if ("particles" in particle) for (const part of particle.particles) particles(part);
  };
  for (const type of complexTypes) {
    members(type.attributes);
    if (type.content.kind === "complex" && type.content.particle !== undefined) particles(type.content.particle);
  }
  for (const { group } of set.groups.values()) particles(group);
  for (const group of set.attributeGroups.values()) members(group.attributes);
  return { elements, attributes };
}

function stated(declaration: AttributeDeclaration): StatedAttribute {
  const { constraint, position } = declaration;
  return { declaration, ...(constraint === undefined ? {} : { constraint }), reference: false, position };
}
