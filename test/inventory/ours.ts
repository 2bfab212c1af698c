import { readContract } from "../../generator/contract/read-contract.js";
import type { Contract, OperationMessage } from "../../generator/contract/model.js";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { createFileSource } from "../../generator/read/files.js";
import { localName } from "../contract/support.js";
import { pointer, type Inventory, type MessageEntry } from "./inventory.js";

/** The inventory of a WSDL as our contract model has it. */
export function ourInventory(folder: string, file: string): Inventory {
  const diagnostics = createDiagnostics();
  const contract = readContract({ root: file, source: createFileSource(folder), diagnostics });
  if (contract === undefined) throw new Error(`${file}: ${JSON.stringify(diagnostics.all)}`);
  return [...contract.services.values()].flatMap((service) =>
    service.ports.flatMap((port) => {
      const binding = contract.bindings.get(port.binding);
      const portType = binding === undefined ? undefined : contract.portTypes.get(binding.portType);
      if (portType === undefined) throw new Error(`${file}: port ${port.name} leads nowhere`);
      return portType.operations.map((operation) => ({
        place: pointer(localName(service.name), port.name, operation.name),
        input: messageOf(contract, operation.input),
        output: messageOf(contract, operation.output),
      }));
    }),
  );
}

function messageOf(contract: Contract, use: OperationMessage | undefined): MessageEntry | undefined {
  if (use === undefined) return undefined;
  const parts = contract.messages.get(use.message)?.parts ?? [];
  return {
    message: localName(use.message),
    elements: parts.flatMap((part) => part.element ?? []),
    types: parts.map(({ element }) => {
      const declaration = element === undefined ? undefined : contract.schema.elements.get(element);
      if (declaration === undefined) throw new Error(`no element ${element}`);
      return declaration.type.kind === "named" ? localName(declaration.type.name) : undefined;
    }),
  };
}
