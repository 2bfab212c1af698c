import type { Contract, Policy, PolicyReference } from "../contract/model.js";
import { addressingNamespaces, isPolicyName, policyNamespaces } from "../contract/names.js";
import { resolvePolicy } from "../contract/resolve-policy.js";
import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlElement } from "../read/document.js";
import { childElements, valueOf } from "../read/elements.js";
import type { SecurityModel } from "./model.js";

/*
 * WS-Policy with WS-SecurityPolicy 1.1 to 1.3, as far as runtimes can do what it asks. An assertion that is not understood
 * is an error: leaving it out would mean less protection than the contract demands.
 */

const securityPolicyNamespaces: readonly string[] = [
  "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702",
  "http://schemas.xmlsoap.org/ws/2005/07/securitypolicy",
];

/** The header by which Liberty's Basic SOAP Binding is told from plain WS-Security. */
const libertyFramework = "{urn:liberty:sb:2006-08}Framework";

type Draft = { -readonly [Key in keyof SecurityModel]?: SecurityModel[Key] };

/** What the policies that a binding refers to ask for. Undefined, and reported, when they cannot be met. */
export function lowerSecurity(
  contract: Pick<Contract, "policies">,
  references: readonly PolicyReference[],
  diagnostics: DiagnosticSink,
): SecurityModel | undefined {
  const policies = references.map((reference) => resolvePolicy(contract, reference, diagnostics));
  return policies.includes(undefined) ? undefined : combine(contract, policies.filter(isPresent), diagnostics);
}

/** As {@link lowerSecurity}, of a policy that was found already. */
export function lowerPolicy(
  contract: Pick<Contract, "policies">,
  policy: Policy,
  diagnostics: DiagnosticSink,
): SecurityModel | undefined {
  return combine(contract, [policy], diagnostics);
}

function isPresent(policy: Policy | undefined): policy is Policy {
  return policy !== undefined;
}

function combine(
  contract: Pick<Contract, "policies">,
  policies: readonly Policy[],
  diagnostics: DiagnosticSink,
): SecurityModel | undefined {
  const assertions = policies.flatMap((policy) => assertionsOf(policy.element, contract, diagnostics, []));
  const draft: Draft = {};
  for (const assertion of assertions) {
    if (understood(assertion, draft)) continue;
    if (policyNamespaces.some((namespace) => valueOf(assertion, `{${namespace}}Optional`) === "true")) continue;
    report(diagnostics, "SF-E-POLICY-UNKNOWN", `the assertion ${assertion.name} is not supported`, assertion.position);
  }
  const [first] = policies;
  if (draft.mode === undefined) {
    const message = "the policy names no way to authenticate the caller that is supported";
    report(diagnostics, "SF-E-POLICY-UNKNOWN", message, first?.position);
    return undefined;
  }
  const signedParts = draft.signedParts ?? [];
  return {
    timestamp: false,
    addressing: false,
    protectTokens: false,
    onlySignEntireHeadersAndBody: false,
    clientCertificate: false,
    ...draft,
    mode: draft.mode,
    signedParts,
    libertyFramework: signedParts.includes(libertyFramework),
  };
}

/** The assertions of a policy in normal form: references followed, the first of several alternatives taken. */
function assertionsOf(
  element: XmlElement,
  contract: Pick<Contract, "policies">,
  diagnostics: DiagnosticSink,
  trail: readonly XmlElement[],
): readonly XmlElement[] {
  if (trail.includes(element)) {
    report(diagnostics, "SF-E-CIRCULAR", "the policy refers to itself", element.position);
    return [];
  }
  const into = (child: XmlElement): readonly XmlElement[] =>
    assertionsOf(child, contract, diagnostics, [...trail, element]);
  if (isPolicyName(element.name, "PolicyReference")) {
    const reference = { uri: valueOf(element, "URI") ?? "", position: element.position };
    const policy = resolvePolicy(contract, reference, diagnostics);
    return policy === undefined ? [] : into(policy.element);
  }
  if (isPolicyName(element.name, "Policy") || isPolicyName(element.name, "All")) {
    return childElements(element).flatMap(into);
  }
  if (!isPolicyName(element.name, "ExactlyOne")) return [element];
  const [first, second] = childElements(element);
  if (second !== undefined) {
    report(diagnostics, "SF-W-POLICY-ALTERNATIVE", "the first of several alternatives is used", second.position);
  }
  return first === undefined ? [] : into(first);
}

