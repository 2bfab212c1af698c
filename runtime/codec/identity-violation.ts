import type { IdentityConstraint } from "./tables.js";
import { Violation } from "./violation.js";

/*
 * What can be wrong with keys and references (XSD Part 1 §3.11.4), in words. The constraint is called by its own name;
 * the values never appear.
 */

function nameOf({ name }: IdentityConstraint): string {
  return name.slice(name.indexOf("}") + 1);
}

function broken(clause: string, english: string, danish: string): Violation {
  return new Violation("SF-V-IDENTITY", `cvc-identity-constraint.${clause}`, english, danish);
}

/** Two elements have the same values in a `key` or a `unique`. */
export function duplicateKey(constraint: IdentityConstraint): Violation {
  const [clause, english, danish] =
    constraint.kind === "key" ? ["4.2.2", "key", "Nøglen"] : ["4.1", "unique value", "Den entydige værdi"];
  return broken(
    clause,
    `The ${english} "${nameOf(constraint)}" stands twice.`,
    `${danish} "${nameOf(constraint)}" står to gange.`,
  );
}

/** A field of a `key` has no value. */
export function missingKey(constraint: IdentityConstraint): Violation {
  return broken(
    "4.2.1",
    `The key "${nameOf(constraint)}" is not complete.`,
    `Nøglen "${nameOf(constraint)}" er ikke fuldstændig.`,
  );
}

/** A field of a `key` is an element that may be nil. */
export function nillableKey(constraint: IdentityConstraint): Violation {
  return broken(
    "4.2.3",
    `An element that may be nil cannot be a part of the key "${nameOf(constraint)}".`,
    `Et element, der må være nil, kan ikke indgå i nøglen "${nameOf(constraint)}".`,
  );
}

/** A `keyref` has no key. */
export function unknownKey(constraint: IdentityConstraint): Violation {
  return broken(
    "4.3",
    `The reference "${nameOf(constraint)}" is to a key that is not there.`,
    `Henvisningen "${nameOf(constraint)}" er til en nøgle, der ikke findes.`,
  );
}

/** A field selects a second element or attribute. */
export function secondField(constraint: IdentityConstraint): Violation {
  return broken(
    "3",
    `A part of "${nameOf(constraint)}" stands more than once.`,
    `En del af "${nameOf(constraint)}" står mere end én gang.`,
  );
}

/** A field selects an element that has no simple value. */
export function fieldWithoutValue(constraint: IdentityConstraint): Violation {
  return broken(
    "3",
    `The element is a part of "${nameOf(constraint)}" and must have a simple value.`,
    `Elementet er en del af "${nameOf(constraint)}" og skal have en simpel værdi.`,
  );
}

/** Elements nested in elements with the same constraints multiply the work. */
export function tooMuchToCompare(): Violation {
  return new Violation(
    "SF-V-LIMIT",
    "limit",
    "The message has more keys and references than can be compared.",
    "Beskeden har flere nøgler og henvisninger, end der kan sammenlignes.",
  );
}
