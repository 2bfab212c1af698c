import type { Artifact } from "../ir/artifact.js";
import type { PackageModel, ReceiptModel } from "../ir/model.js";
import { code, doc, join, literal, moduleText, name, raw, type Code } from "../print/code.js";
import { namedType, typed, unionType } from "../print/type-layout.js";
import { emitCompositions } from "./compositions.js";
import { receiptCarrier } from "./receipt-carrier.js";
import { emitReplyHeader } from "./reply-header.js";
import { logic, returnLogic, type Logic } from "./rule-logic.js";
import { runtimeType } from "./symbols.js";

const path = "src/receipts.ts";

/**
 * Emits `src/receipts.ts`: receipts as domain values that stay the same whatever a bundle calls their parts, with what
 * reads them from the wire and writes them, the header of an answer, and messages composed of both.
 *
 *     export interface TransportReceipt { readonly code: "Ok" | "Advarsel" | "Fejl"; … }
 *     export function readTransportReceipt(wire: TransportKvitteringType): TransportReceipt;
 *     export function writeTransportReceipt(receipt: TransportReceipt): TransportKvitteringType;
 *     export function isSuccess(receipt: TransportReceipt): boolean;
 *     export function replyHeader(header: HeaderType, overrides: ReplyHeaderOverrides): HeaderType;
 */
export function emitReceipts(model: PackageModel, header: string): Artifact {
  const receipts = model.receipts.flatMap((receipt) => [domainType(receipt), ...receiptCarrier(model, receipt)]);
  const body = join(
    [...receipts, ...predicates(model.receipts), ...emitReplyHeader(model), ...emitCompositions(model)],
    "\n",
  );
  return { path, text: moduleText(path, header, body) };
}

function domainType(receipt: ReceiptModel): Code {
  const codes = typed(code`  readonly code:`, unionType(receipt.codes.map((value) => namedType(literal(value)))), "  ");
  const summary = `The receipt \`${receipt.id}\`, the same for every spelling of the contract.`;
  return code`${doc([summary])}export interface ${name(receipt.typeName)} {
${codes}
${doc(["What explains the code, in the words of whoever gave the receipt."], "  ")}  readonly reason?: string | undefined;
  readonly errors: readonly ${runtimeType("ReceiptError")}[];
}
`;
}

/** Questions that receipts answer by their code. */
function predicates(receipts: readonly ReceiptModel[]): readonly Code[] {
  if (receipts.length === 0) return [];
  return [
    predicate("isSuccess", "Whether the receipt says that all is well and nothing is left to do.", receipts, "success"),
    predicate(
      "isProcessed",
      "Whether the message was processed, successfully or not; otherwise it has to be sent again.",
      receipts,
      "processed",
    ),
    predicate("isFinal", "Whether no different answer may follow.", receipts, "final"),
  ].flatMap((part) => part ?? []);
}

function predicate(
  symbol: string,
  summary: string,
  receipts: readonly ReceiptModel[],
  list: "success" | "processed" | "final",
): Code | undefined {
  const concerned = receipts.filter((receipt) => receipt[list].length > 0);
  if (concerned.length === 0) return undefined;
  const codes = [...new Set(concerned.flatMap((receipt) => receipt[list]))];
  const tests = codes.map((value): Logic => ({ kind: "atom", code: code`receipt.code === ${literal(value)}` }));
  const types = join(
    concerned.map((receipt) => name(receipt.typeName)),
    " | ",
  );
  return code`${doc([summary])}export function ${name(symbol)}(receipt: ${types}): boolean {\n${returnLogic(logic("or", tests), "  ")}${raw("}\n")}`;
}
