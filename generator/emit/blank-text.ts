import type { SimpleTypeModel } from "../ir/model.js";

/**
 * Whether an element of the type that has a default value is written with a space where its text is empty: white space is
 * taken away again, and without any the element would be read as the default.
 */
export function takesBlank({ variety, whiteSpace }: SimpleTypeModel): boolean {
  // Of a union, another member might take the space for what it is.
  return variety.kind !== "union" && whiteSpace === "collapse";
}
