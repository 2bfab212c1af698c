import type { Operation, OperationMessage, PortType } from "../contract/model.js";
import { localNameOf, namespaceOf } from "../schema/names.js";

/** The WS-Addressing actions of an operation's messages. */
export interface AddressingActions {
  readonly inputAction?: string;
  readonly outputAction?: string;
}

/**
 * WS-Addressing 1.0 Metadata §4.4: the action stated on the message; else, where addressing is asked for, the SOAPAction
 * of a request, or the one made of names.
 */
export function addressingActions(
  portType: PortType,
  operation: Operation,
  soapAction: string,
  isAsked: boolean,
): AddressingActions {
  const { input, output } = operation;
  const inputAction =
    input === undefined ? undefined : (input.action ?? (isAsked ? soapAction || madeOf(portType, input) : undefined));
  const outputAction = output?.action ?? (isAsked && output !== undefined ? madeOf(portType, output) : undefined);
  return {
    ...(inputAction === undefined || inputAction === soapAction ? {} : { inputAction }),
    ...(outputAction === undefined || outputAction === `${soapAction}Response` ? {} : { outputAction }),
  };
}

/** `[target namespace][delimiter][port type name][delimiter][message name]` (§4.4.4). */
function madeOf({ name }: PortType, message: OperationMessage): string {
  const namespace = namespaceOf(name);
  const delimiter = /^urn:/iu.test(namespace) ? ":" : "/";
  const stem = namespace.endsWith(delimiter) ? namespace.slice(0, -1) : namespace;
  return [stem, localNameOf(name), message.name].join(delimiter);
}
