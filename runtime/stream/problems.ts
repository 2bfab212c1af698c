import type { Issue } from "../codec/issue.js";
import type { EnvelopeError } from "../soap/envelope.js";
import type { Location } from "../xml/location.js";
import type { XmlError } from "../xml/xml-error.js";

/** What keeps a stream from being read on. */
export function problemIssue({ code, message, danish, rule }: XmlError, { line, column }: Location): Issue {
  return { code, severity: "error", message, danish, path: [], line, column, rule };
}

/** `xsi:type` on an element around the records: which elements the records are would depend on it. */
export function typeIssue({ line, column }: Location): Issue {
  return {
    code: "SF-V-TYPE-SUBSTITUTION",
    severity: "error",
    message: "An element around the records has xsi:type, which is not accepted in a message read record by record.",
    danish: "Et element omkring posterne har xsi:type, hvilket ikke accepteres i en besked, der læses post for post.",
    path: [],
    line,
    column,
    rule: "cvc-elt.4",
  };
}

/** What is not a sound envelope. */
export function envelopeIssue({ message, danish }: EnvelopeError, { line, column }: Location): Issue {
  const rule = "SOAP 1.1 §4, SOAP 1.2 Part 1 §5";
  return { code: "SF-V-UNEXPECTED-ELEMENT", severity: "error", message, danish, path: [], line, column, rule };
}
