import { actionText } from "../soap/http.js";
import type { ExpandedName } from "../soap/fault.js";
import type { AnyOperation, ServiceDescription } from "../soap/service.js";

/** Finds the operation of a message. */
export interface Dispatcher {
  /**
   * By the first element in the Body; the SOAPAction only has to agree, and may be left out. Where several operations take
   * the same element, the SOAPAction decides, or else `wsa:Action`. Where the Body has a
   * shape of its own, which may begin with anything, the SOAPAction alone can find the operation.
   *
   * @param body undefined when the Body is empty
   * @param soapAction without quotes
   */
  find(
    body: ExpandedName | undefined,
    soapAction: string,
    addressingAction: string | undefined,
  ): AnyOperation | "unknown" | "action-disagrees";
}

interface Entry {
  readonly operation: AnyOperation;
  readonly actions: ReadonlySet<string>;
}

export function createDispatcher(service: ServiceDescription): Dispatcher {
  const entries = new Map<string, Entry[]>();
  const forEmpty: Entry[] = [];
  const forAny: Entry[] = [];
  for (const operation of service.operations) {
    const entry = { operation, actions: actionsOf(operation) };
    const { body } = operation.inputShape ?? {};
    if (body?.mayBeEmpty === true) forEmpty.push(entry);
    // What stands in such a Body may be an extension that no list names: the action can still tell.
    if (body !== undefined) forAny.push(entry);
    for (const name of body?.first ?? elementNames(operation)) entries.set(name, [...(entries.get(name) ?? []), entry]);
  }
  return {
    find(body, soapAction, addressingAction) {
      const named = (body === undefined ? forEmpty : entries.get(`{${body.namespace}}${body.localName}`)) ?? [];
      const fitting = named.filter(({ actions }) => soapAction === "" || actions.size === 0 || actions.has(soapAction));
      const agreeing = fitting.length > 0 ? fitting : forAny.filter(({ actions }) => actions.has(soapAction));
      if (agreeing.length === 0 && named.length === 0) return "unknown";
      const [first, second] = agreeing;
      if (first === undefined) return "action-disagrees";
      if (second === undefined) return first.operation;
      const exact = agreeing.filter(
        ({ operation, actions }) =>
          (soapAction !== "" && actions.has(soapAction)) || addressingAction === actionOf(operation),
      );
      return exact.length === 1 && exact[0] !== undefined ? exact[0].operation : "unknown";
    },
  };
}

function actionOf({ inputAction, soapAction }: AnyOperation): string {
  return inputAction ?? soapAction;
}

/** The element's own name, and how it is called where the operation goes by another spelling. */
function elementNames({ name, aliases, input }: AnyOperation): readonly string[] {
  const { namespace, localName } = input;
  const spellings = aliases.flatMap((alias) => [
    alias,
    ...(localName.startsWith(name) ? [alias + localName.slice(name.length)] : []),
  ]);
  return [...new Set([localName, ...spellings])].map((spelling) => `{${namespace}}${spelling}`);
}

/** Empty when the contract gives no action: then any will do. */
function actionsOf({ name, aliases, soapAction }: AnyOperation): ReadonlySet<string> {
  if (soapAction === "") return new Set();
  const stem = soapAction.endsWith(name) ? soapAction.slice(0, -name.length) : undefined;
  const spellings = stem === undefined ? [] : aliases.map((alias) => stem + alias);
  // Some senders state the bare name of the operation.
  return new Set([soapAction, ...spellings, name, ...aliases].flatMap((action) => [action, actionText(action)]));
}
