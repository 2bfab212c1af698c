import type { SoapDialect } from "./versions.js";

/** A `Content-Type` or the like, taken apart. */
export interface MediaType {
  /** Lower-case, without parameters. */
  readonly type: string;
  /** Of the parameter `charset`, as written. */
  readonly charset: string | undefined;
  /** Of the parameter `action` (RFC 3902). */
  readonly action: string | undefined;
}

/** Reads a media type with its parameters (RFC 9110 §8.3.1); what is not well-formed is left out. */
export function parseMediaType(value: string): MediaType {
  const end = value.indexOf(";");
  const parameters = end < 0 ? "" : value.slice(end);
  return {
    type: (end < 0 ? value : value.slice(0, end)).trim().toLowerCase(),
    charset: parameter(parameters, "charset"),
    action: parameter(parameters, "action"),
  };
}

/** One parameter of a media type, such as `boundary`. */
export function mediaParameter(value: string, name: string): string | undefined {
  const end = value.indexOf(";");
  return end < 0 ? undefined : parameter(value.slice(end), name);
}

const parameters = /;[ \t]*([^=;"\s]+)=(?:"([^"]*)"|([^;"\s]*))/g;

function parameter(text: string, name: string): string | undefined {
  for (const [, key, quoted, bare] of text.matchAll(parameters)) if (key?.toLowerCase() === name) return quoted ?? bare;
  return undefined;
}

/** The media types a SOAP message may come in. Each version has its own, but senders mix them up, so both are read. */
export function isSoapMediaType(type: string): boolean {
  return type === "text/xml" || type === "application/soap+xml";
}

/** The headers that say what is sent: SOAP 1.1 §6.1.1; SOAP 1.2 Part 2 §7.1.4 with RFC 3902. */
export function contentHeaders(dialect: SoapDialect, soapAction: string, mediaType: string): Record<string, string> {
  const action = actionText(soapAction);
  if (dialect.version === "1.1") return { "content-type": `${mediaType}; charset=utf-8`, soapaction: `"${action}"` };
  return { "content-type": `${mediaType}; charset=utf-8${action === "" ? "" : `; action="${action}"`}` };
}

/** An action as a header can carry it: what is not visible ASCII is percent-encoded. */
export function actionText(soapAction: string): string {
  return soapAction.replaceAll(/[^\x21\x23-\x7e]/gu, (character) =>
    encodeURIComponent(character.replace(/\p{Surrogate}/u, "\ufffd")),
  );
}

/** What `Retry-After` asks for (RFC 9110 §10.2.3), in milliseconds from now. */
export function retryAfterMs(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
