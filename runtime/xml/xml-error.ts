import type { IssueCode } from "../codec/issue.js";

/** What can be wrong with a document before any schema is asked. */
export type XmlErrorKind =
  | "size"
  | "depth"
  | "attributes"
  | "name-length"
  | "attribute-value-length"
  | "document-type"
  | "empty"
  | "no-root"
  | "content-outside-root"
  | "end-of-message"
  | "character"
  | "utf8"
  | "utf16"
  | "encoding"
  | "xml-declaration"
  | "processing-instruction"
  | "reserved-target"
  | "comment"
  | "markup"
  | "cdata-end"
  | "name"
  | "qualified-name"
  | "tag"
  | "attribute"
  | "attribute-space"
  | "less-than-in-attribute"
  | "end-tag"
  | "duplicate-attribute"
  | "entity-reference"
  | "character-reference"
  | "undeclared-prefix"
  | "reserved-prefix"
  | "empty-prefix";

interface Explanation {
  readonly code: IssueCode;
  /** Section of XML 1.0 (fifth edition), or of Namespaces in XML 1.0. */
  readonly rule: string;
  readonly english: string;
  readonly danish: string;
}

const malformed = (rule: string, english: string, danish: string): Explanation => ({
  code: "SF-V-XML",
  rule,
  english,
  danish,
});
const tooMuch = (english: string, danish: string): Explanation => ({
  code: "SF-V-LIMIT",
  rule: "limit",
  english,
  danish,
});

const explanations: Readonly<Record<XmlErrorKind, Explanation>> = {
  size: tooMuch("The message is larger than allowed.", "Beskeden er større end tilladt."),
  depth: tooMuch("The elements are nested deeper than allowed.", "Elementerne er indlejret dybere end tilladt."),
  attributes: tooMuch("The element has more attributes than allowed.", "Elementet har flere attributter end tilladt."),
  "name-length": tooMuch("A name is longer than allowed.", "Et navn er længere end tilladt."),
  "attribute-value-length": tooMuch(
    "An attribute value is longer than allowed.",
    "En attributværdi er længere end tilladt.",
  ),
  "document-type": {
    code: "SF-V-DTD",
    rule: "XML 2.8",
    english: "A document type declaration is not accepted.",
    danish: "En dokumenttypedeklaration (DTD) accepteres ikke.",
  },
  empty: malformed("XML 2.1", "The message is empty.", "Beskeden er tom."),
  "no-root": malformed("XML 2.1", "The message has no root element.", "Beskeden har intet rodelement."),
  "content-outside-root": malformed(
    "XML 2.1",
    "There is content outside the root element.",
    "Der er indhold uden for rodelementet.",
  ),
  "end-of-message": malformed(
    "XML 2.1",
    "The message ends in the middle of something.",
    "Beskeden slutter midt i noget.",
  ),
  character: malformed("XML 2.2", "A character that XML does not allow.", "Et tegn, som XML ikke tillader."),
  utf8: malformed("XML 4.3.3", "The bytes are not valid UTF-8.", "Tegnene er ikke gyldig UTF-8."),
  utf16: malformed("XML 4.3.3", "The bytes are not valid UTF-16.", "Tegnene er ikke gyldig UTF-16."),
  encoding: malformed(
    "XML 4.3.3",
    "The encoding is not accepted, or is not the one the message is written in.",
    "Tegnsættet accepteres ikke, eller beskeden er ikke skrevet i det.",
  ),
  "xml-declaration": malformed(
    "XML 2.8",
    "The XML declaration is not well-formed.",
    "XML-deklarationen er ikke velformet.",
  ),
  "processing-instruction": malformed(
    "XML 2.6",
    "A processing instruction is not well-formed.",
    "En behandlingsinstruktion er ikke velformet.",
  ),
  "reserved-target": malformed(
    "XML 2.6",
    "A processing instruction has the reserved name xml.",
    "En behandlingsinstruktion har det reserverede navn xml.",
  ),
  comment: malformed("XML 2.5", "A comment is not well-formed.", "En kommentar er ikke velformet."),
  markup: malformed("XML 2.4", "Markup that XML does not know.", "Opmærkning, som XML ikke kender."),
  "cdata-end": malformed("XML 2.4", "`]]>` may not stand in character data.", "`]]>` må ikke stå i tekst."),
  name: malformed("XML 2.3", "A name is expected.", "Der forventes et navn."),
  "qualified-name": malformed(
    "XMLNS 4",
    "A name may have one colon, between two names.",
    "Et navn må have ét kolon, mellem to navne.",
  ),
  tag: malformed("XML 3.1", "A tag is not well-formed.", "Et mærke (tag) er ikke velformet."),
  attribute: malformed("XML 3.1", "An attribute is not well-formed.", "En attribut er ikke velformet."),
  "attribute-space": malformed(
    "XML 3.1",
    "White space is missing before an attribute.",
    "Der mangler blanktegn før en attribut.",
  ),
  "less-than-in-attribute": malformed(
    "XML 3.1",
    "`<` may not stand in an attribute value.",
    "`<` må ikke stå i en attributværdi.",
  ),
  "end-tag": malformed(
    "XML 3",
    "The end tag is not that of the element that is open.",
    "Slutmærket hører ikke til det element, der er åbent.",
  ),
  "duplicate-attribute": malformed("XML 3.1", "An attribute stands twice.", "En attribut står to gange."),
  "entity-reference": malformed(
    "XML 4.1",
    "An entity other than the five predefined ones is referred to.",
    "Der henvises til en anden entitet end de fem foruddefinerede.",
  ),
  "character-reference": malformed(
    "XML 4.1",
    "A character reference is not to a character of XML.",
    "En tegnreference er ikke til et XML-tegn.",
  ),
  "undeclared-prefix": malformed("XMLNS 5", "A prefix is not declared.", "Et præfiks er ikke erklæret."),
  "reserved-prefix": malformed(
    "XMLNS 3",
    "A reserved prefix or namespace is declared.",
    "Et reserveret præfiks eller navnerum erklæres.",
  ),
  "empty-prefix": malformed("XMLNS 2.2", "A prefix is bound to no namespace.", "Et præfiks bindes til intet navnerum."),
};

/** Thrown by the tokenizer; the decoders turn it into an {@link Issue}. Carries no text of the message. */
export class XmlError extends Error {
  override readonly name: string = "XmlError";
  readonly kind: XmlErrorKind;
  readonly code: IssueCode;
  readonly rule: string;
  /** The sentence in Danish. */
  readonly danish: string;
  /** Byte offset in the tokenizer's buffer. */
  readonly offset: number;

  constructor(kind: XmlErrorKind, offset: number) {
    const explanation: Explanation = explanations[kind];
    super(explanation.english);
    this.kind = kind;
    this.code = explanation.code;
    this.rule = explanation.rule;
    this.danish = explanation.danish;
    this.offset = offset;
  }
}
