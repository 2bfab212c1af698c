import type { Draw } from "../support/random.js";

/*
 * Texts of a message that must not turn up in what is said about it: they could be somebody's number.
 */

/** Such a text, in several forms. */
const secrets: readonly string[] = ["251148-4916", "2511484916", "x251148-4916x", "æ251148"];
const trace = /251148/;

export function drawSecret(draw: Draw): string {
  return draw.pick(secrets);
}

/** Whether something that was said repeats such a text. */
export function isBetrayed(said: unknown): boolean {
  return trace.test(typeof said === "string" ? said : (JSON.stringify(said) ?? ""));
}

/** A contract without such a text: what a contract says, its names above all, may be repeated. */
export function withoutSecrets(contract: string): string {
  return contract.replaceAll("251148", "251000");
}
