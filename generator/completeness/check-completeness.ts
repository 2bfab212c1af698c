import type { Contract } from "../contract/model.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { Artifact } from "../ir/artifact.js";
import type { PackageModel, TypeIndex } from "../ir/model.js";
import { localNameOf } from "../read/clark-name.js";
import type { ClarkName } from "../read/document.js";
import type { ElementDeclaration } from "../schema/components.js";
import { messageRoots } from "./message-roots.js";
import { printedOf } from "./printed.js";
import { TypeComparison } from "./type-comparison.js";

/** How many of each there are, every declaration counted once a type that has it. */
export interface ContentCounts {
  readonly operations: number;
  readonly faults: number;
  readonly headers: number;
  readonly types: number;
  readonly elements: number;
  readonly attributes: number;
  readonly enumerationValues: number;
  readonly facets: number;
}

/** A contract and the operations of it that a package was asked for; absent for all. */
export interface CheckedContract {
  readonly contract: Contract;
  readonly operations?: readonly string[];
  /** Present when only one service or port of it was asked for. */
  readonly service?: string;
  readonly port?: string;
}

/**
 * Proves from the schema that whatever the messages of a package can hold has its place in what was generated: walks the
 * schema components on its own, and looks each thing up in the model and in the printed modules. Every gap is reported.
 */
export function checkCompleteness(
  contracts: readonly CheckedContract[],
  model: PackageModel,
  files: readonly Artifact[],
  diagnostics: DiagnosticSink,
): ContentCounts {
  const gap = (what: string, position: Position): void => {
    report(diagnostics, "SF-E-INCOMPLETE", `${what} has no place in the package ${model.name}.`, position);
  };
  const typeOfMessageElement = messageElementTypes(model);
  const comparison = new TypeComparison(model, printedOf(files), gap);
  const carried = new Set(model.services.flatMap(({ operations }) => operations.map(({ name }) => name)));
  const operations = new Set<string>();
  let faults = 0;
  let headers = 0;
  for (const { contract, operations: wanted, service, port } of contracts) {
    const isWhole = (service ?? port ?? wanted) === undefined;
    const roots = messageRoots(contract, model, wanted);
    for (const { name, position } of roots.operations) {
      operations.add(name);
      if (!carried.has(name)) gap(`The operation ${name}`, position);
    }
    const elements = new Map<ElementDeclaration, Position>([
      ...(isWhole ? partElements(contract) : []).map((declaration) => [declaration, declaration.position] as const),
      // Where an operation uses it, that is the better place to name.
      ...roots.elements.map(({ declaration, position }) => [declaration, position] as const),
    ]);
    for (const [declaration, position] of elements) {
      const type = typeOfMessageElement.get(declaration.name);
      if (type === undefined) gap(`The message element ${localNameOf(declaration.name)}`, position);
      else comparison.element(contract.schema, declaration, type);
    }
    for (const { set, use, owner, position } of roots.types) comparison.named(set, use, owner, position);
    faults += roots.faults;
    headers += roots.headers;
  }
  return { operations: operations.size, faults, headers, ...comparison.counts };
}

/** The elements of all messages, also of those that no SOAP binding sends. */
function partElements({ messages, schema }: Contract): readonly ElementDeclaration[] {
  const parts = [...messages.values()].flatMap((message) => message.parts);
  const declarations = parts.map(({ element }) => (element === undefined ? undefined : schema.elements.get(element)));
  return [...new Set(declarations.filter((declaration) => declaration !== undefined))];
}

/** Type by the name of an element: of its own, or one of several in a body. The first that has the name counts. */
function messageElementTypes(model: PackageModel): ReadonlyMap<ClarkName, TypeIndex> {
  const types = new Map<ClarkName, TypeIndex>();
  const add = (name: ClarkName, type: TypeIndex): void => {
    if (!types.has(name)) types.set(name, type);
  };
  for (const { qname, role, type } of model.elements) if (role !== "body") add(qname, type);
  for (const { role, type: index } of model.elements) {
    const type = role === "body" ? model.types[index] : undefined;
    if (type?.kind === "object") for (const field of type.fields) add(field.qname, field.type);
  }
  return types;
}
