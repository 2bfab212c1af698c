import type { Diagnostics } from "../diagnostics/collect.js";
import { validateMessage, type Verdict } from "../run/validate-message.js";
import { type LiveContract, openMessages, openSchemas } from "./messages.js";

/** What messages are judged by. */
export type SchemaSource = { readonly wsdl: string } | { readonly schemas: readonly string[] };

/** A verdict on a file. */
export interface MessageVerdict extends Verdict {
  readonly file: string;
}

/** Judges messages; undefined, and reported, when what they are judged by cannot be read. */
export function judgeMessages(
  source: SchemaSource,
  folder: string,
  messages: readonly { readonly file: string; readonly bytes: Uint8Array }[],
  diagnostics: Diagnostics,
): readonly MessageVerdict[] | undefined {
  const contract: LiveContract | undefined =
    "wsdl" in source
      ? openMessages(source.wsdl, folder, [], diagnostics)
      : openSchemas(source.schemas, folder, diagnostics);
  if (contract === undefined) return undefined;
  return messages.map(({ file, bytes }) => ({ file, ...validateMessage(bytes, contract.find) }));
}
