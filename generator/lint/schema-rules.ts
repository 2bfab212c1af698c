import type { Contract } from "../contract/model.js";
import type { Position } from "../diagnostics/diagnostic.js";
import type {
  AttributeMember,
  ComplexTypeDefinition,
  ElementDeclaration,
  Particle,
  SchemaSet,
  SimpleTypeDefinition,
  TypeUse,
  Wildcard,
} from "../schema/components.js";
import type { ReportFinding } from "./finding.js";

/** What all global components have. */
interface Component {
  readonly name?: string;
  readonly position: Position;
}

const schemaNamespace = "http://www.w3.org/2001/XMLSchema";
const builtIn = (localName: string): string => `{${schemaNamespace}}${localName}`;

/** What makes a sound schema hard to use. */
export function lintSchema(contract: Contract, report: ReportFinding): void {
  const used = new Set<string>();
  const walk = new SchemaWalk(report, used);
  // What an array of SOAP encoding holds was written by the reader, so only what it refers to counts.
  const silent = new SchemaWalk(() => {}, used);
  const { schema, encodedArrays } = contract;
  for (const element of schema.elements.values()) walk.element(element);
  for (const attribute of schema.attributes.values()) walk.use(attribute.type);
  for (const type of schema.types.values())
    if (!isBuiltIn(type)) (encodedArrays.has(type.name ?? "{}") ? silent : walk).type(type);
  for (const group of schema.groups.values()) walk.particle(group.group);
  for (const group of schema.attributeGroups.values()) walk.attributes(group.attributes, group.anyAttribute);
  lintUnused(contract, schema, used, report);
}

function isBuiltIn({ name }: Component): boolean {
  return name?.startsWith(`{${schemaNamespace}}`) ?? false;
}

/** Every component once; notes which names are referred to. */
class SchemaWalk {
  readonly #used: Set<string>;
  readonly #report: ReportFinding;
  #qualification = false;

  constructor(report: ReportFinding, used: Set<string>) {
    this.#report = report;
    this.#used = used;
  }

  element(declaration: ElementDeclaration): void {
    const { name, type, substitutionGroup, position, global } = declaration;
    if (substitutionGroup !== undefined) this.#used.add(`element ${substitutionGroup}`);
    if (!global && name.startsWith("{}") && !this.#qualification) {
      this.#qualification = true;
      this.#report("SF-L-QUALIFICATION", `The local element ${name.slice(2)} has no namespace.`, position);
    }
    if (type.kind === "named") {
      const local = name.slice(name.lastIndexOf("}") + 1);
      if (type.name === builtIn("anyType"))
        this.#report("SF-L-ANY-TYPE", `The element ${local} is of type xs:anyType.`, position);
      if (type.name === builtIn("float") || type.name === builtIn("double"))
        this.#report("SF-L-FLOATING-AMOUNT", `The element ${local} is a binary floating point number.`, position);
      if (type.name === builtIn("dateTime") || type.name === builtIn("time"))
        this.#report("SF-L-NO-TIME-ZONE", `The element ${local} may leave out its time zone.`, position);
    }
    this.use(type);
  }

  use(use: TypeUse): void {
    if (use.kind === "named") this.#used.add(`type ${use.name}`);
    else this.type(use.type);
  }

  type(type: SimpleTypeDefinition | ComplexTypeDefinition): void {
    if (type.kind === "complex-type") {
      this.#used.add(`type ${type.derivation.base}`);
      if (type.content.kind === "simple") {
        if (type.content.type !== undefined) this.use(type.content.type);
      } else if (type.content.particle !== undefined) {
        this.particle(type.content.particle);
      }
      this.attributes(type.attributes, type.anyAttribute);
      return;
    }
    const { derivation } = type;
    if (derivation.kind === "restriction") this.use(derivation.base);
    else if (derivation.kind === "list") this.use(derivation.item);
    else derivation.members.forEach((member) => this.use(member));
  }

  attributes(members: readonly AttributeMember[], wildcard: Wildcard | undefined): void {
    for (const member of members) {
      if (member.kind === "attribute") this.use(member.declaration.type);
      else this.#used.add(`${member.kind === "attribute-reference" ? "attribute" : "attribute group"} ${member.name}`);
    }
    if (wildcard !== undefined) this.#open("attributes", wildcard);
  }

  particle(particle: Particle): void {
    switch (particle.kind) {
      case "element":
        this.element(particle.declaration);
        break;
      case "element-reference":
        this.#used.add(`element ${particle.name}`);
        break;
      case "group-reference":
        this.#used.add(`group ${particle.name}`);
        break;
      case "any":
        this.#open("elements", particle.wildcard);
        break;
      default:
        particle.particles.forEach((part) => this.particle(part));
    }
  }

  #open(what: string, { processContents, position }: Wildcard): void {
    if (processContents !== "strict")
      this.#report("SF-L-ANY", `A wildcard lets in ${what} that nothing checks (${processContents}).`, position);
  }
}

function lintUnused(contract: Contract, schema: SchemaSet, used: ReadonlySet<string>, report: ReportFinding): void {
  const parts = [...contract.messages.values()].flatMap(({ parts: all }) => all);
  const named = new Set(
    parts.map(({ element, type }) => (element === undefined ? `type ${type}` : `element ${element}`)),
  );
  const check = (kind: string, components: Iterable<Component>): void => {
    for (const component of components) {
      if (isBuiltIn(component)) continue;
      const key = `${kind} ${component.name ?? ""}`;
      if (!used.has(key) && !named.has(key))
        report("SF-L-UNUSED", `The ${kind} ${component.name ?? ""} is never used.`, component.position);
    }
  };
  const substitutable = [...schema.elements.values()].filter(
    ({ substitutionGroup }) => substitutionGroup === undefined,
  );
  check("element", substitutable);
  check(
    "type",
    [...schema.types.values()].filter((type) => !isDerived(type)),
  );
  check("group", schema.groups.values());
  check("attribute group", schema.attributeGroups.values());
}

/** A derived type can always be named by xsi:type. */
function isDerived(type: SimpleTypeDefinition | ComplexTypeDefinition): boolean {
  return (
    type.kind === "complex-type" && type.derivation.explicit && !type.derivation.base.startsWith(`{${schemaNamespace}}`)
  );
}
