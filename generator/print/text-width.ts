/** Columns of a line, the width that generated code is laid out for. */
export const printWidth = 120;

/** Columns a text takes as prettier counts them: East Asian wide characters two, combining marks none. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e\xa0-\u02ff]*$/.test(text)) return text.length;
  // What is one column wide goes first, by the engine's own search: of a long text hardly anything is left.
  const others = text.replaceAll(/[\x20-\x7e\xa0-\u02ff]+/g, "");
  let width = text.length - others.length;
  for (const character of others) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): 0 | 1 | 2 {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x300) return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) ? 0 : 1;
  // Dashes, quotation marks and the like: most of what documentation holds beyond Latin letters.
  if (codePoint >= 0x2010 && codePoint <= 0x2027) return 1;
  if (new RegExp("\\p{Mn}|\\p{Me}|\\u200b|\\u200c|\\u200d|[\\ufe00-\\ufe0f]", "u").test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    character,
  )
    ? 2
    : 1;
}
