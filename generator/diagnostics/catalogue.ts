import type { Severity } from "./diagnostic.js";

/** What the documentation and `--json` say of a code, whatever the place it was found in. */
export interface CatalogueEntry {
  /** Severity when the reporter does not choose another. */
  readonly severity: Severity;
  readonly title: string;
  /** Why this is a problem. */
  readonly cause: string;
  /** What to do about it. */
  readonly fix: string;
}

/*
 * One sorted record; the union of codes is computed from it, so a code that is not described here does not compile.
 * Codes are stable: users filter on them. A code that is no longer used is removed, never given another meaning.
 */
const entries = {
  "SF-E-ATTRIBUTE-USE": {
    severity: "error",
    title: "Attributes of a type contradict each other or the base",
    cause:
      "A type has each attribute once and one of type ID, and a restriction allows only attributes that its base allows (XSD Part 1 §3.4.6).",
    fix: "Remove the attribute, or bring it in line with the base type.",
  },
  "SF-E-ATTRIBUTE-VALUE": {
    severity: "error",
    title: "Attribute value not allowed",
    cause:
      "The schema for schemas (XSD Part 1, appendix A) or WSDL 1.1 gives the attribute a type, and the value is not of it.",
    fix: "Correct the value.",
  },
  "SF-E-BASE-KIND": {
    severity: "error",
    title: "A type of the wrong kind",
    cause: "A simple type can only be built from simple types; simpleContent needs a base that has simple content.",
    fix: "Refer to a type of the right kind.",
  },
  "SF-E-BINDING": {
    severity: "error",
    title: "Binding does not fit its port type",
    cause: "A binding names operations, messages, parts and faults of its port type (WSDL 1.1 §2.5, §3).",
    fix: "Correct the name in the binding, or add what is missing to the port type or message.",
  },
  "SF-E-CIRCULAR": {
    severity: "error",
    title: "Circular definition",
    cause:
      "A type, group or substitution group may not be built from itself (XSD Part 1 §3.4.6, §3.6.6, §3.8.6, §3.14.6).",
    fix: "Break the circle.",
  },
  "SF-E-CODELIST": {
    severity: "error",
    title: "Code list is not valid genericode",
    cause:
      "The document does not have the structure of an OASIS genericode 1.0 code list, or a value is missing or repeated.",
    fix: "Correct the code list at the place named.",
  },
  "SF-E-CODELIST-VALUE": {
    severity: "error",
    title: "Code list value outside its column",
    cause: "The configuration says which values a column may have, and generated functions decide by them.",
    fix: "Correct the value, or add it to the column in the integration configuration.",
  },
  "SF-E-CONFIG-KEY": {
    severity: "error",
    title: "Unknown key in the configuration",
    cause: "A key that nothing reads would silently change nothing; most often it is misspelt.",
    fix: "Correct the key, or remove it.",
  },
  "SF-E-CONFIG-NAME": {
    severity: "error",
    title: "The configuration names something that does not exist",
    cause:
      "A role, bundle, endpoint, value map, package, operation or element is named that neither the configuration nor the contract has.",
    fix: "Correct the name, or define what it names.",
  },
  "SF-E-CONFIG-VALUE": {
    severity: "error",
    title: "Value of the wrong kind in the configuration",
    cause: "The key needs a value of another kind, or a value that it must have is missing.",
    fix: "Write a value of the kind named.",
  },
  "SF-E-CONTENT-MODEL": {
    severity: "error",
    title: "Content model is ambiguous or inconsistent",
    cause:
      "While content is read each element belongs to one particle, elements of one name have one type, and xs:all stands alone (XSD Part 1 §3.8.6).",
    fix: "Rewrite the content model so that one name in one place has one meaning.",
  },
  "SF-E-DERIVATION": {
    severity: "error",
    title: "Type is not validly derived",
    cause:
      "A derived type keeps within what its base allows: final, content model, simple type (XSD Part 1 §3.4.6, §3.9.6, §3.14.6).",
    fix: "Bring the type in line with its base, or derive it from another.",
  },
  "SF-E-DTD": {
    severity: "error",
    title: "Document type declaration refused",
    cause:
      "Of a DTD only what stands in the document itself is read: entities with their text, and default attributes. " +
      "External and parameter entities could fetch files, and entities within themselves have no end.",
    fix: "Write what the entities stand for in their place, or declare them in the document with their text.",
  },
  "SF-E-DUPLICATE": {
    severity: "error",
    title: "Defined more than once",
    cause: "Two definitions of the same kind and name differ (XSD Part 1 §3.15.6; WSDL 1.1 §2.1.1).",
    fix: "Remove one of them, or load only one version of the document.",
  },
  "SF-E-ENCODING": {
    severity: "error",
    title: "Character encoding not readable",
    cause:
      "Documents are read as UTF-8, as UTF-16 with a byte order mark, or as declared ISO-8859-1 or US-ASCII; the bytes must agree with what is declared.",
    fix: "Save the document as UTF-8 and declare no other encoding.",
  },
  "SF-E-FACET": {
    severity: "error",
    title: "Facet does not apply",
    cause: "Each built-in type has its own set of constraining facets (XSD Part 2 §4.1.5).",
    fix: "Remove the facet, or derive from another type.",
  },
  "SF-E-FACET-VALUE": {
    severity: "error",
    title: "Facet contradicts another or the base type",
    cause:
      "The value of a facet is one of the base type, facets agree with each other, and none allows what the base excludes (XSD Part 2 §4.3).",
    fix: "Correct the value of the facet.",
  },
  "SF-E-IDENTITY-CONSTRAINT": {
    severity: "error",
    title: "Identity constraint is not sound",
    cause:
      "Selectors and fields are written in a subset of XPath, and a keyref has as many fields as the key it refers to (XSD Part 1 §3.11.6).",
    fix: "Correct the path, or the fields.",
  },
  "SF-E-IMPORT-MISSING": {
    severity: "error",
    title: "Referenced document not found",
    cause: "The location of an import, include or redefine leads to no file.",
    fix: "Add the file to the bundle or correct the location.",
  },
  "SF-E-IMPORT-REFUSED": {
    severity: "error",
    title: "Referenced document not fetched",
    cause:
      "Only files of the bundle are read: nothing is fetched from the network, by absolute path, or from outside the bundle.",
    fix: "Put a copy into the bundle and name it in the catalog under the location as written.",
  },
  "SF-E-INCOMPLETE": {
    severity: "error",
    title: "Something of the contract is missing in the output",
    cause:
      "What messages can hold is looked up once more, from the schema, in what was generated, and was not found. This is a mistake of the generator, not of the contract.",
    fix: "Report it together with the contract; nothing was written.",
  },
  "SF-E-LIMIT": {
    severity: "error",
    title: "Document exceeds a bound",
    cause: "Size, depth and number of attributes are bounded so that hostile input cannot exhaust the machine.",
    fix: "Split the document, or check that it is what you think it is.",
  },
  "SF-E-NAMESPACE": {
    severity: "error",
    title: "Wrong target namespace",
    cause:
      "An included document must have the includer's target namespace or none; an imported one the namespace of the import.",
    fix: "Correct the namespace, or use import instead of include (or the other way round).",
  },
  "SF-E-PATTERN": {
    severity: "error",
    title: "Pattern is not a regular expression of XSD",
    cause: "Patterns have a dialect of their own (XSD Part 2, appendix F): no anchors, no look-around, few escapes.",
    fix: "Rewrite the pattern at the offset named.",
  },
  "SF-E-PATTERN-SIZE": {
    severity: "error",
    title: "Pattern counts too much",
    cause: "Groups that repeat thousands of times inside one another would need more memory than a pattern may take.",
    fix: "Lower the counts, or bound the length of the type instead of counting in its pattern.",
  },
  "SF-E-POLICY-RESOLVE": {
    severity: "error",
    title: "Policy not found",
    cause: "A PolicyReference leads to no wsu:Id and to no policy name in the documents that were read.",
    fix: "Import the document that holds the policy, or correct the reference.",
  },
  "SF-E-POLICY-UNKNOWN": {
    severity: "error",
    title: "Policy assertion not supported",
    cause:
      "An assertion that is not understood may ask for protection that would then be missing; it is never ignored.",
    fix: "Remove the assertion, or set the security of the endpoint in the integration configuration.",
  },
  "SF-E-PREFIX": {
    severity: "error",
    title: "Name without a namespace binding",
    cause: "A qualified name uses a prefix that is not declared at its place.",
    fix: "Declare the prefix, or correct it.",
  },
  "SF-E-RECEIPT": {
    severity: "error",
    title: "Receipt does not fit the contract",
    cause:
      "The roles of a receipt, reply header or composed message must lead to fields of the types that carry it, and every wire value must have a domain value.",
    fix: "Correct the roles or the value map in the integration configuration.",
  },
  "SF-E-REDEFINE": {
    severity: "error",
    title: "Redefinition without an original",
    cause:
      "redefine replaces definitions of the document it names, and a redefined type must derive from itself (XSD Part 1 §4.2.2).",
    fix: "Correct the name, or the location of the redefined document.",
  },
  "SF-E-RESOLVE": {
    severity: "error",
    title: "Reference to something undefined",
    cause: "The name is not defined in any document that was read.",
    fix: "Correct the name, or import the document that defines it.",
  },
  "SF-E-ROOT": {
    severity: "error",
    title: "Not the kind of document expected",
    cause: "The root element is not the one that this place calls for.",
    fix: "Name a document of the right kind.",
  },
  "SF-E-RULE-NAME": {
    severity: "error",
    title: "The rule names something unknown",
    cause:
      "A name in a rule is a role, an element, a variable bound by every or some, a function or a value of the context.",
    fix: "Correct the name, or add the role.",
  },
  "SF-E-RULE-SYNTAX": {
    severity: "error",
    title: "Rule is not an expression of the rule language",
    cause: "The rule language is described in docs/rules.md.",
    fix: "Correct the rule at the place named.",
  },
  "SF-E-RULE-TYPE": {
    severity: "error",
    title: "The rule compares values of different kinds",
    cause:
      "A comparison or a function got a value of a kind that it does not take, or a code that the type does not have.",
    fix: "Correct the rule at the place named.",
  },
  "SF-E-SCHEMA-STRUCTURE": {
    severity: "error",
    title: "Schema document is not valid",
    cause:
      "An element or attribute stands where the schema for schemas (XSD Part 1, appendix A) does not allow it, or is missing.",
    fix: "Correct the schema document.",
  },
  "SF-E-SERVICE": {
    severity: "error",
    title: "Service, port or operation not found",
    cause:
      "A part of the contract is asked for, in the configuration or on the command line, that the WSDL does not have, or has more than once.",
    fix: "Ask for one of the names that are listed.",
  },
  "SF-E-UNSUPPORTED": {
    severity: "error",
    title: "Construct not carried into generated code",
    cause: "The construct is read, but generated code would not treat messages with it as the contract says.",
    fix: "Leave the operation out, or replace the construct.",
  },
  "SF-E-VALUE-CONSTRAINT": {
    severity: "error",
    title: "Default or fixed value is not of its type",
    cause:
      "A default or fixed value is a valid value of the type, which is not ID, and a use keeps what its declaration fixes (XSD Part 1 §3.2.6, §3.3.6, §3.5.6).",
    fix: "Correct the value, or the type.",
  },
  "SF-E-WSDL-STRUCTURE": {
    severity: "error",
    title: "WSDL document is not valid",
    cause: "An element or attribute stands where WSDL 1.1 does not allow it, or is missing.",
    fix: "Correct the WSDL document.",
  },
  "SF-E-XML": {
    severity: "error",
    title: "Not well-formed XML",
    cause: "The document breaks a rule of XML 1.0 or of Namespaces in XML.",
    fix: "Correct the document at the place named.",
  },
  "SF-E-YAML": {
    severity: "error",
    title: "Not well-formed YAML",
    cause: "The configuration breaks a rule of YAML 1.2, or uses tags or keys that are not texts.",
    fix: "Correct the file at the place named.",
  },
  "SF-W-ABSTRACT": {
    severity: "warning",
    title: "Nothing can stand for an abstract element",
    cause:
      "A content model, a soap:header or a fault refers to an abstract element, or to one whose type is abstract, and the schema has no element, or type, that could be in its place (XSD Part 1 §3.3.4, cvc-elt.2, cvc-elt.4).",
    fix: "Bring the document that declares the members of its substitution group, or the types derived from its type, into the bundle.",
  },
  "SF-W-AMBIGUOUS": {
    severity: "warning",
    title: "Operations that a server cannot tell apart",
    cause:
      "A server goes by the first element of the Body, and where several operations have the same by the SOAPAction (WS-I Basic Profile R2710).",
    fix: "Give each of the operations a SOAPAction, or an element of its own.",
  },
  "SF-W-BINDING": {
    severity: "warning",
    title: "Binding that leaves something open",
    cause:
      "A binding says of every operation of its port type, once, how its messages travel, and in which namespace an rpc wrapper is (WSDL 1.1 §2.5, §3); this one says less, or something that is not allowed.",
    fix: "Check that the service takes messages as the text says, or complete the binding.",
  },
  "SF-W-CODELIST-DIFFERS": {
    severity: "warning",
    title: "Code list and schema disagree",
    cause:
      "The enumeration of the type and the codes of the list that governs it are not the same; the type follows the schema.",
    fix: "Bring the code list up to date with the schema, or the other way round.",
  },
  "SF-W-COMPOSITION": {
    severity: "warning",
    title: "Field left out of a composed message",
    cause: "A message that the configuration composes of a header and a receipt has another optional field.",
    fix: "Use the message itself where the field matters.",
  },
  "SF-W-DTD": {
    severity: "warning",
    title: "External DTD not read",
    cause:
      "The document names a DTD outside itself; nothing outside a bundle is fetched, and no XML reader has to (XML 1.0 §5.1).",
    fix: "None, unless the document relies on default attributes of that DTD; then write them in the document.",
  },
  "SF-W-DUPLICATE": {
    severity: "warning",
    title: "Defined more than once, with the same meaning",
    cause: "Two documents hold equal definitions of the same name; the first is used.",
    fix: "Keep the definition in one document and import it.",
  },
  "SF-W-EXTENSION": {
    severity: "warning",
    title: "Extension not used",
    cause: "The document holds an extension element that the generator does not know.",
    fix: "Check that the extension does not change the messages.",
  },
  "SF-W-HEADER": {
    severity: "warning",
    title: "Header of a message that is not defined",
    cause: "A soap:header names a message and one of its parts (WSDL 1.1 §3.7); there is no such message.",
    fix: "Define the message, or remove the soap:header. Until then, send the block by middleware if the service wants it.",
  },
  "SF-W-MESSAGE": {
    severity: "warning",
    title: "Message against the rules of its style",
    cause:
      "An rpc message has parts with types, a document message one part with a type or parts with elements, a fault message one part (WSDL 1.1 §3.5, §3.6).",
    fix: "Check that messages look as the text says; correct the part or the style if they do not.",
  },
  "SF-W-NO-SOAP": {
    severity: "warning",
    title: "Nothing that a client can call",
    cause:
      "Clients and servers are made of operations that a client begins and a SOAP binding carries (WSDL 1.1 §2.4, §3); this contract has none.",
    fix: "Use the types and codecs with a transport of your own, or add a SOAP binding.",
  },
  "SF-W-NOT-IMPORTED": {
    severity: "warning",
    title: "Namespace used without import",
    cause:
      "A document may only refer to namespaces it imports (XSD Part 1 §3.15.3); the name was found in another document of the bundle.",
    fix: "Add the import.",
  },
  "SF-W-OPERATION": {
    severity: "warning",
    title: "Operation not generated",
    cause:
      "Operations that the service begins (notification, solicit-response) have no binding in WSDL 1.1, and an operation that the binding leaves out cannot be called.",
    fix: "Nothing, unless the operation is needed; then bind it as request-response or one-way.",
  },
  "SF-W-POLICY": {
    severity: "warning",
    title: "Policy not carried out",
    cause:
      "A binding asks by policy for more than WS-Addressing and MTOM; generated clients and servers do not do the rest by themselves.",
    fix: "Let the transport or middleware do what the policy asks for, or describe the endpoint in an integration configuration.",
  },
  "SF-W-POLICY-ALTERNATIVE": {
    severity: "warning",
    title: "Policy offers alternatives",
    cause: "ExactlyOne leaves a choice; the first alternative that is supported is used.",
    fix: "Publish one alternative, or set the security of the endpoint in the integration configuration.",
  },
  "SF-W-PORT-TYPE": {
    severity: "warning",
    title: "Port type without a binding",
    cause: "Only a binding says how the messages of an operation travel (WSDL 1.1 §2.5).",
    fix: "Name the WSDL that has the binding; until then there are types and codecs of its messages only.",
  },
  "SF-W-PROTOCOL": {
    severity: "warning",
    title: "Binding not used",
    cause: "Only SOAP 1.1 and SOAP 1.2 bindings give clients and servers.",
    fix: "Nothing, if another binding of the port type is a SOAP binding.",
  },
  "SF-W-ROLE-UNUSED": {
    severity: "warning",
    title: "No accepted name of the role is in the contract",
    cause:
      "The contract has no element with any of the names that the role accepts, so what depends on it is left out.",
    fix: "Add the name that the contract uses, or remove the role.",
  },
  "SF-W-RULE-UNUSED": {
    severity: "warning",
    title: "The rule concerns no message",
    cause: "No message of the packages has all the fields that the rule concerns.",
    fix: "Correct what the rule concerns, or make it a process rule.",
  },
  "SF-W-SELFIMPORT": {
    severity: "warning",
    title: "Import of the document's own namespace",
    cause: "import is for other namespaces (XSD Part 1 §4.2.3); it was read as include.",
    fix: "Write include instead of import.",
  },
  "SF-W-TRANSPORT": {
    severity: "warning",
    title: "Binding for another transport than HTTP",
    cause: "The runtime brings a transport for HTTP only.",
    fix: "Give the client a transport of your own, unless the port type has a binding over HTTP as well; that one is used.",
  },
  "SF-W-UNUSED-MESSAGE": {
    severity: "warning",
    title: "Unused message refers to something undefined",
    cause: "A message that no operation and no header uses has a part whose element or type is not defined.",
    fix: "Remove the message, or correct the name.",
  },
  "SF-W-WSDL-IMPORT": {
    severity: "warning",
    title: "wsdl:import of a schema",
    cause:
      "wsdl:import is for WSDL documents (WS-I Basic Profile R2007); the schema was read as if imported in wsdl:types.",
    fix: "Import the schema in an xs:schema inside wsdl:types.",
  },
} as const satisfies Record<string, CatalogueEntry>;

/** Stable identifier of a kind of finding; `E` and `W` say its usual severity. */
export type DiagnosticCode = keyof typeof entries;

/** The description of every code. */
export const catalogue: Readonly<Record<DiagnosticCode, CatalogueEntry>> = entries;
