import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlElement } from "../read/document.js";
import { childElements, valueOf } from "../read/elements.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import type { Position } from "../diagnostics/diagnostic.js";
import type { Binding, BindingMessage, Contract, Policy, PolicyReference, Port, Service } from "./model.js";
import { addressingNamespaces, isPolicyName, optimizationNamespaces, policyNamespaces } from "./names.js";
import { assertionText } from "./policy-text.js";
import { resolvePolicy } from "./resolve-policy.js";

/** What policies and extensions of a binding ask of whoever uses it, as far as it can be told without acting upon it. */
export interface PolicyDemands {
  /** WS-Addressing header blocks: `wsam:Addressing`, `wsaw:UsingAddressing`. */
  readonly addressing: boolean;
  /** `wsoma:OptimizedMimeSerialization`: MTOM. */
  readonly optimized: boolean;
  /** All other assertions of the policies, nested ones within those that they make up, in the order they stand. */
  readonly assertions: readonly PolicyAssertion[];
  /** References that lead to no policy. */
  readonly unresolved: readonly PolicyReference[];
  /** Where the first policy is referred to. */
  readonly first?: PolicyReference;
}

/** Something that a policy asks for. */
export interface PolicyAssertion {
  /** In words, what it is made of included. */
  readonly text: string;
  readonly position: Position;
}

/** Policies that one binding may come to when references are followed. */
const maximumPolicies = 1000;

/** Reads what a binding asks for, alternatives taken together. */
export function policyDemands(
  contract: Pick<Contract, "policies" | "portTypes" | "messages">,
  binding: Binding,
  port: Port | undefined,
  service: Service | undefined,
): PolicyDemands {
  const references = [
    ...binding.policyReferences,
    ...binding.operations.flatMap(({ policyReferences, input, output }) => [
      ...policyReferences,
      ...ofMessage(input),
      ...ofMessage(output),
    ]),
    ...ofPortType(contract, binding),
    ...(port?.policyReferences ?? []),
    ...(service?.policyReferences ?? []),
  ];
  const unresolved: PolicyReference[] = [];
  const seen = new Set<Policy>();
  const assertions: XmlElement[] = [];
  const all: XmlElement[] = [];
  const waiting = [...references];
  for (let reference = waiting.shift(); reference !== undefined; reference = waiting.shift()) {
    const policy = resolvePolicy(contract, reference, createDiagnostics());
    if (policy === undefined) unresolved.push(reference);
    else if (!seen.has(policy) && seen.size < maximumPolicies) {
      seen.add(policy);
      collect(policy.element, assertions, all, waiting);
    }
  }
  const extensions = [...binding.extensions, ...(port?.extensions ?? [])];
  const [first] = references;
  return {
    addressing: [...all, ...extensions].some((element) => isAsked(element) && isAddressing(element)),
    optimized: all.some((element) => isAsked(element) && isOptimization(element)),
    assertions: assertions
      .filter((element) => !isAddressing(element) && !isOptimization(element))
      .map((element) => ({ text: assertionText(element), position: element.position })),
    unresolved,
    ...(first === undefined ? {} : { first }),
  };
}

/** Policies of the port type count for every binding of it (WS-PolicyAttachment §4.1). */
function ofPortType(
  { portTypes, messages }: Pick<Contract, "portTypes" | "messages">,
  binding: Binding,
): readonly PolicyReference[] {
  const portType = portTypes.get(binding.portType);
  const operations = portType?.operations ?? [];
  const used = operations.flatMap(({ input, output, faults }) => [input, output, ...faults]);
  const holders = [portType, ...operations, ...used, ...used.map((one) => one && messages.get(one.message))];
  return [...new Set(holders)].flatMap((holder) => holder?.policyReferences ?? []);
}

function ofMessage(message: BindingMessage | undefined): readonly PolicyReference[] {
  return message?.policyReferences ?? [];
}

/**
 * The assertions of a policy, and all of them with those that they are made of; operators are gone through, references put
 * in line.
 */
function collect(
  element: XmlElement,
  assertions: XmlElement[],
  all: XmlElement[],
  references: PolicyReference[],
  isNested = false,
): void {
  for (const child of childElements(element)) {
    if (isPolicyName(child.name, "PolicyReference")) {
      references.push({ uri: valueOf(child, "URI") ?? "", position: child.position });
      continue;
    }
    const isAssertion = !policyNamespaces.includes(namespaceOf(child.name));
    if (isAssertion) all.push(child);
    if (isAssertion && !isNested) assertions.push(child);
    collect(child, assertions, all, references, isNested || isAssertion);
  }
}

/** `wsp:Optional`: the other side takes messages with it and without. */
function isAsked(element: XmlElement): boolean {
  return !policyNamespaces.some((namespace) => /^(?:true|1)$/.test(valueOf(element, `{${namespace}}Optional`) ?? ""));
}

function isAddressing({ name }: XmlElement): boolean {
  const localName = localNameOf(name);
  return (
    addressingNamespaces.includes(namespaceOf(name)) &&
    ["Addressing", "UsingAddressing", "AnonymousResponses", "NonAnonymousResponses"].includes(localName)
  );
}

function isOptimization({ name }: XmlElement): boolean {
  return (
    optimizationNamespaces.includes(namespaceOf(name)) &&
    /^(?:OptimizedMimeSerialization|MTOM)$/.test(localNameOf(name))
  );
}
