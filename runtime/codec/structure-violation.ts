import type { Declaration } from "./compiled.js";
import { Violation } from "./violation.js";

/*
 * What can be wrong with the structure of a message, in words. Names of the schema are named; a name that only the message
 * knows is named when it cannot be a number that means a person.
 */

const longestForeignName = 64;

function foreignName(name: string): string | undefined {
  return name.length > longestForeignName || /[0-9][0-9-]{4}/.test(name) ? undefined : name;
}

function elementNamed(name: string | undefined): readonly [english: string, danish: string] {
  return name === undefined ? ["An element", "Et element"] : [`The element "${name}"`, `Elementet "${name}"`];
}

function attributeNamed(name: string | undefined): readonly [english: string, danish: string] {
  return name === undefined ? ["An attribute", "En attribut"] : [`The attribute "${name}"`, `Attributten "${name}"`];
}

function listed(declarations: readonly Declaration[]): string {
  return declarations.map(({ localName }) => `"${localName}"`).join(", ");
}

export function wrongRoot(expected: Declaration): Violation {
  return new Violation(
    "SF-V-ROOT",
    "cvc-elt.1",
    `The element "${expected.localName}" of the namespace "${expected.namespace}" is expected.`,
    `Elementet "${expected.localName}" i navnerummet "${expected.namespace}" forventes.`,
  );
}

/** @param expected what could stand there instead */
export function unexpectedElement(name: string, known: boolean, expected: readonly Declaration[]): Violation {
  const [english, danish] = elementNamed(known ? name : foreignName(name));
  const [instead, istedet] =
    expected.length === 0 ? ["", ""] : [` Expected: ${listed(expected)}.`, ` Forventet: ${listed(expected)}.`];
  return new Violation(
    "SF-V-UNEXPECTED-ELEMENT",
    "cvc-complex-type.2.4",
    `${english} may not stand here.${instead}`,
    `${danish} må ikke stå her.${istedet}`,
  );
}

/** Elements where there may be none at all. */
export function noElements(name: string, rule: string): Violation {
  const [english, danish] = elementNamed(foreignName(name));
  return new Violation(
    "SF-V-UNEXPECTED-ELEMENT",
    rule,
    `${english} may not stand here: no elements are expected.`,
    `${danish} må ikke stå her: der forventes ingen elementer.`,
  );
}

export function misplacedElement({ localName }: Declaration): Violation {
  return new Violation(
    "SF-V-UNEXPECTED-ELEMENT",
    "cvc-complex-type.2.4",
    `The element "${localName}" stands in the wrong place.`,
    `Elementet "${localName}" står det forkerte sted.`,
  );
}

/** @param found occurrences that are there, fewer than `minimum` */
export function missingElement({ localName }: Declaration, minimum: number, found: number): Violation {
  const [english, danish] =
    found === 0 && minimum === 1
      ? [`The element "${localName}" is missing.`, `Elementet "${localName}" mangler.`]
      : [
          `The element "${localName}" must stand at least ${minimum} times.`,
          `Elementet "${localName}" skal stå mindst ${minimum} gange.`,
        ];
  return new Violation("SF-V-MISSING-ELEMENT", "cvc-complex-type.2.4", english, danish);
}

export function missingChoice(alternatives: readonly Declaration[]): Violation {
  const names = listed(alternatives);
  return new Violation(
    "SF-V-MISSING-ELEMENT",
    "cvc-complex-type.2.4",
    `One of the elements ${names} is missing.`,
    `Et af elementerne ${names} mangler.`,
  );
}

export function unexpectedText(rule: string): Violation {
  return new Violation("SF-V-UNEXPECTED-TEXT", rule, "Text may not stand here.", "Der må ikke stå tekst her.");
}

export function unexpectedAttribute(name: string, rule: string): Violation {
  const [english, danish] = attributeNamed(foreignName(name));
  return new Violation(
    "SF-V-UNEXPECTED-ATTRIBUTE",
    rule,
    `${english} may not stand here.`,
    `${danish} må ikke stå her.`,
  );
}

export function missingAttribute({ localName }: Declaration): Violation {
  const [english, danish] = attributeNamed(localName);
  return new Violation("SF-V-MISSING-ATTRIBUTE", "cvc-complex-type.4", `${english} is missing.`, `${danish} mangler.`);
}

export function notFixed({ fixed = "", source }: Declaration): Violation {
  const rule = source === "attribute" ? "cvc-au" : "cvc-elt.5.2.2.2";
  return new Violation("SF-V-FIXED", rule, `The value must be "${fixed}".`, `Værdien skal være "${fixed}".`);
}

export function nilNotAllowed(): Violation {
  return new Violation("SF-V-NIL", "cvc-elt.3.1", "The element may not be nil.", "Elementet må ikke være nil.");
}

export function nilWithContent(): Violation {
  return new Violation(
    "SF-V-NIL",
    "cvc-elt.3.2.1",
    "A nil element must be empty.",
    "Et element, der er nil, skal være tomt.",
  );
}

export function nilWithFixed(): Violation {
  return new Violation(
    "SF-V-NIL",
    "cvc-elt.3.2.2",
    "An element with a fixed value may not be nil.",
    "Et element med en fast værdi må ikke være nil.",
  );
}

export function notDeclaredType(): Violation {
  return new Violation(
    "SF-V-TYPE-SUBSTITUTION",
    "cvc-elt.4.3",
    "xsi:type names another type than the declared one.",
    "xsi:type angiver en anden type end den erklærede.",
  );
}

export function badTypeName(): Violation {
  return new Violation(
    "SF-V-TYPE-SUBSTITUTION",
    "cvc-elt.4.1",
    "xsi:type is not a qualified name with a declared prefix.",
    "xsi:type er ikke et kvalificeret navn med et erklæret præfiks.",
  );
}

export function abstractType(): Violation {
  return new Violation(
    "SF-V-TYPE-SUBSTITUTION",
    "cvc-type.2",
    "The type of the element is abstract.",
    "Elementets type er abstrakt.",
  );
}

export function duplicateId(): Violation {
  return new Violation("SF-V-TYPE", "cvc-id.2", "The ID is used twice.", "ID'et er brugt to gange.");
}

export function unknownId(): Violation {
  return new Violation(
    "SF-V-TYPE",
    "cvc-id.1",
    "There is no element with the ID that is referred to.",
    "Der er intet element med det ID, der henvises til.",
  );
}
