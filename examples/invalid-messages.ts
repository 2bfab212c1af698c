/** Envelopes that must be refused, each for one reason, made from a valid request. */
export function invalidMessages(request: string): readonly { readonly what: string; readonly envelope: string }[] {
  const changed = (pattern: RegExp, replacement: string): string => envelope(request.replace(pattern, replacement));
  return [
    { what: "CVR of seven digits", envelope: changed(/(Myndighed>)\d{8}(<)/, "$11111111$2") },
    { what: "unknown code", envelope: changed(/(Sagsart>)\d+(<)/, "$199$2") },
    { what: "30 February", envelope: changed(/(RevurderingsTidspunkt>)[^<]*(<)/, "$12026-02-30$2") },
    { what: "no Header", envelope: changed(/<(\w+:)?Header>[\s\S]*?<\/(\w+:)?Header>/, "") },
    { what: "no AuthorityContext", envelope: changed(/<(\w+:)?AuthorityContext[\s\S]*?AuthorityContext>/, "") },
    { what: "other municipality", envelope: changed(/(MunicipalityCVR>)\d{8}(<)/, "$122222222$2") },
    { what: "not well-formed", envelope: envelope(request).slice(0, -20) },
    { what: "unknown operation", envelope: envelope('<x:Genopret xmlns:x="urn:example:unknown"/>') },
  ];
}

function envelope(body: string): string {
  return `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;
}
