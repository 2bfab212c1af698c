import { actionText } from "../soap/http.js";
import type { AnyOperation, ServiceDescription } from "../soap/service.js";

/** Finds the operation of a message. */
export interface Dispatcher {
  /**
   * By the element in the Body; the SOAPAction only has to agree, and may be left out. Where several operations take the
   * same element, the SOAPAction decides.
   *
   * @param soapAction without quotes
   */
  find(namespace: string, localName: string, soapAction: string): AnyOperation | "unknown" | "action-disagrees";
}

interface Entry {
  readonly operation: AnyOperation;
  readonly actions: ReadonlySet<string>;
}

export function createDispatcher(service: ServiceDescription): Dispatcher {
  const entries = new Map<string, Entry[]>();
  for (const operation of service.operations) {
    const entry = { operation, actions: actionsOf(operation) };
    for (const localName of elementNames(operation)) {
      const name = `{${operation.input.namespace}}${localName}`;
      entries.set(name, [...(entries.get(name) ?? []), entry]);
    }
  }
  return {
    find(namespace, localName, soapAction) {
      const candidates = entries.get(`{${namespace}}${localName}`);
      if (candidates === undefined) return "unknown";
      const agreeing = candidates.filter(
        ({ actions }) => soapAction === "" || actions.size === 0 || actions.has(soapAction),
      );
      const [first, second] = agreeing;
      if (first === undefined) return "action-disagrees";
      return second === undefined ? first.operation : "unknown";
    },
  };
}

/** The element's own name, and how it is called where the operation goes by another spelling. */
function elementNames({ name, aliases, input }: AnyOperation): ReadonlySet<string> {
  const { localName } = input;
  const spellings = aliases.flatMap((alias) => [
    alias,
    ...(localName.startsWith(name) ? [alias + localName.slice(name.length)] : []),
  ]);
  return new Set([localName, ...spellings]);
}

/** Empty when the contract gives no action: then any will do. */
function actionsOf({ name, aliases, soapAction }: AnyOperation): ReadonlySet<string> {
  if (soapAction === "") return new Set();
  const stem = soapAction.endsWith(name) ? soapAction.slice(0, -name.length) : undefined;
  const spellings = stem === undefined ? [] : aliases.map((alias) => stem + alias);
  // Some senders state the bare name of the operation.
  return new Set([soapAction, ...spellings, name, ...aliases].flatMap((action) => [action, actionText(action)]));
}
