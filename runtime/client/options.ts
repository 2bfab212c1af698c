import type { ClosedDecodeOptions } from "../codec/decode.js";
import type { RuleContext, RuleSide } from "../rules/rules.js";
import type { Attachment, ReceivedAttachments } from "../soap/attachments.js";
import type { MultipartLimits } from "../soap/multipart.js";
import type { SoapVersion } from "../soap/versions.js";
import type { Middleware, Transport } from "./transport.js";

/** How a client reaches its service. */
export interface ClientOptions {
  /** Where the service is. A contract's own address is a placeholder more often than not, so it is never used. */
  readonly endpoint: string | URL;
  /** Default: HTTP without client certificate, with connections shared by all clients that give none. */
  readonly transport?: Transport;
  /** For one call, from the first layer of middleware to the last byte of the answer, in milliseconds. Default: 30 000. */
  readonly timeoutMs?: number;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Layers around the transport, outermost first. */
  readonly middleware?: readonly Middleware[];
  /** Default: 10 MiB. */
  readonly maximumResponseBytes?: number;
  /** Bounds on answers of several parts; `maximumResponseBytes` is then about the envelope alone. */
  readonly multipart?: MultipartLimits;
  /** Allow plain HTTP to other hosts than this one. Default: false. */
  readonly allowPlainHttp?: boolean;
  /** Media type to send when the service wants another one than its SOAP version says. */
  readonly contentType?: string;
  /** Which version to speak, where the contract offers both. Default: SOAP 1.1 where it is offered. */
  readonly soapVersion?: SoapVersion;
  /**
   * Write WS-Addressing header blocks on every call. Default: where the contract asks for them, and on calls that give a
   * `messageId`.
   */
  readonly addressing?: boolean;
  /** Send binary values as parts of their own (MTOM). Default: where the contract asks for it. Answers are read either way. */
  readonly mtom?: boolean;
  /** Header blocks of answers that are understood, in Clark notation, besides those of WS-Addressing. */
  readonly understands?: readonly string[];
  /** Checks the rules that a schema cannot say, as this side, before anything is sent. */
  readonly rules?: { readonly side: RuleSide; readonly context?: RuleContext };
  readonly decode?: ClosedDecodeOptions;
}

/** What may differ from call to call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** As in {@link ClientOptions}. */
  readonly timeoutMs?: number;
  /** HTTP headers; they win over those of the client. */
  readonly headers?: Readonly<Record<string, string>>;
  /** SOAP header blocks as XML text, with every namespace they need declared on them. */
  readonly soapHeaders?: readonly string[];
  /**
   * `wsa:MessageID`, an absolute URI such as `urn:uuid:…`, new for every attempt. Giving one asks for WS-Addressing header
   * blocks; with `addressing` on, a call without one gets a fresh one.
   */
  readonly messageId?: string;
  /** Parts to send beside the envelope (SOAP Messages with Attachments). */
  readonly attachments?: readonly Attachment[];
  /**
   * Gets the parts that come beside the envelope of the answer, when there are any: `async (attachments) => { for await
   * (const attachment of attachments) … }`. The call waits for it, as long as `timeoutMs` allows; afterwards they are gone.
   */
  readonly onAttachments?: (attachments: ReceivedAttachments) => void | Promise<void>;
}

export const defaultTimeoutMs = 30_000;
export const defaultMaximumBytes: number = 10 * 1024 * 1024;
