/** Facet `whiteSpace` of XSD Part 2 §4.3.6. */
export type WhiteSpace = "preserve" | "replace" | "collapse";

/** The text as the facet leaves it. Returns the same string when there is nothing to do. */
export function normalizeWhiteSpace(text: string, whiteSpace: WhiteSpace): string {
  if (whiteSpace === "preserve" || isNormalized(text, whiteSpace)) return text;
  const replaced = text.replaceAll(/[\t\n\r]/g, " ");
  return whiteSpace === "replace" ? replaced : replaced.replaceAll(/ {2,}/g, " ").replaceAll(/^ | $/g, "");
}

/** Whether the facet leaves the text as it is. */
export function isNormalized(text: string, whiteSpace: WhiteSpace): boolean {
  if (whiteSpace === "preserve") return true;
  const collapse = whiteSpace === "collapse";
  // A space at the start, at the end, or after another one.
  let spaceBefore = collapse;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0x20) {
      if (spaceBefore) return false;
      spaceBefore = collapse;
    } else {
      if (unit <= 0x0d && (unit === 0x09 || unit === 0x0a || unit === 0x0d)) return false;
      spaceBefore = false;
    }
  }
  return !(collapse && text.length > 0 && spaceBefore);
}

/** Length in characters, which are code points: what the length facets of strings count. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      count--;
      index++;
    }
  }
  return count;
}
