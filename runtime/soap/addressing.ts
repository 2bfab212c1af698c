import { xmlText } from "./xml-text.js";

/** WS-Addressing 1.0. */
export const addressingNamespace = "http://www.w3.org/2005/08/addressing";

const anonymous = `${addressingNamespace}/anonymous`;

/** Addresses that ask for the answer on the same connection, or for none (WS-Addressing 1.0 Core §2.1). */
export const answerableAddresses: readonly string[] = ["", anonymous, `${addressingNamespace}/none`];

export interface RequestAddressing {
  readonly action: string;
  readonly messageId: string;
  readonly to: string;
}

/** The header blocks of a request that expects its answer on the same connection. */
export function requestAddressing({ action, messageId, to }: RequestAddressing): readonly string[] {
  return [
    block("Action", action),
    block("MessageID", messageId),
    block("To", to),
    `<wsa:ReplyTo xmlns:wsa="${addressingNamespace}"><wsa:Address>${anonymous}</wsa:Address></wsa:ReplyTo>`,
  ];
}

/** The header blocks of an answer to a message that had an id. */
export function answerAddressing(relatesTo: string, action: string): readonly string[] {
  return [block("Action", action), block("RelatesTo", relatesTo)];
}

function block(name: string, value: string): string {
  return `<wsa:${name} xmlns:wsa="${addressingNamespace}">${xmlText(value)}</wsa:${name}>`;
}
