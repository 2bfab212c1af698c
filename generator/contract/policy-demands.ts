import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlElement } from "../read/document.js";
import { childElements, valueOf } from "../read/elements.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import type { Binding, BindingMessage, Contract, Policy, PolicyReference, Port, Service } from "./model.js";
import { addressingNamespaces, isPolicyName, optimizationNamespaces, policyNamespaces } from "./names.js";
import { resolvePolicy } from "./resolve-policy.js";

/** What policies and extensions of a binding ask of whoever uses it, as far as it can be told without acting upon it. */
export interface PolicyDemands {
  /** WS-Addressing header blocks: `wsam:Addressing`, `wsaw:UsingAddressing`. */
  readonly addressing: boolean;
  /** `wsoma:OptimizedMimeSerialization`: MTOM. */
  readonly optimized: boolean;
  /** Local names of all other assertions, each once, in the order they stand. */
  readonly assertions: readonly string[];
  /** References that lead to no policy. */
  readonly unresolved: readonly PolicyReference[];
  /** Where the first policy is referred to. */
  readonly first?: PolicyReference;
}

/** Policies that one binding may come to when references are followed. */
const maximumPolicies = 1000;

/** Reads what a binding asks for, alternatives taken together. */
export function policyDemands(
  contract: Pick<Contract, "policies">,
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
    ...(port?.policyReferences ?? []),
    ...(service?.policyReferences ?? []),
  ];
  const unresolved: PolicyReference[] = [];
  const seen = new Set<Policy>();
  const assertions: XmlElement[] = [];
  const waiting = [...references];
  for (let reference = waiting.shift(); reference !== undefined; reference = waiting.shift()) {
    const policy = resolvePolicy(contract, reference, createDiagnostics());
    if (policy === undefined) unresolved.push(reference);
    else if (!seen.has(policy) && seen.size < maximumPolicies) {
      seen.add(policy);
      collect(policy.element, assertions, waiting);
    }
  }
  const extensions = [...binding.extensions, ...(port?.extensions ?? [])];
  const [first] = references;
  return {
    addressing: [...assertions, ...extensions].some((element) => isAsked(element) && isAddressing(element)),
    optimized: assertions.some((element) => isAsked(element) && isOptimization(element)),
    assertions: [
      ...new Set(
        assertions
          .filter((element) => !isAddressing(element) && !isOptimization(element))
          .map(({ name }) => localNameOf(name)),
      ),
    ],
    unresolved,
    ...(first === undefined ? {} : { first }),
  };
}

function ofMessage(message: BindingMessage | undefined): readonly PolicyReference[] {
  return message?.policyReferences ?? [];
}

/** The assertions below a policy, nested ones among them; operators are gone through, references put in line. */
function collect(element: XmlElement, assertions: XmlElement[], references: PolicyReference[]): void {
  for (const child of childElements(element)) {
    if (isPolicyName(child.name, "PolicyReference")) {
      references.push({ uri: valueOf(child, "URI") ?? "", position: child.position });
      continue;
    }
    if (!policyNamespaces.includes(namespaceOf(child.name))) assertions.push(child);
    collect(child, assertions, references);
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
