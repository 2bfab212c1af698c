/** An endpoint that a client refuses to talk to; thrown when the client is made, not when it is called. */
export class EndpointError extends TypeError {
  readonly code = "SF-C-ENDPOINT";

  constructor(why: string) {
    super(`endpoint: ${why} (SF-C-ENDPOINT)`);
    this.name = "EndpointError";
  }
}

/**
 * The endpoint as a URL. Messages hold personal data, so plain HTTP is refused to any host but this one.
 *
 * @throws EndpointError
 */
export function checkedEndpoint(endpoint: string | URL, allowPlainHttp: boolean): URL {
  const url = URL.canParse(String(endpoint)) ? new URL(String(endpoint)) : undefined;
  if (url === undefined) throw new EndpointError("not an absolute URL");
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new EndpointError(`the scheme must be https, not ${url.protocol.slice(0, -1)}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new EndpointError("must not hold a user name or password; URLs end up in logs");
  }
  if (url.protocol === "http:" && !allowPlainHttp && !isLoopback(url.hostname)) {
    throw new EndpointError(`plain http to ${url.host} is refused; use https, or set allowPlainHttp`);
  }
  url.hash = "";
  return url;
}

/** Whether the name can only mean this host (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}