/** Takes an assertion into the draft; false when it is not known here. */
function understood(assertion: XmlElement, draft: Draft): boolean {
  const local = localNameOf(assertion.name);
  if (addressingNamespaces.includes(namespaceOf(assertion.name))) {
    const optional = policyNamespaces.some((namespace) => valueOf(assertion, `{${namespace}}Optional`) === "true");
    if (!optional) draft.addressing = true;
    return local === "Addressing" || local === "UsingAddressing";
  }
  if (!securityPolicyNamespaces.includes(namespaceOf(assertion.name))) return false;
  const handler = Object.hasOwn(handlers, local) ? handlers[local] : undefined;
  return handler !== undefined && handler(assertion, draft);
}

const inside =
  (...known: readonly string[]) =>
  (assertion: XmlElement, draft: Draft): boolean =>
    nested(assertion).every((child) => known.includes(localNameOf(child.name)) && understood(child, draft));

const setting =
  (settings: Draft, ...known: readonly string[]) =>
  (assertion: XmlElement, draft: Draft): boolean => {
    Object.assign(draft, settings);
    return nested(assertion).every((child) => known.includes(localNameOf(child.name)));
  };

/** How a SAML token is written and referred to; holder-of-key by reference serves for each. */
const samlOptions: readonly string[] = [
  "WssSamlV20Token11",
  "RequireKeyIdentifierReference",
  "RequireInternalReference",
  "RequireExternalReference",
];

/** By local name. What stands where is WS-SecurityPolicy 1.2 §5 to §8. */
const handlers: Readonly<Record<string, (assertion: XmlElement, draft: Draft) => boolean>> = {
  SignedParts: (assertion, draft) => {
    draft.signedParts = [...(draft.signedParts ?? []), ...childElements(assertion).map(signedPart)];
    return childElements(assertion).every((part) => ["Body", "Header"].includes(localNameOf(part.name)));
  },
  AsymmetricBinding: inside(
    "InitiatorToken",
    "RecipientToken",
    "AlgorithmSuite",
    "Layout",
    "IncludeTimestamp",
    "ProtectTokens",
    "OnlySignEntireHeadersAndBody",
  ),
  TransportBinding: inside("TransportToken", "AlgorithmSuite", "Layout", "IncludeTimestamp"),
  SignedSupportingTokens: inside("IssuedToken", "SamlToken"),
  InitiatorToken: inside("SamlToken", "IssuedToken"),
  RecipientToken: (assertion) => nested(assertion).every((child) => localNameOf(child.name) === "X509Token"),
  SamlToken: setting({ mode: "token" }, ...samlOptions),
  IssuedToken: setting({ mode: "token" }, ...samlOptions),
  TransportToken: inside("HttpsToken"),
  HttpsToken: inside("RequireClientCertificate"),
  RequireClientCertificate: setting({ mode: "certificate", clientCertificate: true }),
  AlgorithmSuite: (assertion, draft) => {
    const [suite] = nested(assertion);
    if (suite !== undefined) draft.algorithmSuite = localNameOf(suite.name);
    return nested(assertion).length === 1;
  },
  Layout: (assertion, draft) => {
    const [layout] = nested(assertion).map((child) => localNameOf(child.name));
    if (layout !== "Strict" && layout !== "Lax") return false;
    draft.layout = layout;
    return true;
  },
  IncludeTimestamp: setting({ timestamp: true }),
  ProtectTokens: setting({ protectTokens: true }),
  OnlySignEntireHeadersAndBody: setting({ onlySignEntireHeadersAndBody: true }),
  // Abilities of both sides rather than demands on a message.
  Wss10: () => true,
  Wss11: () => true,
  Trust10: () => true,
  Trust13: () => true,
};

/** The assertions in the policy that an assertion holds. */
function nested(assertion: XmlElement): readonly XmlElement[] {
  const children = childElements(assertion);
  return children.flatMap((child) => (isPolicyName(child.name, "Policy") ? childElements(child) : []));
}

/** `{}Body`, or the name of a header block; a header without a name stands for every one of its namespace. */
function signedPart(part: XmlElement): string {
  if (localNameOf(part.name) === "Body") return "{}Body";
  return `{${valueOf(part, "Namespace") ?? ""}}${valueOf(part, "Name") ?? "*"}`;
}
