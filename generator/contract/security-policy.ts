import { report } from "../diagnostics/collect.js";
import type { Diagnostic, DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { clarkName, localNameOf, namespaceOf } from "../read/clark-name.js";
import type { ClarkName, XmlElement } from "../read/document.js";
import { childElements, valueOf } from "../read/elements.js";
import type { Contract, Policy } from "./model.js";
import { addressingNamespaces, isPolicyName, policyNamespaces } from "./names.js";
import { resolvePolicy } from "./resolve-policy.js";
import { assertionGrammar, securityPolicyNamespaces, type AssertionGrammar } from "./security-assertions.js";

/** What a policy asks for, as far as it is supported; anything else in it is an error. */
export interface SecurityPolicy {
  /** `token`: SAML holder-of-key; `certificate`: TLS with a client certificate. Absent when the caller is to be known by neither. */
  readonly mode?: "token" | "certificate";
  /** Clark names of header blocks to sign when present, `*` for any of a namespace; `{}Body` stands for the SOAP body. */
  readonly signedParts: readonly ClarkName[];
  /** Such as `Basic256Sha256`. */
  readonly algorithmSuite?: string;
  readonly layout?: "Strict" | "Lax";
  readonly timestamp: boolean;
  readonly addressing: boolean;
  /** The Liberty header `Framework` is among the signed parts: Liberty Basic SOAP Binding. */
  readonly libertyFramework: boolean;
  readonly protectTokens: boolean;
  readonly onlySignEntireHeadersAndBody: boolean;
  readonly clientCertificate: boolean;
}

const libertyFramework: ClarkName = "{urn:liberty:sb:2006-08}Framework";

/**
 * Reads the assertions of policies that hold together (WS-SecurityPolicy 1.2, WS-Policy 1.2 and 1.5), the policies they
 * refer to included.
 * Reports `SF-E-POLICY-UNKNOWN` for an assertion that is not supported, and gives nothing then.
 */
export function readSecurityPolicy(
  contract: Pick<Contract, "policies">,
  policies: readonly Policy[],
  diagnostics: DiagnosticSink,
): SecurityPolicy | undefined {
  let failed = false;
  const sink: DiagnosticSink = {
    report(diagnostic: Diagnostic): void {
      if (diagnostic.severity === "error") failed = true;
      diagnostics.report(diagnostic);
    },
  };
  const budget = { left: maximumPolicies };
  const flattening: Flattening = { contract, diagnostics: sink, passed: new Set(), budget };
  const found = readAssertions(policies.flatMap((policy) => enter(policy.element, flattening)));
  for (const { code, message, position } of found.problems) report(sink, code, message, position);
  return failed ? undefined : found.policy;
}

/** Policies that one policy may come to when references are followed. */
const maximumPolicies = 1000;

interface Flattening {
  readonly contract: Pick<Contract, "policies">;
  readonly diagnostics: DiagnosticSink;
  /** Policies on the way here. */
  readonly passed: ReadonlySet<XmlElement>;
  readonly budget: { left: number };
}

/** The assertions that hold together: operators worked out, references followed (WS-Policy §4.3). */
function flatten(children: readonly XmlElement[], flattening: Flattening): readonly XmlElement[] {
  return children.flatMap((child) => {
    if (isPolicyName(child.name, "All")) return flatten(childElements(child), flattening);
    if (isPolicyName(child.name, "Policy")) return enter(child, flattening);
    if (isPolicyName(child.name, "ExactlyOne")) return alternative(child, flattening);
    if (!isPolicyName(child.name, "PolicyReference")) return [child];
    const reference = { uri: valueOf(child, "URI") ?? "", position: child.position };
    const target = resolvePolicy(flattening.contract, reference, flattening.diagnostics);
    return target === undefined ? [] : enter(target.element, flattening);
  });
}

function enter(policy: XmlElement, flattening: Flattening): readonly XmlElement[] {
  if (flattening.passed.has(policy)) {
    report(flattening.diagnostics, "SF-E-CIRCULAR", "the policy refers to itself", policy.position);
    return [];
  }
  if (--flattening.budget.left < 0) {
    report(
      flattening.diagnostics,
      "SF-E-LIMIT",
      `more than ${maximumPolicies} policies hang together`,
      policy.position,
    );
    return [];
  }
  return flatten(childElements(policy), { ...flattening, passed: new Set([...flattening.passed, policy]) });
}

/** Of several alternatives the first that is supported. */
function alternative(choice: XmlElement, flattening: Flattening): readonly XmlElement[] {
  const alternatives = childElements(choice).map((child) => flatten([child], flattening));
  if (alternatives.length < 2) return alternatives[0] ?? [];
  const message = `the policy offers ${alternatives.length} alternatives`;
  report(flattening.diagnostics, "SF-W-POLICY-ALTERNATIVE", message, choice.position);
  const supported = alternatives.find((assertions) => readAssertions(assertions).problems.length === 0);
  return supported ?? alternatives[0] ?? [];
}

interface Problem {
  readonly code: "SF-E-POLICY-UNKNOWN";
  readonly message: string;
  readonly position: Position;
}

function readAssertions(assertions: readonly XmlElement[]): {
  readonly policy: SecurityPolicy;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const present = new Map<string, XmlElement>();
  const signedParts: ClarkName[] = [];
  let addressing = false;
  for (const assertion of assertions) {
    if (isAddressing(assertion)) addressing ||= !isOptional(assertion);
    else walk(assertion, assertionGrammar, "", present, problems);
    if (securityName(assertion) === "SignedParts") signedParts.push(...partsOf(assertion));
  }
  const suite = firstChild(present, "AlgorithmSuite");
  const layout = firstChild(present, "Layout");
  const token = present.has("AsymmetricBinding") && (present.has("SamlToken") || present.has("IssuedToken"));
  const certificate = present.has("TransportBinding") && present.has("RequireClientCertificate");
  return {
    problems,
    policy: {
      ...(token ? { mode: "token" } : certificate ? { mode: "certificate" } : {}),
      signedParts: [...new Set(signedParts)],
      ...(suite === undefined ? {} : { algorithmSuite: suite }),
      ...(layout === "Strict" || layout === "Lax" ? { layout } : {}),
      timestamp: present.has("IncludeTimestamp"),
      addressing,
      libertyFramework: signedParts.includes(libertyFramework),
      protectTokens: present.has("ProtectTokens"),
      onlySignEntireHeadersAndBody: present.has("OnlySignEntireHeadersAndBody"),
      clientCertificate: present.has("RequireClientCertificate"),
    },
  };
}

/** Notes every assertion that the grammar knows at its place, and as a problem every other. */
function walk(
  element: XmlElement,
  grammar: AssertionGrammar,
  path: string,
  present: Map<string, XmlElement>,
  problems: Problem[],
): void {
  if (
    isPolicyName(element.name, "Policy") ||
    isPolicyName(element.name, "All") ||
    isPolicyName(element.name, "ExactlyOne")
  ) {
    for (const child of childElements(element)) walk(child, grammar, path, present, problems);
    return;
  }
  // What is optional may be left out, and is.
  if (isOptional(element)) return;
  const name = securityName(element);
  const inner = name === undefined || !Object.hasOwn(grammar, name) ? undefined : grammar[name];
  if (name === undefined || inner === undefined) {
    const where = path === "" ? "" : ` in ${path}`;
    const message = `the policy assertion ${element.name}${where} is not supported`;
    problems.push({ code: "SF-E-POLICY-UNKNOWN", message, position: element.position });
    return;
  }
  present.set(name, element);
  if (valueOf(element, "RequireClientCertificate") === "true") present.set("RequireClientCertificate", element);
  if (inner === "open") return;
  for (const child of childElements(element))
    walk(child, inner, path === "" ? name : `${path}/${name}`, present, problems);
}

function securityName(element: XmlElement): string | undefined {
  return securityPolicyNamespaces.includes(namespaceOf(element.name)) ? localNameOf(element.name) : undefined;
}

function isAddressing(element: XmlElement): boolean {
  const name = localNameOf(element.name);
  return (
    addressingNamespaces.includes(namespaceOf(element.name)) && (name === "Addressing" || name === "UsingAddressing")
  );
}

function isOptional(element: XmlElement): boolean {
  return policyNamespaces.some((namespace) => ["true", "1"].includes(valueOf(element, `{${namespace}}Optional`) ?? ""));
}

function partsOf(signedParts: XmlElement): readonly ClarkName[] {
  return childElements(signedParts).flatMap((part): readonly ClarkName[] => {
    if (securityName(part) === "Body") return ["{}Body"];
    return [clarkName(valueOf(part, "Namespace") ?? "", valueOf(part, "Name") ?? "*")];
  });
}

/** Local name of the assertion that stands in the nested policy of another. */
function firstChild(present: ReadonlyMap<string, XmlElement>, name: string): string | undefined {
  const assertion = present.get(name);
  const nested = assertion === undefined ? [] : childElements(assertion).flatMap((policy) => childElements(policy));
  return nested[0] && localNameOf(nested[0].name);
}
