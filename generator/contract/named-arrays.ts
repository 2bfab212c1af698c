import { clarkName, localNameOf, namespaceOf } from "../read/clark-name.js";
import type { ClarkName } from "../read/document.js";
import type {
  ComplexTypeDefinition,
  ElementDeclaration,
  Particle,
  SchemaSet,
  TypeDefinition,
  TypeUse,
} from "../schema/components.js";

/** A name that no type has, as near as possible to the wanted one. */
export function freeName(isTaken: (name: ClarkName) => boolean, wanted: string): ClarkName {
  let name = wanted as ClarkName;
  for (let count = 2; isTaken(name); count++) name = `${wanted}${count}` as ClarkName;
  return name;
}

/**
 * The schema with a name for each array that is described in the place where it is used. Arrays are told by their names;
 * on the wire all of them are called `soapenc:Array` (SOAP 1.1 §5.4.2).
 */
export function withNamedArrays(schema: SchemaSet, isArray: (type: ComplexTypeDefinition) => boolean): SchemaSet {
  const naming = new Naming(schema, isArray);
  const types = mapped(schema.types, (type, name) => naming.type(type, namespaceOf(name)));
  const elements = mapped(schema.elements, (element, name) => naming.element(element, namespaceOf(name)));
  const groups = mapped(schema.groups, (group, name) => {
    const model = naming.particle(group.group, namespaceOf(name));
    return model === group.group ? group : { ...group, group: model as typeof group.group };
  });
  if (naming.added.size === 0) return schema;
  return { ...schema, types: new Map([...types, ...naming.added]), elements, groups };
}

function mapped<Component>(
  components: ReadonlyMap<ClarkName, Component>,
  change: (component: Component, name: ClarkName) => Component,
): ReadonlyMap<ClarkName, Component> {
  return new Map([...components].map(([name, component]) => [name, change(component, name)]));
}

/** Restates what holds an array without a name; anything else stays the object that it is. */
class Naming {
  readonly added: Map<ClarkName, ComplexTypeDefinition> = new Map();
  /** A type that is derived by extension has the content of its base: the same arrays. */
  private readonly names: Map<ComplexTypeDefinition, ClarkName> = new Map();
  private readonly schema: SchemaSet;
  private readonly isArray: (type: ComplexTypeDefinition) => boolean;

  constructor(schema: SchemaSet, isArray: (type: ComplexTypeDefinition) => boolean) {
    this.schema = schema;
    this.isArray = isArray;
  }

  /** @param namespace for what is named inside */
  type(type: TypeDefinition, namespace: string): TypeDefinition {
    if (type.kind === "simple-type" || type.content.kind !== "complex" || type.content.particle === undefined)
      return type;
    const particle = this.particle(type.content.particle, namespace);
    return particle === type.content.particle ? type : { ...type, content: { ...type.content, particle } };
  }

  element(element: ElementDeclaration, namespace: string): ElementDeclaration {
    const type = this.use(element.type, localNameOf(element.name), namespace);
    return type === element.type ? element : { ...element, type };
  }

  particle(particle: Particle, namespace: string): Particle {
    switch (particle.kind) {
      case "element": {
        const declaration = this.element(particle.declaration, namespace);
        return declaration === particle.declaration ? particle : { ...particle, declaration };
      }
      case "sequence":
      case "choice":
      case "all": {
        const particles = particle.particles.map((one) => this.particle(one, namespace));
        return particles.every((one, index) => one === particle.particles[index])
          ? particle
          : { ...particle, particles };
      }
      default:
        return particle;
    }
  }

  private use(use: TypeUse, elementName: string, namespace: string): TypeUse {
    if (use.kind === "named") return use;
    const { type } = use;
    if (type.kind === "complex-type" && this.isArray(type)) {
      return { kind: "named", name: this.name(type, elementName, namespace), position: type.position };
    }
    const plain = this.type(type, namespace);
    return plain === type ? use : { kind: "inline", type: plain };
  }

  private name(type: ComplexTypeDefinition, elementName: string, namespace: string): ClarkName {
    const known = this.names.get(type);
    if (known !== undefined) return known;
    const wanted = clarkName(namespace, `${elementName}Array`);
    const name = freeName((taken) => this.schema.types.has(taken) || this.added.has(taken), wanted);
    this.names.set(type, name);
    // An array of arrays may describe its members in place as well.
    this.added.set(name, { ...type, name });
    const inner = this.type(type, namespace) as ComplexTypeDefinition;
    this.added.set(name, { ...inner, name });
    return name;
  }
}
