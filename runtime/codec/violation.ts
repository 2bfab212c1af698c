import type { IssueCode } from "./issue.js";
import type { SimpleType } from "./tables.js";

/** A rule that a value breaks, before it is known where the value stands. Says nothing of the value itself. */
export class Violation {
  readonly code: IssueCode;
  /** Validation rule of XML Schema, such as `cvc-pattern-valid`. */
  readonly rule: string;
  /** English sentence. */
  readonly message: string;
  /** Danish sentence. */
  readonly danish: string;

  constructor(code: IssueCode, rule: string, message: string, danish: string) {
    this.code = code;
    this.rule = rule;
    this.message = message;
    this.danish = danish;
  }
}

/** How a type is called in a message: its own local name, else the built-in one it is made of. */
function typeLabel(type: SimpleType): string {
  const local = type.name.slice(type.name.indexOf("}") + 1);
  return local === "" || type.name === `{http://www.w3.org/2001/XMLSchema}${local}` ? `xs:${type.builtIn}` : local;
}

export function notOfType(type: SimpleType): Violation {
  const [rule, label] =
    type.variety === "atomic"
      ? ["cvc-datatype-valid.1.2.1", `xs:${type.builtIn}`]
      : [type.variety === "list" ? "cvc-datatype-valid.1.2.2" : "cvc-datatype-valid.1.2.3", typeLabel(type)];
  return new Violation("SF-V-TYPE", rule, `The value is not a valid ${label}.`, `Værdien er ikke en gyldig ${label}.`);
}

/** The JavaScript value is of another type than the one the interface declares. */
export function notRepresented(expected: string): Violation {
  return new Violation(
    "SF-V-TYPE",
    "cvc-datatype-valid.1",
    `A ${expected} is expected.`,
    `Der forventes en værdi af typen ${expected}.`,
  );
}

export function notXmlText(): Violation {
  return new Violation(
    "SF-V-TYPE",
    "XML 2.2",
    "The text has a character that XML cannot carry.",
    "Teksten indeholder et tegn, som XML ikke kan rumme.",
  );
}

export function notNormalized(type: SimpleType): Violation {
  return new Violation(
    "SF-V-TYPE",
    "cvc-datatype-valid.1.2.1",
    `The text has white space that ${typeLabel(type)} does not keep.`,
    `Teksten har blanktegn, som ${typeLabel(type)} ikke bevarer.`,
  );
}

export function patternViolation(sources: readonly string[]): Violation {
  const patterns = sources.join(" | ");
  return new Violation(
    "SF-V-PATTERN",
    "cvc-pattern-valid",
    `The value does not match the pattern ${patterns}.`,
    `Værdien følger ikke mønsteret ${patterns}.`,
  );
}

/** The engine that matches patterns gave up; a few million characters are nothing that a pattern is meant for. */
export function tooLongForPattern(): Violation {
  return new Violation(
    "SF-V-LIMIT",
    "limit",
    "The value is longer than a pattern can be compared with.",
    "Værdien er længere, end et mønster kan sammenlignes med.",
  );
}

const longestList = 20;

export function enumerationViolation(values: readonly string[]): Violation {
  const listed = values.length > longestList ? [...values.slice(0, longestList), "…"] : values;
  const allowed = listed.join(", ");
  return new Violation(
    "SF-V-ENUMERATION",
    "cvc-enumeration-valid",
    `The value is not one of those allowed: ${allowed}.`,
    `Værdien er ikke en af de tilladte: ${allowed}.`,
  );
}

const units = {
  characters: ["characters", "tegn"],
  bytes: ["bytes", "byte"],
  items: ["items", "elementer"],
} as const;

/** What a length facet counts. */
export type LengthUnit = keyof typeof units;

export function lengthViolation(
  facet: "length" | "minLength" | "maxLength",
  bound: number,
  unit: LengthUnit,
): Violation {
  const [english, danish] = units[unit];
  const sentences: Readonly<Record<typeof facet, readonly [string, string]>> = {
    length: [`The value does not have exactly ${bound} ${english}.`, `Værdien har ikke præcis ${bound} ${danish}.`],
    minLength: [`The value has fewer than ${bound} ${english}.`, `Værdien har færre end ${bound} ${danish}.`],
    maxLength: [`The value has more than ${bound} ${english}.`, `Værdien har flere end ${bound} ${danish}.`],
  };
  const [message, besked] = sentences[facet];
  return new Violation("SF-V-LENGTH", `cvc-${facet}-valid`, message, besked);
}

export type RangeFacet = "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive";

const rangeWords: Readonly<Record<RangeFacet, readonly [english: string, danish: string]>> = {
  minInclusive: ["is less than", "er mindre end"],
  minExclusive: ["is not greater than", "er ikke større end"],
  maxInclusive: ["is greater than", "er større end"],
  maxExclusive: ["is not less than", "er ikke mindre end"],
};

export function rangeViolation(facet: RangeFacet, bound: string): Violation {
  const [english, danish] = rangeWords[facet];
  return new Violation(
    "SF-V-RANGE",
    `cvc-${facet}-valid`,
    `The value ${english} ${bound}.`,
    `Værdien ${danish} ${bound}.`,
  );
}

export function digitsViolation(facet: "totalDigits" | "fractionDigits", bound: number): Violation {
  const [english, danish] = facet === "totalDigits" ? ["digits", "cifre"] : ["decimals", "decimaler"];
  return new Violation(
    "SF-V-DIGITS",
    `cvc-${facet}-valid`,
    `The value has more than ${bound} ${english}.`,
    `Værdien har flere end ${bound} ${danish}.`,
  );
}
