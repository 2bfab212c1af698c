/** The stable codes of what can be wrong with a message. A code never changes its meaning. */
export type IssueCode =
  /** Not well-formed XML, or not in an encoding that is accepted. */
  | "SF-V-XML"
  /** A limit of size, depth or count was exceeded. */
  | "SF-V-LIMIT"
  /** A document type declaration, which is never accepted. */
  | "SF-V-DTD"
  /** Not the element that was expected as root. */
  | "SF-V-ROOT"
  /** A required element is missing. */
  | "SF-V-MISSING-ELEMENT"
  /** An element that may not stand here. */
  | "SF-V-UNEXPECTED-ELEMENT"
  /** Character data where only elements may stand. */
  | "SF-V-UNEXPECTED-TEXT"
  | "SF-V-MISSING-ATTRIBUTE"
  | "SF-V-UNEXPECTED-ATTRIBUTE"
  /** Fewer or more occurrences than allowed, on plain objects. */
  | "SF-V-OCCURS"
  /** The text is not in the lexical space of the type, or the JavaScript value is not of the type. */
  | "SF-V-TYPE"
  | "SF-V-PATTERN"
  | "SF-V-ENUMERATION"
  /** `length`, `minLength`, `maxLength`. */
  | "SF-V-LENGTH"
  /** `minInclusive` and its three siblings. */
  | "SF-V-RANGE"
  /** `totalDigits`, `fractionDigits`. */
  | "SF-V-DIGITS"
  /** Not the fixed value. */
  | "SF-V-FIXED"
  /** On plain objects: a text that is empty, in an element that would be read as its default value. */
  | "SF-V-DEFAULT"
  /** `xsi:nil` where not allowed, or a nil element with content. */
  | "SF-V-NIL"
  /** `xsi:type` that is unknown or not derived from the declared type, or an abstract type or element. */
  | "SF-V-TYPE-SUBSTITUTION"
  /** A `key`, `unique` or `keyref` of the schema is broken: a value is missing, stands twice, or refers to nothing. */
  | "SF-V-IDENTITY"
  /** A rule of the integration that the schema cannot say; the rule is in `rule`. */
  | "SF-V-RULE";

export type PathStep = string | number;

/**
 * One thing wrong with a message. Values of the message never appear in it: they may be civil registration numbers.
 */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: "error" | "warning";
  /** English sentence. */
  readonly message: string;
  /** Danish sentence, for receipts. */
  readonly danish: string;
  /** Property keys and array indexes from the message's root value. */
  readonly path: readonly PathStep[];
  /** Counted from 1; column in UTF-16 code units. Absent for plain objects. */
  readonly line?: number;
  readonly column?: number;
  /** The violated rule: a validation rule of XML Schema Part 1 (`cvc-pattern-valid`), a section of XML 1.0, or a rule id of the integration (`R13`). */
  readonly rule: string;
  /** The code to put in a receipt's error list, when it differs from `code`. */
  readonly errorCode?: string;
}

/** Success, possibly with warnings, or failure with at least one error among the issues. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };
