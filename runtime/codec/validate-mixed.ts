import { illegalCharacterIndex } from "../xml/characters.js";
import type { Declaration } from "./compiled.js";
import { ContentMatch } from "./content-match.js";
import { definedProperties, isPlainObject, ownProperty } from "./plain-object.js";
import * as wrong from "./structure-violation.js";
import type { ValueChecks } from "./value-checks.js";
import * as unfit from "./value-violation.js";
import { notXmlText } from "./violation.js";

/**
 * Mixed content: strings, and objects of one property each, which must follow the content model in their order.
 *
 * @param given undefined for none
 * @param field of source `mixed`
 * @param owner the element whose content it is
 */
export function validateMixed(
  given: unknown,
  field: Declaration,
  owner: Declaration | undefined,
  checks: ValueChecks,
): void {
  const { type } = field;
  const value = given === undefined ? [] : given;
  if (!Array.isArray(value) || type.kind !== "complex") {
    checks.add(unfit.notArray());
    return;
  }
  const match = new ContentMatch(type.content);
  let inOrder = true;
  for (let index = 0; index < value.length; index++) {
    const item: unknown = value[index];
    checks.at(index, () => {
      if (typeof item === "string") {
        if (illegalCharacterIndex(item) >= 0) checks.add(notXmlText());
        return;
      }
      const property = propertyOf(item);
      if (property === undefined || !isPlainObject(item)) {
        checks.add(unfit.notContentItem());
        return;
      }
      const declaration = type.declarations.find((known) => known.property === property);
      if (declaration === undefined) {
        checks.add(wrong.unexpectedElement(property, false, match.expected), property);
        return;
      }
      if (!match.take(declaration)) {
        inOrder = false;
        checks.add(wrong.unexpectedElement(property, true, match.expected), property);
      }
      checks.at(property, () => checks.particle(ownProperty(item, property), declaration));
    });
  }
  if (inOrder && !match.isComplete) checks.add(wrong.missingChoice(match.expected));
  // A reader puts the default or fixed text where there is nothing at all; who gives no content asks for that.
  if (owner?.default !== undefined && owner.default !== "" && given !== undefined && value.every((item) => item === ""))
    checks.add(unfit.emptyForDefault(owner));
  if (owner?.fixed === undefined || value.length === 0) return;
  if (value.some((item) => typeof item !== "string")) checks.add(wrong.fixedWithElements());
  else if (value.join("") !== owner.fixed) checks.add(wrong.notFixed(owner));
}

/** The one property of an object; undefined for anything else. */
function propertyOf(item: unknown): string | undefined {
  if (!isPlainObject(item)) return undefined;
  const properties = definedProperties(item);
  return properties.length === 1 ? properties[0] : undefined;
}
