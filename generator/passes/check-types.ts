import type { FieldModel, ObjectTypeModel, PackageModel, ParticleModel } from "../ir/model.js";
import { repeated } from "./repeated.js";

/** Every type is complete in itself, and refers to what is there. */
export function checkTypes(model: PackageModel): readonly string[] {
  return model.types.flatMap((type, index) => {
    const problems: string[] = [];
    const what = `type ${index} (${type.symbolName})`;
    if (type.symbolName === "") problems.push(`${what} has no symbol`);
    if (model.namespaces[type.namespace] === undefined) problems.push(`${what} is in no namespace`);
    for (const derived of type.derived) {
      if (model.types[derived]?.qname === undefined)
        problems.push(`${what}: type ${derived} cannot stand in its place`);
    }
    if (type.kind === "object") return [...problems, ...checkObject(model, type, what)];
    const { variety } = type;
    const parts = variety.kind === "list" ? [variety.item] : variety.kind === "union" ? variety.members : [];
    for (const part of parts) {
      if (model.types[part]?.kind !== "simple")
        problems.push(`${what} is built from type ${part}, which is not simple`);
    }
    if (type.codeList !== undefined && model.codeLists[type.codeList] === undefined)
      problems.push(`${what} has no such code list`);
    return problems;
  });
}

function checkObject(model: PackageModel, type: ObjectTypeModel, what: string): readonly string[] {
  const problems: string[] = [];
  if (type.typeName === "") problems.push(`${what} has no name`);
  if (type.derived.length > 0 && !type.discriminated)
    problems.push(`${what} is not told apart from those in its place`);
  for (const field of type.fields) {
    const problem = field.wildcard === undefined ? typeProblem(model, field) : undefined;
    if (problem !== undefined) problems.push(`${what}, ${field.propertyName}: ${problem}`);
    if ((field.wildcard !== undefined) !== field.source.startsWith("any"))
      problems.push(`${what}, ${field.propertyName}: wildcard and source disagree`);
    if (field.repeated !== field.maxOccurs > 1)
      problems.push(`${what}, ${field.propertyName}: bounds and array disagree`);
    if (field.optional !== (field.minOccurs === 0))
      problems.push(`${what}, ${field.propertyName}: bounds and optional disagree`);
  }
  problems.push(
    ...repeated(
      `property of ${what}`,
      type.fields.map((field) => field.propertyName),
    ),
  );
  return [...problems, ...checkContent(model, type, what)];
}

/** What is wrong with the type of a field, if anything. */
function typeProblem(model: PackageModel, { source, type: index }: FieldModel): string | undefined {
  const type = model.types[index];
  if (type === undefined) return `no type ${index}`;
  const role = type.kind === "object" ? type.role : "simple";
  switch (source) {
    case "group":
    case "mixed":
      return role === source ? undefined : `type ${index} is no ${source}`;
    case "attribute":
    case "text":
      return role === "simple" ? undefined : `type ${index} is not simple`;
    default:
      return role === "simple" || role === "type" ? undefined : `type ${index} is no type of an element`;
  }
}

/** What stands in a content model, and so needs a place there. */
const placedSources: ReadonlySet<FieldModel["source"]> = new Set(["element", "group", "any"]);

function checkContent(model: PackageModel, type: ObjectTypeModel, what: string): readonly string[] {
  const { content, fields } = type;
  const problems: string[] = [];
  const placed = new Set<number>();
  const visit = (particle: ParticleModel): void => {
    if ("particles" in particle) {
      particle.particles.forEach(visit);
      return;
    }
    placed.add(particle.field);
    const name = particle.kind === "element" ? particle.qname : `a ${particle.kind}`;
    if (fields[particle.field]?.source !== particle.kind) problems.push(`${what}: ${name} has no field`);
    if (particle.kind === "element" && model.namespaces[particle.namespace] === undefined)
      problems.push(`${what}: ${name} is in no namespace`);
  };
  if (content.kind === "elements") visit(content.particle);
  if (content.kind === "simple" && fields[content.field]?.source !== "text")
    problems.push(`${what} has no field for its text`);
  if (content.kind === "mixed" && fields[content.field]?.source !== "mixed")
    problems.push(`${what} has no field for its mixed content`);
  fields.forEach((field, index) => {
    if (placedSources.has(field.source) && !placed.has(index))
      problems.push(`${what}: ${field.propertyName} stands nowhere in the content`);
  });
  return problems;
}
