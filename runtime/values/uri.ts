/**
 * `xs:anyURI` (XSD Part 2 §3.2.17): text that becomes a URI reference of RFC 2396 and RFC 2732 once the characters that
 * XLink §5.4 names are escaped. Spaces and letters of any script may therefore stand there; a `%` without two hexadecimal
 * digits, a second `#`, or a colon behind something that is not a scheme may not.
 */
export function isAnyUri(text: string): boolean {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return false;
  const fragment = text.indexOf("#");
  if (fragment >= 0 && text.includes("#", fragment + 1)) return false;
  const first = text.search(/[:/?#]/);
  if (first < 0 || text[first] !== ":") return true;
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text);
}
