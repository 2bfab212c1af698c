import type { Diagnostics } from "../diagnostics/collect.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import { parseXml } from "../read/xml.js";
import { breakMessage } from "../run/break-message.js";
import { bindingsBelow, messageElement, messageText } from "../run/message-tree.js";
import { sampleElement, sampleMessages, type SampleMessage } from "../run/sample-message.js";
import { NoSample } from "../run/sample.js";
import { validateMessage } from "../run/validate-message.js";
import { type LiveContract, openMessages } from "./messages.js";

/** A message as `snitflade sample` prints it. */
export interface PrintedSample {
  readonly operation: string;
  readonly direction: SampleMessage["direction"];
  readonly fault?: string;
  readonly text: string;
  /** What is wrong with it; absent when it is valid. */
  readonly broken?: {
    /** What was done to it. */
    readonly rule: string;
    /** Local names from the root of the message, `/`-separated; `@` before an attribute. */
    readonly path: string;
    /** What a reader finds. */
    readonly code: string;
    readonly violated: string;
  };
}

/** Samples, and the messages that none was found for, with the reason. */
export interface SampleRun {
  readonly samples: readonly PrintedSample[];
  readonly missing: readonly { readonly operation: string; readonly reason: string }[];
}

/** What is asked for. */
export interface SampleRequest {
  readonly wsdl: string;
  readonly folder: string;
  /** All when empty. */
  readonly operations: readonly string[];
  readonly seed: number;
  /** Messages that break one rule each instead of valid ones. */
  readonly invalid: boolean;
}

/** Undefined, and reported, when the WSDL cannot be read. */
export function makeSamples(request: SampleRequest, diagnostics: Diagnostics): SampleRun | undefined {
  const { wsdl, folder, operations, seed, invalid } = request;
  const contract = openMessages(wsdl, folder, operations, diagnostics);
  if (contract === undefined) return undefined;
  const samples: PrintedSample[] = [];
  const missing: { operation: string; reason: string }[] = [];
  for (const service of contract.services) {
    for (const operation of service.operations) {
      try {
        const messages = sampleMessages(service, operation, contract.tables, contract.codecs, seed);
        for (const message of messages) {
          if (invalid) samples.push(...brokenSamples(message, contract, seed));
          else samples.push(printed(message));
        }
      } catch (error) {
        if (!(error instanceof NoSample)) throw error;
        missing.push({ operation: operation.model.name, reason: error.message });
      }
    }
  }
  return { samples, missing };
}

function printed({ operation, direction, fault, text }: SampleMessage): PrintedSample {
  return { operation, direction, ...(fault === undefined ? {} : { fault }), text };
}

/** The element of a message in every broken form that is really refused. */
function brokenSamples(message: SampleMessage, contract: LiveContract, seed: number): readonly PrintedSample[] {
  const declaration = contract.tables.elements[message.element];
  const model = contract.model.elements[message.element];
  // What stands for a Body is no document of its own.
  if (declaration === undefined || model?.role !== "message") return [];
  const valid = sampleElement(message.element, contract.tables, contract.codecs, seed);
  const document = parseXml(new TextEncoder().encode(valid), "sample", createDiagnostics());
  if (document === undefined) return [];
  const bindings = bindingsBelow(document.root);
  const { operation, direction, fault } = message;
  return breakMessage(messageElement(document.root), declaration).flatMap(({ rule, path, root }): PrintedSample[] => {
    const text = messageText(root, bindings);
    const { issues } = validateMessage(new TextEncoder().encode(text), contract.find);
    const found = issues.find(({ severity }) => severity === "error");
    if (found === undefined) return [];
    const broken = { rule, path, code: found.code, violated: found.rule };
    return [{ operation, direction, ...(fault === undefined ? {} : { fault }), text, broken }];
  });
}
