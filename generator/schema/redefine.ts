import { report } from "../diagnostics/collect.js";
import type { Position } from "../diagnostics/diagnostic.js";
import { clarkName, localNameOf, namespaceOf } from "../read/clark-name.js";
import type { ClarkName, XmlElement } from "../read/document.js";
import { childElements } from "../read/elements.js";
import { readAttributeGroup } from "./attributes.js";
import type { Components } from "./collection.js";
import { readComplexType } from "./complex-types.js";
import type {
  AttributeGroupDefinition,
  ComplexTypeDefinition,
  ModelGroupDefinition,
  Particle,
  SimpleTypeDefinition,
} from "./components.js";
import { globalName, type Reading } from "./context.js";
import { xsdNamespace } from "./names.js";
import { readGroup } from "./particles.js";
import { readSimpleType } from "./simple-types.js";

/**
 * Carries out one `xs:redefine` (Part 1 §4.2.2): each definition inside takes the place of the one it names, and what
 * it says of itself by name is then said of the replaced definition, which moves to {@link replacedName}.
 * `within`: the files that the redefined document consists of.
 */
export function redefine(
  element: XmlElement,
  reading: Reading,
  components: Components,
  within: ReadonlySet<string>,
): void {
  for (const child of childElements(element)) {
    if (namespaceOf(child.name) !== xsdNamespace) continue;
    const name = globalName(child, reading);
    switch (localNameOf(child.name)) {
      case "simpleType":
        replace(components.types, name, "type", child, reading, within, (original) =>
          keep(reading.simpleTypes, readSimpleType(child, name, reading), (type) => derivedFrom(type, original)),
        );
        break;
      case "complexType":
        replace(components.types, name, "type", child, reading, within, (original) =>
          keep(reading.complexTypes, readComplexType(child, name, reading), (type) => extending(type, original)),
        );
        break;
      case "group":
        replace(components.groups, name, "group", child, reading, within, (original) =>
          groupOf(readGroup(child, reading), original),
        );
        break;
      case "attributeGroup":
        replace(components.attributeGroups, name, "attribute group", child, reading, within, (original) =>
          attributeGroupOf(readAttributeGroup(child, reading), original),
        );
        break;
    }
  }
}

/** Where a replaced definition stays: a name that no document can spell. */
function replacedName(name: ClarkName, taken: ReadonlyMap<ClarkName, unknown>): ClarkName {
  let candidate = clarkName(namespaceOf(name), `${localNameOf(name)}#redefined`);
  while (taken.has(candidate)) candidate = clarkName(namespaceOf(name), `${localNameOf(candidate)}#redefined`);
  return candidate;
}

/** The definition that this one has replaced; nothing when it replaces none. */
export function predecessorOf(name: ClarkName, definitions: ReadonlyMap<ClarkName, unknown>): ClarkName | undefined {
  const suffix = "#redefined";
  const local = localNameOf(name);
  if (local.endsWith(suffix)) {
    const before = local.slice(0, 0 - suffix.length);
    return before.endsWith(suffix) ? clarkName(namespaceOf(name), before) : undefined;
  }
  let last: ClarkName | undefined;
  for (
    let candidate = `${local}${suffix}`;
    definitions.has(clarkName(namespaceOf(name), candidate));
    candidate += suffix
  ) {
    last = clarkName(namespaceOf(name), candidate);
  }
  return last;
}

function replace<T extends { readonly name?: ClarkName; readonly position: Position }>(
  map: Map<ClarkName, T>,
  name: ClarkName,
  kind: string,
  element: XmlElement,
  reading: Reading,
  within: ReadonlySet<string>,
  read: (original: ClarkName) => T | undefined,
): void {
  const original = map.get(name);
  if (original === undefined || !within.has(original.position.file)) {
    report(reading.diagnostics, "SF-E-REDEFINE", `the redefined document has no ${kind} ${name}`, element.position);
    return;
  }
  const moved = replacedName(name, map);
  const replacement = read(moved);
  if (replacement === undefined) {
    report(
      reading.diagnostics,
      "SF-E-REDEFINE",
      `${kind} ${name} is redefined without being derived from itself`,
      element.position,
    );
    return;
  }
  map.set(moved, { ...original, name: moved });
  map.set(name, replacement);
}

/** Puts what becomes of a type that was just read in its place in the list of all types. */
function keep<T>(all: T[], type: T, rewrite: (type: T) => T | undefined): T | undefined {
  const replacement = rewrite(type);
  const index = all.lastIndexOf(type);
  if (replacement !== undefined && index >= 0) all[index] = replacement;
  return replacement;
}

function derivedFrom(type: SimpleTypeDefinition, original: ClarkName): SimpleTypeDefinition | undefined {
  const { derivation } = type;
  if (derivation.kind !== "restriction" || derivation.base.kind !== "named" || derivation.base.name !== type.name) {
    return undefined;
  }
  return { ...type, derivation: { ...derivation, base: { ...derivation.base, name: original } } };
}

function extending(type: ComplexTypeDefinition, original: ClarkName): ComplexTypeDefinition | undefined {
  if (type.derivation.base !== type.name) return undefined;
  return { ...type, derivation: { ...type.derivation, base: original } };
}

/** A group that does not mention itself restricts the original, which is then no longer needed by it. */
function groupOf(definition: ModelGroupDefinition, original: ClarkName): ModelGroupDefinition {
  const rename = (particle: Particle): Particle => {
    switch (particle.kind) {
      case "group-reference":
        return particle.name === definition.name ? { ...particle, name: original } : particle;
      case "sequence":
      case "choice":
      case "all":
        return { ...particle, particles: particle.particles.map(rename) };
      default:
        return particle;
    }
  };
  return { ...definition, group: { ...definition.group, particles: definition.group.particles.map(rename) } };
}

function attributeGroupOf(definition: AttributeGroupDefinition, original: ClarkName): AttributeGroupDefinition {
  return {
    ...definition,
    attributes: definition.attributes.map((member) =>
      member.kind === "attribute-group-reference" && member.name === definition.name
        ? { ...member, name: original }
        : member,
    ),
  };
}
