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
  /** The operation; of a contract without a SOAP service, the element. */
  readonly operation: string;
  /** `message` is an element that the contract names in a message, where no operation says how it is used. */
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
  for (const { name, make } of messageMakers(contract, seed)) {
    try {
      for (const message of make()) {
        if (invalid) samples.push(...brokenSamples(message, contract, seed));
        else samples.push(printed(message));
      }
    } catch (error) {
      if (!(error instanceof NoSample)) throw error;
      missing.push({ operation: name, reason: error.message });
    }
  }
  return { samples, missing };
}

interface MessageMaker {
  readonly name: string;
  /** @throws NoSample */
  make(): readonly SampleMessage[];
}

/** One for each operation; where there is none, one for each element that messages are made of. */
function messageMakers({ services, model, tables, codecs }: LiveContract, seed: number): readonly MessageMaker[] {
  if (services.length > 0) {
    return services.flatMap((service) =>
      service.operations.map((operation) => ({
        name: operation.model.name,
        make: () => sampleMessages(service, operation, tables, codecs, seed),
      })),
    );
  }
  return model.elements.flatMap(({ role, localName }, element): MessageMaker[] => {
    const make = (): readonly SampleMessage[] => [
      { operation: localName, direction: "message", element, text: sampleElement(element, tables, codecs, seed) },
    ];
    return role === "message" ? [{ name: localName, make }] : [];
  });
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
