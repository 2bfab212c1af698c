import type { PackageModel } from "../ir/model.js";
import { checkTypes } from "./check-types.js";
import { reachableTypes } from "./reachable-types.js";
import { repeated } from "./repeated.js";

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
    ...checkRegistry(model),
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

function checkElements(model: PackageModel): readonly string[] {
  return model.elements.flatMap((element) => [
    ...(model.types[element.type] === undefined ? [`element ${element.qname} has no type`] : []),
    ...(model.namespaces[element.namespace] === undefined ? [`element ${element.qname} is in no namespace`] : []),
    ...(element.typeName === "" ? [`element ${element.qname} has no name`] : []),
  ]);
}

function checkRegistry({ registry, elements, types }: PackageModel): readonly string[] {
  if (registry === undefined) {
    const wildcards = types.some(
      (type) =>
        type.kind === "object" &&
        type.fields.some(({ wildcard }) => wildcard !== undefined && wildcard.process !== "skip"),
    );
    return wildcards ? ["wildcards have no registry to look names up in"] : [];
  }
  return [
    ...registry.elements.flatMap((index) => (elements[index] === undefined ? [`no element ${index} to register`] : [])),
    ...registry.types.flatMap((index) =>
      types[index]?.qname === undefined ? [`type ${index} is registered and has no name`] : [],
    ),
    ...registry.attributes.flatMap(({ qname, type }) =>
      types[type]?.kind === "simple" ? [] : [`attribute ${qname} has no simple type`],
    ),
    ...repeated(
      "registered attribute",
      registry.attributes.map(({ qname }) => qname),
    ),
  ];
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
      "registered element",
      (model.registry?.elements ?? []).flatMap((index) => model.elements[index]?.qname ?? []),
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
