import type { SimpleType } from "./tables.js";

/**
 * Whether white space stands for the empty text of the type: an element with a default value that is to hold no text is
 * then written with a space in it. Without anything in it, it would be read as the default.
 */
export function takesBlank({ variety, whiteSpace }: SimpleType): boolean {
  // Of a union, another member might take the space for what it is.
  return variety !== "union" && whiteSpace === "collapse";
}
