/** What came back over HTTP, whatever the status. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Posts an envelope as it stands, as a caller would that checks nothing. */
export async function postEnvelope(url: string, soapAction: string, envelope: string): Promise<Answer> {
  const headers = { "content-type": "text/xml; charset=utf-8", soapaction: `"${soapAction}"` };
  const response = await fetch(url, { method: "POST", headers, body: envelope, signal: AbortSignal.timeout(20_000) });
  return {
    status: response.status,
    contentType: response.headers.get("content-type") ?? "",
    text: await response.text(),
  };
}
