import type { Declaration } from "./compiled.js";
import type { ContentNode } from "./content-node.js";
import * as wrong from "./structure-violation.js";
import { Violation } from "./violation.js";

/*
 * What can be wrong with a JavaScript value besides what can be wrong with a message, in words.
 */

/** The value of a property is not of the kind that its place asks for. */
function notOfKind(rule: string, english: string, danish: string): Violation {
  return new Violation("SF-V-TYPE", rule, english, danish);
}

export function notObject(): Violation {
  return notOfKind("cvc-complex-type.2", "An object is expected.", "Der forventes et objekt.");
}

export function notArray(): Violation {
  return notOfKind("cvc-complex-type.2.4", "An array is expected.", "Der forventes et array.");
}

export function notString(): Violation {
  return notOfKind("cvc-datatype-valid.1", "A string is expected.", "Der forventes en tekst.");
}

export function notReadable(): Violation {
  return notOfKind("cvc-complex-type.2", "A property cannot be read.", "En egenskab kan ikke læses.");
}

/** In mixed content. */
export function notContentItem(): Violation {
  return notOfKind(
    "cvc-complex-type.2.4",
    "A string, or an object with exactly one property, is expected.",
    "Der forventes en tekst eller et objekt med netop én egenskab.",
  );
}

/** In the place of a wildcard. */
export function notAnyElement(): Violation {
  return notOfKind(
    "cvc-wildcard",
    "An object with a name and a value, or with a name and content, is expected.",
    "Der forventes et objekt med navn og værdi eller med navn og indhold.",
  );
}

export function notName(): Violation {
  return notOfKind(
    "cvc-wildcard",
    "A name is expected, {namespace}local, or local without a namespace.",
    "Der forventes et navn, {navnerum}lokalt, eller lokalt uden navnerum.",
  );
}

export function notBinding(): Violation {
  return notOfKind(
    "Namespaces in XML 3",
    "A prefix may not be bound like this.",
    "Et præfiks må ikke bindes på denne måde.",
  );
}

export function nilNotTrue(): Violation {
  return new Violation("SF-V-NIL", "cvc-elt.3", "$nil can only be true.", "$nil kan kun være true.");
}

export function unknownType(): Violation {
  return new Violation(
    "SF-V-TYPE-SUBSTITUTION",
    "cvc-elt.4.2",
    "$type names no type that may stand here.",
    "$type angiver ikke en type, der må stå her.",
  );
}

/** Nothing between the tags stands for the default value, so an empty text has no way to be written. */
export function emptyForDefault({ localName, default: text = "" }: Declaration): Violation {
  return new Violation(
    "SF-V-DEFAULT",
    "cvc-elt.5.1",
    `The value of the element "${localName}" may not be empty: it would be read as the default "${text}". Give that value, or leave the element out where it is optional.`,
    `Værdien af elementet "${localName}" må ikke være tom: den ville blive læst som standardværdien "${text}". Angiv den værdi, eller udelad elementet, hvor det er valgfrit.`,
  );
}

export function missingText(): Violation {
  return new Violation("SF-V-MISSING-ELEMENT", "cvc-complex-type.2.2", "The text is missing.", "Teksten mangler.");
}

export function missingContent(): Violation {
  return new Violation("SF-V-MISSING-ELEMENT", "cvc-complex-type.2.4", "The content is missing.", "Indholdet mangler.");
}

/** Of an element of the contract, which is known by its value. */
export function valueExpected(): Violation {
  return notOfKind(
    "cvc-wildcard",
    "The contract declares the element: its value is expected.",
    "Kontrakten erklærer elementet: dets værdi forventes.",
  );
}

/** Of an element that the contract does not know. */
export function contentExpected(): Violation {
  return notOfKind(
    "cvc-wildcard",
    "The contract does not declare the element: its content is expected.",
    "Kontrakten erklærer ikke elementet: dets indhold forventes.",
  );
}

export function notAllowedByWildcard(what: "element" | "attribute"): Violation {
  return what === "element"
    ? new Violation(
        "SF-V-UNEXPECTED-ELEMENT",
        "cvc-wildcard",
        "An element of this namespace may not stand here.",
        "Et element i dette navnerum må ikke stå her.",
      )
    : new Violation(
        "SF-V-UNEXPECTED-ATTRIBUTE",
        "cvc-wildcard",
        "An attribute of this name may not stand here.",
        "En attribut med dette navn må ikke stå her.",
      );
}

/** Too few values of a particle. @param found fewer than its minimum */
export function missing(node: ContentNode, found: number): Violation {
  if (node.kind === "element") return few(found, wrong.missingElement(node.declaration, node.min, found));
  if (node.kind === "any") return few(found, wrong.missingAny(node.min));
  return few(found, wrong.missingChoice(fieldsOf(node)));
}

/** Some, but too few, is a wrong number. */
function few(found: number, violation: Violation): Violation {
  if (found === 0) return violation;
  return new Violation("SF-V-OCCURS", violation.rule, violation.message, violation.danish);
}

/** What stands on the wire: groups have no name of their own. */
function fieldsOf(node: ContentNode): readonly Declaration[] {
  return "children" in node ? node.children.flatMap(fieldsOf) : [node.declaration];
}

export function tooManyOf({ localName, property, repeated, source }: Declaration): Violation {
  const [thing, ting, name] =
    source === "element" ? ["element", "elementet", localName] : ["property", "egenskaben", property];
  const [english, danish] = repeated
    ? [
        `There are more values of the ${thing} "${name}" than allowed.`,
        `Der er flere værdier af ${ting} "${name}" end tilladt.`,
      ]
    : [`The ${thing} "${name}" may not stand here.`, `${capital(ting)} "${name}" må ikke stå her.`];
  return new Violation("SF-V-OCCURS", "cvc-complex-type.2.4", english, danish);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function tooDeep(): Violation {
  return new Violation("SF-V-LIMIT", "limit", "The value is nested too deep.", "Værdien er indlejret for dybt.");
}

export function tooMany(): Violation {
  return new Violation("SF-V-LIMIT", "limit", "The value has too many parts.", "Værdien har for mange dele.");
}
