import type { BindingMessage, Contract, Operation } from "../contract/model.js";
import type { Position } from "../diagnostics/diagnostic.js";
import type { PackageModel } from "../ir/model.js";
import type { ClarkName } from "../read/document.js";
import type { ElementDeclaration, SchemaSet, TypeUse } from "../schema/components.js";

/** Where the messages of a contract begin. */
export interface FoundRoots {
  readonly operations: readonly { readonly name: string; readonly position: Position }[];
  readonly elements: readonly { readonly declaration: ElementDeclaration; readonly position: Position }[];
  /** Parts with a type: of rpc messages, and the like. */
  readonly types: readonly {
    readonly set: SchemaSet;
    readonly use: TypeUse;
    /** Name of the part. */
    readonly owner: string;
    readonly position: Position;
  }[];
  readonly faults: number;
  readonly headers: number;
}

/** Every message part of the operations that are bound to SOAP, header blocks and faults included. */
export function messageRoots(
  contract: Contract,
  { services }: PackageModel,
  wanted: readonly string[] | undefined,
): FoundRoots {
  const operations = new Map<string, Position>();
  const elements = new Map<ElementDeclaration, Position>();
  const types: FoundRoots["types"][number][] = [];
  const faults = new Set<string>();
  const headers = new Set<string>();
  const attached = new Set(
    services
      .flatMap((service) => service.operations)
      .flatMap(({ inputAttachments = [], outputAttachments = [] }) => [...inputAttachments, ...outputAttachments])
      .map(({ name }) => name),
  );
  const part = (message: ClarkName, name: string | undefined, isRpc = false): void => {
    for (const { name: partName, element, type, position } of contract.messages.get(message)?.parts ?? []) {
      if (name !== undefined && partName !== name) continue;
      // What travels beside the envelope has no type of ours.
      if (attached.has(partName)) continue;
      const declaration = element === undefined ? undefined : contract.schema.elements.get(element);
      if (declaration !== undefined && isRpc) {
        // An anonymous type has no name to look it up by.
        if (declaration.type.kind === "inline") continue;
        types.push({ set: contract.schema, use: declaration.type, owner: partName, position });
      } else if (declaration !== undefined) elements.set(declaration, position);
      if (type !== undefined)
        types.push({ set: contract.schema, use: { kind: "named", name: type, position }, owner: partName, position });
    }
  };
  const bound = (message: BindingMessage | undefined): void => {
    for (const header of message?.headers ?? []) {
      for (const { message: name, part: partName } of [header, ...header.faults]) {
        headers.add(`${name} ${partName}`);
        part(name, partName);
      }
    }
  };
  const portTypes = new Set(services.map(({ portType }) => portType));
  for (const binding of contract.bindings.values()) {
    const isSoap = binding.protocol === "soap11" || binding.protocol === "soap12";
    const portType = contract.portTypes.get(binding.portType);
    if (!isSoap || portType === undefined || !portTypes.has(binding.portType)) continue;
    for (const operation of portType.operations) {
      const bindings = binding.operations.filter(({ name }) => name === operation.name);
      if (bindings.length === 0 || !isCalled(operation) || (wanted !== undefined && !wanted.includes(operation.name)))
        continue;
      operations.set(operation.name, operation.position);
      const asHeaders = new Set<string>();
      for (const { input, output } of bindings) {
        for (const direction of [input, output]) {
          bound(direction);
          for (const { message, part: name } of direction?.headers ?? []) asHeaders.add(`${message} ${name}`);
        }
      }
      const isRpc = bindings.some(({ style }) => style === "rpc");
      for (const { message } of [operation.input, operation.output].filter((used) => used !== undefined)) {
        for (const { name } of contract.messages.get(message)?.parts ?? []) {
          if (!asHeaders.has(`${message} ${name}`)) part(message, name, isRpc);
        }
      }
      for (const fault of operation.faults) {
        faults.add(`${operation.name} ${fault.name}`);
        part(fault.message, undefined);
      }
    }
  }
  return {
    operations: [...operations].map(([name, position]) => ({ name, position })),
    elements: [...elements].map(([declaration, position]) => ({ declaration, position })),
    types,
    faults: faults.size,
    headers: headers.size,
  };
}

/** What the service begins itself is reported when it is lowered. */
function isCalled({ input, first }: Operation): boolean {
  return input !== undefined && first === "input";
}
