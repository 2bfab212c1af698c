import type { ContentModel, ObjectTypeModel, PackageModel, ParticleModel } from "../ir/model.js";
import { reachableTypes } from "./reachable-types.js";

/**
 * What an emitter may rely on: every index leads somewhere, every name is there and unique where it must be, every type
 * belongs to a message.
 *
 * @returns one sentence per violation; each is a bug of ours, never the contract's
 */
export function checkInvariants(model: PackageModel): readonly string[] {
  return [
    ...checkNamespaces(model),
    ...checkTypes(model),
    ...checkElements(model),
    ...checkServices(model),
    ...checkUnique(model),
    ...checkReachable(model),
  ];
}

function checkNamespaces(model: PackageModel): readonly string[] {
  const [first] = model.namespaces;
  const problems = first?.uri === "" && first.prefix === "" ? [] : ["namespace 0 is not the absent namespace"];
  return [
    ...problems,
    ...repeated(
      "namespace",
      model.namespaces.map((namespace) => namespace.uri),
    ),
    ...repeated(
      "prefix",
      model.namespaces.map((namespace) => namespace.prefix),
    ),
    ...repeated(
      "module",
      model.namespaces.map((namespace) => namespace.module.toLowerCase()),
    ),
  ];
}

function checkTypes(model: PackageModel): readonly string[] {
  return model.types.flatMap((type, index) => {
    const problems: string[] = [];
    const what = `type ${index} (${type.symbolName})`;
    if (type.symbolName === "") problems.push(`${what} has no symbol`);
    if (model.namespaces[type.namespace] === undefined) problems.push(`${what} is in no namespace`);
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
  for (const field of type.fields) {
    if (model.types[field.type] === undefined) problems.push(`${what}, ${field.propertyName}: no type ${field.type}`);
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
  return [...problems, ...checkContent(model, type, type.content, what)];
}

function checkContent(
  model: PackageModel,
  type: ObjectTypeModel,
  content: ContentModel,
  what: string,
): readonly string[] {
  if (content.kind === "empty") return [];
  if (content.kind === "simple")
    return type.fields[content.field]?.source === "text" ? [] : [`${what} has no field for its text`];
  const problems: string[] = [];
  const placed = new Set<number>();
  const visit = (particle: ParticleModel): void => {
    if (particle.kind !== "element") {
      particle.particles.forEach(visit);
      return;
    }
    placed.add(particle.field);
    if (type.fields[particle.field]?.source !== "element") problems.push(`${what}: ${particle.qname} has no field`);
    if (model.namespaces[particle.namespace] === undefined)
      problems.push(`${what}: ${particle.qname} is in no namespace`);
  };
  visit(content.particle);
  type.fields.forEach((field, index) => {
    if (field.source === "element" && !placed.has(index))
      problems.push(`${what}: ${field.propertyName} stands nowhere in the content`);
  });
  return problems;
}

function checkElements(model: PackageModel): readonly string[] {
  return model.elements.flatMap((element) => [
    ...(model.types[element.type] === undefined ? [`element ${element.qname} has no type`] : []),
    ...(model.namespaces[element.namespace] === undefined ? [`element ${element.qname} is in no namespace`] : []),
    ...(element.typeName === "" ? [`element ${element.qname} has no name`] : []),
  ]);
}

function checkServices(model: PackageModel): readonly string[] {
  return model.services.flatMap((service) => {
    const problems = repeated(
      `method of ${service.stem}`,
      service.operations.map((operation) => operation.methodName),
    );
    if (!model.documents.some((document) => document.path === service.wsdl))
      problems.push(`${service.stem}: ${service.wsdl} is not published`);
    for (const { name, input, output, faults, receipt } of service.operations) {
      const messages = [input, ...(output === undefined ? [] : [output]), ...faults.map((fault) => fault.detail)];
      if (messages.some((message) => model.elements[message] === undefined))
        problems.push(`${service.stem}.${name}: no such element`);
      const receipts = [receipt, ...faults.map((fault) => fault.receipt)].filter((index) => index !== undefined);
      if (receipts.some((index) => model.receipts[index] === undefined))
        problems.push(`${service.stem}.${name}: no such receipt`);
    }
    return problems;
  });
}

function checkUnique(model: PackageModel): readonly string[] {
  const typeNames = model.types.map((type) => type.typeName).filter((name) => name !== "");
  const aliases = model.elements
    .map((element) => element.typeName)
    .filter((name, index) => model.types[model.elements[index]?.type ?? -1]?.typeName !== name);
  return [
    ...repeated("type name", [...typeNames, ...aliases]),
    ...repeated(
      "symbol",
      model.types.map((type) => type.symbolName),
    ),
    ...repeated(
      "element name",
      model.elements.map((element) => element.typeName),
    ),
    ...repeated(
      "type",
      model.types.flatMap((type) => type.qname ?? []),
    ),
    ...repeated(
      "element",
      model.elements.map((element) => element.qname),
    ),
    ...repeated(
      "service",
      model.services.map((service) => service.stem),
    ),
    ...repeated(
      "service module",
      model.services.map((service) => service.module.toLowerCase()),
    ),
    ...repeated(
      "code list",
      model.codeLists.map((list) => list.typeName),
    ),
  ];
}

function checkReachable(model: PackageModel): readonly string[] {
  const reached = reachableTypes(model);
  return model.types.flatMap((type, index) =>
    reached.has(index) ? [] : [`type ${index} (${type.symbolName}) belongs to no message`],
  );
}

function repeated(what: string, names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    if (seen.has(name)) return [`${what} ${JSON.stringify(name)} occurs twice`];
    seen.add(name);
    return [];
  });
}
