import type { ClosedDecodeOptions } from "../codec/decode.js";
import type { Issue } from "../codec/issue.js";
import type { RuleContext, RuleSide } from "../rules/rules.js";
import type { Attachment, ReceivedAttachments } from "../soap/attachments.js";
import type { HeaderBlock } from "../soap/envelope.js";
import type { MultipartLimits } from "../soap/multipart.js";
import type { NodeRequest, NodeResponse } from "./node-adapter.js";

/** A mounted service. */
export interface SoapServer {
  /** For frameworks that speak fetch: Hono, Deno, Bun, and every `Request → Response` handler. */
  handle(request: Request): Promise<Response>;
  /** For `node:http`, `node:https`, Express and Fastify. Needs no `this`. */
  readonly nodeListener: (request: NodeRequest, response: NodeResponse) => void;
}

/** How a service is served. Everything has a default. */
export interface ServerOptions {
  /** Larger requests are answered with status 413 and not read to the end. Default: 10 MiB. */
  readonly maximumRequestBytes?: number;
  /**
   * How long a caller may take to send the body, in milliseconds; while attachments are read, to send the next piece of it.
   * Default: 30 000.
   */
  readonly bodyTimeoutMs?: number;
  /** Bounds on messages of several parts; `maximumRequestBytes` is then about the envelope alone. */
  readonly multipart?: MultipartLimits;
  /** How a receipt that says "not processed" travels, where the contract has both ways. Default: `response`. */
  readonly receiptsAs?: "response" | "fault";
  /** Language of receipts and faults. Default: `da`. */
  readonly language?: "da" | "en";
  /** Turn a receipt that says "processed" into the one with a warning when there are warnings to list. Default: true. */
  readonly warningsInReceipt?: boolean;
  /** Says who is calling, or throws; runs before the message is read. Without it everybody may call. */
  readonly authenticate?: Authenticate;
  /** Header blocks that are understood, in Clark notation; one marked `mustUnderstand` and not among them is refused. */
  readonly understands?: readonly string[];
  /** Checks the rules that a schema cannot say, as this side. */
  readonly rules?: { readonly side: RuleSide; readonly context?: RuleContext | ((call: CallContext) => RuleContext) };
  /** Gets what callers are not told: errors of the implementation, and answers that are not valid. */
  readonly onError?: (event: ServerErrorEvent) => void;
  /** The only path that is served; others are answered with 404. Default: every path. */
  readonly path?: string;
  /** Where callers reach the service, for the contract. Default: the URL that the contract was asked for with. */
  readonly publicUrl?: string | URL;
  /** An implementation is promised known codes, so code lists stay closed. */
  readonly decode?: ClosedDecodeOptions;
}

/** What an implementation learns of a call besides the message. */
export interface CallContext {
  readonly operation: string;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  /** What `authenticate` returned. */
  readonly security: SecurityContext | undefined;
  readonly soapHeaders: readonly HeaderBlock[];
  /** `wsa:MessageID`, if the message has one. */
  readonly messageId: string | undefined;
  /** Parts that come beside the envelope, read when they are asked for: `for await (const attachment of attachments)`. */
  readonly attachments: ReceivedAttachments;
  /** Sends a part beside the envelope of the answer. A stream may still read what the request brings. */
  attach(attachment: Attachment): void;
  /** What is questionable about the message, by its schema and rules. */
  readonly warnings: readonly Issue[];
  /** An HTTP header. @param name lower-case */
  header(name: string): string | undefined;
  /** The request object of the framework. */
  readonly native: unknown;
}

/** The context of an operation with declared header blocks. */
export interface SoapHeaderContext<Headers> extends CallContext {
  /** The declared header blocks, valid like the message. */
  readonly headers: Headers;
}

/** Who is calling, as `authenticate` found out: its claims by name. */
export type SecurityContext = Readonly<Record<string, unknown>>;

/** Returns who is calling, or throws to refuse the call. */
export type Authenticate = (call: UnauthenticatedCall) => SecurityContext | Promise<SecurityContext>;

/** What is known before the body is read. */
export interface UnauthenticatedCall {
  readonly operation: string;
  readonly soapHeaders: readonly HeaderBlock[];
  /** The whole envelope as it came, for signatures. */
  readonly message: Uint8Array;
  header(name: string): string | undefined;
  readonly native: unknown;
}

/** What went wrong on our side, or at the door. Issues and codes hold no text of a message; `error` is as thrown. */
export interface ServerErrorEvent {
  readonly code:
    /** The implementation threw. */
    | "SF-S-IMPLEMENTATION"
    /** What the implementation returned cannot be sent. */
    | "SF-S-ANSWER-INVALID"
    /** `authenticate` threw. */
    | "SF-S-AUTHENTICATION"
    /** Something read the request's body before us; mount the service in front of body parsers. */
    | "SF-S-BODY-CONSUMED"
    /** The content of an attachment that was to be sent broke off; so did the answer. */
    | "SF-S-ATTACHMENT"
    /** A contract document could not be served. */
    | "SF-S-CONTRACT"
    /** A bug of ours. */
    | "SF-S-INTERNAL";
  readonly operation: string | undefined;
  readonly error: unknown;
  readonly issues: readonly Issue[];
}
