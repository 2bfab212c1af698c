import type { Issue, PathStep } from "../codec/issue.js";
import type { Receipt, ReceiptError, ReceiptMapping } from "../soap/service.js";
import { sentence } from "./texts.js";

type Language = "da" | "en";

type Described = Pick<Issue, "message" | "danish" | "path" | "line" | "column">;

/** More errors than this help nobody, and a hostile message could have millions. */
const mostErrors = 100;

/** "Not processed", with every issue named. */
export function failureReceipt(
  mapping: ReceiptMapping<unknown, unknown>,
  issues: readonly Issue[],
  language: Language,
): Receipt {
  const rest = issues.length >= mostErrors ? ` ${sentence("not-all-listed", language, mostErrors)}` : "";
  const errors = issues.slice(0, mostErrors).map((issue) => receiptError(issue, language));
  return { code: mapping.failure, reason: sentence("invalid", language) + rest, errors };
}

/** A receipt that says "processed" with the warnings added, where the contract has a code for that. */
export function withWarnings(
  mapping: ReceiptMapping<unknown, unknown>,
  receipt: Receipt,
  warnings: readonly Issue[],
  language: Language,
): Receipt {
  if (warnings.length === 0 || mapping.warning === undefined || receipt.code === mapping.failure) return receipt;
  const listed = warnings.slice(0, mostErrors).map((issue) => receiptError(issue, language));
  return { ...receipt, code: mapping.warning, errors: [...receipt.errors, ...listed] };
}

/** An issue as a line of a receipt: what, and where; never a value. */
function receiptError(issue: Issue, language: Language): ReceiptError {
  return { code: issue.errorCode ?? issue.code, text: issueText(issue, language) };
}

/** What is wrong and where: `Elementet mangler. (Opret/Header/Myndighed, linje 12, tegn 5)`. */
export function issueText({ message, danish, path, line, column }: Described, language: Language): string {
  const words = language === "da" ? { line: "linje", column: "tegn" } : { line: "line", column: "column" };
  const places: string[] = [];
  if (path.length > 0) places.push(pathText(path));
  if (line !== undefined) places.push(`${words.line} ${line}`);
  if (line !== undefined && column !== undefined) places.push(`${words.column} ${column}`);
  const text = language === "da" ? danish : message;
  return places.length === 0 ? text : `${text} (${places.join(", ")})`;
}

/** `Opret/Body/GenoptagetArbejde[2]/Ugenummer`; occurrences count from 1, as in XPath. */
function pathText(path: readonly PathStep[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step + 1}]` : index === 0 ? step : `/${step}`))
    .join("");
}
