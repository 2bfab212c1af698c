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

/**
 * Names that a reader can tell apart: those that only a namespace distinguishes, from each other or from what was found,
 * say which. Wildcards among them have no name.
 *
 * @param found local name of what stands there
 */
function listed(declarations: readonly Declaration[], found?: string): readonly [english: string, danish: string] {
  let english = "";
  let danish = "";
  for (const element of declarations) {
    if (element.source !== "element") continue;
    const { localName, namespace } = element;
    const name = `${english === "" ? "" : ", "}"${localName}"`;
    english += name;
    danish += name;
    if (localName !== found && !declarations.some((other) => isNamesake(element, other))) continue;
    english += namespace === "" ? " without a namespace" : ` of the namespace "${namespace}"`;
    danish += namespace === "" ? " uden navnerum" : ` i navnerummet "${namespace}"`;
  }
  return [english, danish];
}

function isNamesake({ localName, namespace }: Declaration, other: Declaration): boolean {
  return other.localName === localName && other.namespace !== namespace && other.source === "element";
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
  const [names, navne] = listed(expected, name);
  const [instead, istedet] = names === "" ? ["", ""] : [` Expected: ${names}.`, ` Forventet: ${navne}.`];
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

/** As {@link missingElement}, of a wildcard, which has no name. */
export function missingAny(minimum: number): Violation {
  return new Violation(
    "SF-V-MISSING-ELEMENT",
    "cvc-complex-type.2.4",
    `There must be at least ${minimum} of the elements that the schema leaves open here.`,
    `Der skal være mindst ${minimum} af de elementer, som skemaet lader stå åbne her.`,
  );
}

/** A wildcard lets in only what the schema declares, and it does not declare this. */
export function undeclaredElement(name: string): Violation {
  const [english, danish] = elementNamed(foreignName(name));
  return new Violation(
    "SF-V-UNEXPECTED-ELEMENT",
    "cvc-complex-type.2.4",
    `${english} may not stand here: the schema does not declare it.`,
    `${danish} må ikke stå her: skemaet erklærer det ikke.`,
  );
}

/** As {@link undeclaredElement}. */
export function undeclaredAttribute(name: string): Violation {
  const [english, danish] = attributeNamed(foreignName(name));
  return new Violation(
    "SF-V-UNEXPECTED-ATTRIBUTE",
    "cvc-complex-type.3.2.2",
    `${english} may not stand here: the schema does not declare it.`,
    `${danish} må ikke stå her: skemaet erklærer den ikke.`,
  );
}

/** @param rule the element has two attributes of type ID that the schema lets in by a wildcard, or one besides its own */
export function secondIdAttribute(rule: "cvc-complex-type.5.1" | "cvc-complex-type.5.2"): Violation {
  return new Violation(
    "SF-V-UNEXPECTED-ATTRIBUTE",
    rule,
    "An element may have only one attribute of type ID.",
    "Et element må kun have én attribut af typen ID.",
  );
}

export function missingChoice(alternatives: readonly Declaration[]): Violation {
  const [names, navne] = listed(alternatives);
  if (names === "") return missingAny(1);
  return new Violation(
    "SF-V-MISSING-ELEMENT",
    "cvc-complex-type.2.4",
    `One of the elements ${names} is missing.`,
    `Et af elementerne ${navne} mangler.`,
  );
}

/** There are too many ways to count the occurrences of groups. */
export function tooManyCounts(): Violation {
  return new Violation(
    "SF-V-LIMIT",
    "limit",
    "The content repeats too often to be counted.",
    "Indholdet gentages for mange gange til at kunne tælles.",
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

/** An element whose content is mixed and fixed has text only. */
export function fixedWithElements(): Violation {
  return new Violation(
    "SF-V-FIXED",
    "cvc-elt.5.2.2.1",
    "An element with a fixed value may not hold elements.",
    "Et element med en fast værdi må ikke indeholde elementer.",
  );
}

/** The schema's default or fixed value is not one of the type that `xsi:type` names. */
export function defaultNotOfType(): Violation {
  return new Violation(
    "SF-V-TYPE-SUBSTITUTION",
    "cvc-elt.5.1.1",
    "The default value is not one of the type that xsi:type names.",
    "Standardværdien er ikke en værdi af den type, som xsi:type angiver.",
  );
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
    "xsi:type names a type that is neither the declared one nor derived from it.",
    "xsi:type angiver en type, der hverken er den erklærede eller afledt af den.",
  );
}

/** The named type is derived in a way that the element or its type forbids. */
export function blockedType(): Violation {
  return new Violation(
    "SF-V-TYPE-SUBSTITUTION",
    "cvc-elt.4.3",
    "The type that xsi:type names may not stand in for the declared one here.",
    "Typen, som xsi:type angiver, må ikke træde i stedet for den erklærede her.",
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

export function abstractElement({ localName }: Declaration): Violation {
  return new Violation(
    "SF-V-TYPE-SUBSTITUTION",
    "cvc-elt.2",
    `The element "${localName}" is abstract: another one must stand in for it.`,
    `Elementet "${localName}" er abstrakt: et andet skal træde i stedet for det.`,
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

/** A message has no document type declaration, so no entity is ever declared. */
export function unknownEntity(): Violation {
  return new Violation(
    "SF-V-TYPE",
    "cvc-simple-type.2",
    "The message declares no entity of this name.",
    "Beskeden erklærer ingen entitet med dette navn.",
  );
}
