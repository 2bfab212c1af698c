import { isNameCharacter, isNameStart } from "../xml/characters.js";

/** Whether `accepts` holds for every character, and `first` for the first; false for the empty string. */
function every(text: string, first: (codePoint: number) => boolean, accepts: (codePoint: number) => boolean): boolean {
  let index = 0;
  while (index < text.length) {
    const codePoint = text.codePointAt(index)!;
    if (!(index === 0 ? first : accepts)(codePoint)) return false;
    index += codePoint > 0xffff ? 2 : 1;
  }
  return index > 0;
}

const colon = 0x3a;
const orColon =
  (accepts: (codePoint: number) => boolean) =>
  (codePoint: number): boolean =>
    codePoint === colon || accepts(codePoint);
const nameStartOrColon = orColon(isNameStart);
const nameCharacterOrColon = orColon(isNameCharacter);

/** `xs:NCName`: a name without colon; also the form of `ID`, `IDREF` and `ENTITY`. */
export function isNcName(text: string): boolean {
  return every(text, isNameStart, isNameCharacter);
}

/** `xs:Name`: a name of XML 1.0, colons allowed anywhere. */
export function isName(text: string): boolean {
  return every(text, nameStartOrColon, nameCharacterOrColon);
}

/** `xs:NMTOKEN`. */
export function isNmtoken(text: string): boolean {
  return every(text, nameCharacterOrColon, nameCharacterOrColon);
}

/** `xs:language` (RFC 3066 as XSD Part 2 §3.3.3 writes it). */
export function isLanguage(text: string): boolean {
  return /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(text);
}

/** A qualified name as written: prefix (`""` for none) and local part. Undefined for any other text. */
export function parseQName(text: string): { readonly prefix: string; readonly localName: string } | undefined {
  const colonAt = text.indexOf(":");
  const prefix = colonAt < 0 ? "" : text.slice(0, colonAt);
  const localName = colonAt < 0 ? text : text.slice(colonAt + 1);
  return (colonAt < 0 || isNcName(prefix)) && isNcName(localName) ? { prefix, localName } : undefined;
}

/** A name with its namespace, `{namespace}local`, or just `local` in no namespace. Undefined for any other text. */
export function parseClarkName(text: string): { readonly namespace: string; readonly localName: string } | undefined {
  const end = text.startsWith("{") ? text.lastIndexOf("}") : -1;
  const localName = text.slice(end + 1);
  if (!isNcName(localName)) return undefined;
  return { namespace: end < 0 ? "" : text.slice(1, end), localName };
}

/** The inverse of {@link parseClarkName}. */
export function clarkName(namespace: string, localName: string): string {
  return namespace === "" ? localName : `{${namespace}}${localName}`;
}
