import type { Issue } from "../codec/issue.js";

/*
 * The rules of an integration that a schema cannot say. Generated packages describe them and hold one small function per
 * rule; this file runs them.
 */

/** In what role somebody looks at a message: who writes it, who it is for, or the platform that passes it on. */
export type RuleSide = "sender" | "receiver" | "platform";

/** A rule of the integration, for documentation and for configuration. */
export interface RuleDescription {
  /** As the integration names it, such as `R13`; the `rule` of the issues it gives. */
  readonly id: string;
  /** Section of the integration description; empty where the rule is not the description's. */
  readonly section: string;
  /** One English sentence. */
  readonly text: string;
  /** A `process` rule binds the systems, not a message, and is never checked here. */
  readonly kind: "message" | "process";
  /** How serious a breach is, by side; a side that is not named does not check the rule. */
  readonly severity: Partial<Readonly<Record<RuleSide, Issue["severity"]>>>;
  /** What to put in a receipt's error list. */
  readonly errorCode: string;
  readonly danish: string;
  readonly english: string;
  /** Checked only when {@link RuleContext.optIn} names it. */
  readonly optIn: boolean;
}

/**
 * What the caller knows about a message beyond the message. Everything may be left out: a rule that needs a value that
 * is not there is kept.
 */
export interface RuleContext {
  /** How the call is secured: then what goes with that must be there. */
  readonly securityMode?: "token" | "certificate" | undefined;
  /** CVR number claimed by the security token. */
  readonly tokenCvr?: string | undefined;
  /** Whom the token was issued for. */
  readonly tokenAudience?: string | undefined;
  /** Entity id of the service that is called. */
  readonly serviceEntityId?: string | undefined;
  /** Whether the caller's certificate is one of those that may call. */
  readonly isCertificateAuthorised?: boolean | undefined;
  /** CVR numbers of the municipalities that this system serves. */
  readonly authorisedMunicipalities?: { has(cvr: string): boolean } | undefined;
  /** CVR numbers that messages can be routed to. */
  readonly routes?: { has(cvr: string): boolean } | undefined;
  /** What this system is called in the integration description, such as `KSD`. */
  readonly party?: string | undefined;
  /** Whether a message with this transaction id was seen before, with the same business content or with another. */
  readonly earlier?: ((transaction: string) => "unknown" | "same" | "different") | undefined;
  /** Whether this system has sent, or received, the request that an answer is about. */
  readonly isKnownTransaction?: ((transaction: string) => boolean) | undefined;
  /** Domain codes of the business answers given for a transaction so far, in order. */
  readonly answers?: ((transaction: string) => readonly string[]) | undefined;
  /** Ids of the rules to check although they are off by default. */
  readonly optIn?: readonly string[] | undefined;
}

/** One condition of a rule, for one kind of message. */
export interface RuleCheck<Message> {
  readonly rule: RuleDescription;
  /** The value to blame. */
  readonly path: readonly string[];
  readonly isBroken: (message: Message, context: RuleContext) => boolean;
  /** Where it differs from what the rule says in general. */
  readonly severity?: RuleDescription["severity"];
}

const none: readonly Issue[] = [];

/** What is wrong with a message by the rules, in their order; a rule gives at most one issue. */
export function runChecks<Message>(
  checks: readonly RuleCheck<Message>[],
  message: Message,
  side: RuleSide,
  context: RuleContext = {},
): readonly Issue[] {
  let issues: Issue[] | undefined;
  for (const { rule, path, isBroken, severity } of checks) {
    const found = (severity ?? rule.severity)[side];
    if (found === undefined || (rule.optIn && context.optIn?.includes(rule.id) !== true)) continue;
    if (!isBroken(message, context)) continue;
    issues ??= [];
    const worse = issues.findIndex((issue) => issue.rule === rule.id);
    const issue = issueOf(rule, path, found);
    if (worse === -1) issues.push(issue);
    else if (found === "error" && issues[worse]?.severity === "warning") issues[worse] = issue;
  }
  return issues ?? none;
}

function issueOf(rule: RuleDescription, path: readonly string[], severity: Issue["severity"]): Issue {
  const { id, english, danish, errorCode } = rule;
  return { code: "SF-V-RULE", severity, message: english, danish, path, rule: id, errorCode };
}
