/*
 * The TypeScript-shaped model. Everything an emitter needs is here, in the order it is to be printed; an emitter never
 * looks at a schema. Names with `Name` are TypeScript identifiers or property keys, settled by the pass `assign-names`.
 * Cross references are indexes into the arrays of the same package: readonly plain data, no cycles.
 */

/** Clark notation, `{namespace}local`. */
export type ClarkName = `{${string}}${string}`;

/** Where a thing was declared: `file:line:column`, for JSDoc and reports. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Lines of documentation, white space collapsed per paragraph; text of the schema, not yet escaped for any output. */
export type Documentation = readonly string[];

/** One npm package to emit. */
export interface PackageModel {
  /** npm name, such as `@sf2090/sygefravaer`. */
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Position in this array is the namespace index that codecs use. Index 0 is always "no namespace" (uri `""`). */
  readonly namespaces: readonly NamespaceModel[];
  readonly types: readonly TypeModel[];
  readonly elements: readonly ElementModel[];
  /** What wildcards and `xs:anyType` look names up in; present when something reachable needs it. */
  readonly registry?: RegistryModel;
  readonly services: readonly ServiceModel[];
  /** The code lists that the package defines itself (a code-list package), or re-uses from another one. */
  readonly codeLists: readonly CodeListModel[];
  /** npm name → version of generated packages it imports from. */
  readonly dependencies: ReadonlyMap<string, string>;
  readonly rules: readonly RuleModel[];
  readonly receipts: readonly ReceiptModel[];
  readonly replyHeader?: ReplyHeaderModel;
  readonly compositions?: readonly CompositionModel[];
  /** The documents a server publishes at `?wsdl`, by path inside the bundle. */
  readonly documents: readonly PublishedDocument[];
}

/** The global components that a message can name without its content model doing so. */
export interface RegistryModel {
  readonly elements: readonly ElementIndex[];
  readonly attributes: readonly GlobalAttributeModel[];
  /** Named types. */
  readonly types: readonly TypeIndex[];
}

export interface GlobalAttributeModel {
  readonly qname: ClarkName;
  readonly type: TypeIndex;
  readonly fixed?: string;
}

export interface NamespaceModel {
  readonly uri: string;
  /** The prefix the encoder writes. Unique within the package; `""` for no namespace. */
  readonly prefix: string;
  /** File stem of the modules that hold its types, kebab-case; unique within the package. */
  readonly module: string;
  /** What the naming pass appends to a type name of this namespace that another namespace has already; configured. */
  readonly typeSuffix?: string;
}

/** Index into `PackageModel.types`. */
export type TypeIndex = number;
/** Index into `PackageModel.elements`. */
export type ElementIndex = number;

export type TypeModel = SimpleTypeModel | ObjectTypeModel;

/** How a simple value looks in TypeScript. */
export type Representation = "string" | "number" | "bigint" | "boolean" | "bytes";

/** A named or anonymous simple type, or a built-in type that is used directly. */
export interface SimpleTypeModel {
  readonly kind: "simple";
  /** TypeScript name of the alias. Empty for a built-in type or an anonymous one, whose representation is printed in place. */
  readonly typeName: string;
  /** Identifier of the table and checker in generated code; never empty. */
  readonly symbolName: string;
  readonly qname?: ClarkName;
  /** Index into `namespaces`: the module it is printed in. */
  readonly namespace: number;
  readonly variety: SimpleVariety;
  readonly representation: Representation;
  /** For atomic types the nearest built-in ancestor, local name (`integer`, `token`, `dateTime`). */
  readonly builtIn: string;
  /** For atomic types the primitive ancestor, local name (`decimal`, `string`, `dateTime`). */
  readonly primitive: string;
  readonly whiteSpace: "preserve" | "replace" | "collapse";
  readonly facets: FacetsModel;
  /** Index into `codeLists` when a code list governs the type. */
  readonly codeList?: number;
  /**
   * Named types of the package directly derived from it: `xsi:type` may name them. Complex ones too, whose content extends
   * it; of a union its members. Built-in types list none unless values may be of any type.
   */
  readonly derived: readonly TypeIndex[];
  readonly documentation: Documentation;
  readonly origin: Origin;
}

export type SimpleVariety =
  | { readonly kind: "atomic" }
  | { readonly kind: "list"; readonly item: TypeIndex }
  | { readonly kind: "union"; readonly members: readonly TypeIndex[] };

/** The facets in force, those of all base types included. Numbers and dates stay lexical. */
export interface FacetsModel {
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Every group must match; within a group one of the patterns. */
  readonly patterns: readonly (readonly PatternModel[])[];
  readonly enumeration?: readonly EnumerationValue[];
  readonly minInclusive?: string;
  readonly minExclusive?: string;
  readonly maxInclusive?: string;
  readonly maxExclusive?: string;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
}

/** An XSD regular expression and what it means in JavaScript (translated while lowering; emitters only print it). */
export interface PatternModel {
  /** As the schema writes it. */
  readonly source: string;
  /** Source of an equivalent, anchored JavaScript `RegExp`, and its flags. */
  readonly javaScript: string;
  readonly flags: "u" | "v";
  /** Backtracking could take more than linear time: generated code runs the pattern as an automaton instead. */
  readonly needsAutomaton?: boolean;
  /** Present when it needs an automaton: what the runtime's `automaton` takes, in this order. */
  readonly program?: { readonly shape: string; readonly classes: readonly string[] };
  /** Present when the pattern is a row of ASCII character classes with fixed counts, such as `[0-9]{8}`. */
  readonly shape?: readonly PatternRun[];
}

/** `count` characters, each within one of the ranges (code points, both ends included). */
export interface PatternRun {
  readonly ranges: readonly (readonly [number, number])[];
  readonly count: number;
}

export interface EnumerationValue {
  readonly value: string;
  readonly documentation: Documentation;
}

/** Ways of deriving that an element or a type may forbid. */
export type DerivationModel = "extension" | "restriction" | "substitution";

/** A complex type as a TypeScript interface, or as a union of object types where its content has choices. */
export interface ObjectTypeModel {
  readonly kind: "object";
  /**
   * `type`: a complex type. `group`: one occurrence of a model group, in a field of source `group`. `mixed`: what may stand
   * between text, in a field of source `mixed`; a value is an object with just one of its properties.
   */
  readonly role: "type" | "group" | "mixed";
  readonly typeName: string;
  readonly symbolName: string;
  readonly qname?: ClarkName;
  readonly namespace: number;
  readonly abstract: boolean;
  /** How it is derived from the type that lists it in `derived`. */
  readonly derivation?: "extension" | "restriction";
  /** What `xsi:type` may not do where this is the declared type. */
  readonly block: readonly DerivationModel[];
  /** Named types of the package directly derived from it; simple ones too, of `xs:anyType`. */
  readonly derived: readonly TypeIndex[];
  /** A value may have to say that it is of this type, by `$type` with `typeName`: it is derived, or others are from it. */
  readonly discriminated: boolean;
  /** Properties in the order of the schema; the order of the interface and of the object literal a decoder builds. */
  readonly fields: readonly FieldModel[];
  readonly content: ContentModel;
  readonly documentation: Documentation;
  readonly origin: Origin;
}

/** One property. */
export interface FieldModel {
  /** Property key, exactly as the contract spells it unless two would clash. */
  readonly propertyName: string;
  /** As in the codec tables of the runtime, which say what each means. */
  readonly source: "element" | "attribute" | "text" | "group" | "any" | "any-attribute" | "mixed";
  /** `{}` and the property name where the source has no name on the wire. */
  readonly qname: ClarkName;
  readonly type: TypeIndex;
  /** May be left out. */
  readonly optional: boolean;
  /** An array. */
  readonly repeated: boolean;
  /** `null` stands for `xsi:nil`. */
  readonly nillable: boolean;
  /** Bounds of the property, over the whole content: 0..Infinity. */
  readonly minOccurs: number;
  readonly maxOccurs: number;
  readonly default?: string;
  readonly fixed?: string;
  /** Of `any` and `any-attribute`; `type` is then that of `xs:anyType` or any other index, and means nothing. */
  readonly wildcard?: WildcardModel;
  /** Of an element: what `xsi:type` may not do here. */
  readonly block?: readonly DerivationModel[];
  /** Of an element. */
  readonly constraints?: readonly IdentityConstraintModel[];
  readonly documentation: Documentation;
  readonly origin: Origin;
}

export interface WildcardModel {
  readonly namespaces: "any" | { readonly not: string } | readonly string[];
  readonly process: "strict" | "lax" | "skip";
}

/** As in the codec tables of the runtime. */
export interface IdentityConstraintModel {
  readonly kind: "key" | "unique" | "keyref";
  readonly name: ClarkName;
  readonly refer?: ClarkName;
  readonly selector: readonly ConstraintPathModel[];
  readonly fields: readonly (readonly ConstraintPathModel[])[];
}

export interface ConstraintPathModel {
  readonly descendant: boolean;
  readonly steps: readonly NameTestModel[];
  readonly attribute?: NameTestModel;
}

export interface NameTestModel {
  readonly namespace?: string;
  readonly localName?: string;
}

export type ContentModel =
  | { readonly kind: "empty" }
  /** Character data only; the field of source `text` holds it. */
  | { readonly kind: "simple"; readonly field: number }
  | { readonly kind: "elements"; readonly particle: ParticleModel }
  /** Text and elements as they come, in the field of source `mixed`. */
  | { readonly kind: "mixed"; readonly field: number };

/** The content model on the wire. Model groups are in place, references resolved, base content prefixed. */
export type ParticleModel = ElementParticleModel | FieldParticleModel | GroupParticleModel;

/** A wildcard, or a model group whose occurrences are values of a field. */
export interface FieldParticleModel {
  readonly kind: "any" | "group";
  /** Index into `fields` of the same object. */
  readonly field: number;
  readonly minOccurs: number;
  readonly maxOccurs: number;
}

export interface ElementParticleModel {
  readonly kind: "element";
  /** Index into `fields` of the same object. */
  readonly field: number;
  readonly qname: ClarkName;
  /** Index into `namespaces`. */
  readonly namespace: number;
  readonly localName: string;
  readonly minOccurs: number;
  /** `Infinity` for unbounded. */
  readonly maxOccurs: number;
}

export interface GroupParticleModel {
  readonly kind: "sequence" | "choice" | "all";
  readonly minOccurs: number;
  readonly maxOccurs: number;
  readonly particles: readonly ParticleModel[];
}

/** A global element, or what stands for one: an rpc wrapper, or the whole body of a message without a single element. */
export interface ElementModel {
  /**
   * `message`: a message part, fault detail or header, with codecs of its own. `body`: it stands for the SOAP body itself,
   * whose content is of its type. `registry`: only wildcards can name it.
   */
  readonly role: "message" | "body" | "registry";
  readonly qname: ClarkName;
  readonly namespace: number;
  readonly localName: string;
  readonly type: TypeIndex;
  /** Stem of `decodeX`, `encodeX`, `validateX`; also a type alias when it differs from the type's name. */
  readonly typeName: string;
  readonly nillable: boolean;
  readonly abstract: boolean;
  readonly default?: string;
  readonly fixed?: string;
  readonly block?: readonly DerivationModel[];
  readonly constraints?: readonly IdentityConstraintModel[];
  readonly documentation: Documentation;
  readonly origin: Origin;
}

/** One service of the contract as one side sees it: a WSDL port with a SOAP binding. */
export interface ServiceModel {
  /** Stem of `createXClient` and `createXServer`. */
  readonly stem: string;
  /** Kebab-case file stem. */
  readonly module: string;
  readonly qname: ClarkName;
  readonly port: string;
  readonly portType: ClarkName;
  readonly soapVersion: "1.1" | "1.2";
  /** Path in `documents` of the WSDL. */
  readonly wsdl: string;
  /** As the WSDL says; a placeholder in published bundles, so a client always asks for the endpoint. */
  readonly location?: string;
  /** Ports that offer the same operations at another address or in the other SOAP version. */
  readonly otherPorts?: readonly PortModel[];
  /** The binding asks for WS-Addressing header blocks. */
  readonly addressing?: boolean;
  /** The binding asks for MTOM: binary values as parts of their own. */
  readonly optimized?: boolean;
  /** Names of the types that are arrays of SOAP 1.1 §5.4.2, where an operation is encoded. */
  readonly encodedArrays?: readonly ClarkName[];
  /** Dimensions of those that have several: the array and the ones in it are then one on the wire. */
  readonly encodedDimensions?: Readonly<Record<ClarkName, number>>;
  /** Encoded messages of SOAP 1.2 are by its own encoding. */
  readonly encodedBySoap12?: true;
  readonly operations: readonly OperationModel[];
  /** The endpoints of the integration that this service is, such as EP_FS1 and EP_JC1. */
  readonly endpoints: readonly EndpointModel[];
  readonly documentation: Documentation;
  readonly origin: Origin;
}

/** A port besides the one that a service is named after. */
export interface PortModel {
  readonly port: string;
  readonly soapVersion: "1.1" | "1.2";
  readonly location?: string;
}

export interface EndpointModel {
  readonly id: string;
  readonly server: string;
  readonly client: string;
  /** What its policy asks for. */
  readonly security: SecurityModel;
}

/** Derived from the policy, or from the integration configuration where the contract has none. */
export interface SecurityModel {
  readonly mode: "token" | "certificate";
  /** Header blocks to sign when present: Clark names. `{}Body` stands for the SOAP body. */
  readonly signedParts: readonly string[];
  readonly algorithmSuite?: string;
  readonly layout?: "Strict" | "Lax";
  readonly timestamp: boolean;
  readonly addressing: boolean;
  readonly libertyFramework: boolean;
  readonly protectTokens: boolean;
  readonly onlySignEntireHeadersAndBody: boolean;
  readonly clientCertificate: boolean;
}

export interface OperationModel {
  /** As the contract spells it; also the method name. */
  readonly name: string;
  readonly methodName: string;
  /** Other spellings that a server accepts in the wrapper element or the SOAPAction. */
  readonly aliases: readonly string[];
  readonly soapAction: string;
  readonly input: ElementIndex;
  /** Absent on a one-way operation. */
  readonly output?: ElementIndex;
  /** SOAP headers that the binding declares (WSDL 1.1 §3.7). */
  readonly inputHeaders: readonly HeaderModel[];
  readonly outputHeaders: readonly HeaderModel[];
  /** Parts of the messages that travel beside the envelope (WSDL 1.1 §5, SOAP Messages with Attachments). */
  readonly inputAttachments?: readonly AttachmentModel[];
  readonly outputAttachments?: readonly AttachmentModel[];
  /** rpc/encoded (SOAP 1.1 §5): types are sent by `xsi:type`, values may be multi-reference. */
  readonly encoded: boolean;
  /** WS-Addressing action of request and answer, where the contract states or implies them and asks for addressing. */
  readonly inputAction?: string;
  readonly outputAction?: string;
  readonly faults: readonly FaultModel[];
  /** Index into `receipts` when the output carries a receipt. */
  readonly receipt?: number;
  readonly documentation: Documentation;
  readonly origin: Origin;
}

/** A declared SOAP header block. */
export interface HeaderModel {
  /** Property key in the headers object of client and server: the element's local name unless two would clash. */
  readonly propertyName: string;
  readonly element: ElementIndex;
  /** A part of the same message as the body: it has to be sent. A part of another message may be left out. */
  readonly required: boolean;
}

/** A part of a message that is a MIME part. */
export interface AttachmentModel {
  /** Name of the message part. */
  readonly name: string;
  /** Media types that the binding allows, as written; empty where it allows any. */
  readonly mediaTypes: readonly string[];
}

export interface FaultModel {
  readonly name: string;
  readonly detail: ElementIndex;
  /** It stands in the SOAP header (`soap:headerfault`), not in the detail. */
  readonly inHeader?: boolean;
  /** Index into `receipts` when the fault detail is that receipt. */
  readonly receipt?: number;
}

/** A code list: const object, union, labels, remarks, predicates. */
export interface CodeListModel {
  /** npm name of the package that defines it; equal to the package's own name where it is printed. */
  readonly packageName: string;
  /** Identifier of the const object and the union. */
  readonly typeName: string;
  /** Kebab-case file stem. */
  readonly module: string;
  readonly shortName: string;
  readonly version: string;
  readonly canonicalUri: string;
  readonly canonicalVersionUri: string;
  readonly agency?: string;
  readonly codes: readonly CodeModel[];
  /** Semantic columns, in the order of the list. */
  readonly columns: readonly CodeColumnModel[];
  readonly origin: Origin;
}

export interface CodeModel {
  readonly code: string;
  /** Property key in the const object: the code itself. */
  readonly key: string;
  readonly label: string;
  readonly remark?: string;
  /** column id → value, further columns. */
  readonly values: ReadonlyMap<string, string>;
}

export interface CodeColumnModel {
  readonly id: string;
  /** The id as part of an identifier, first letter upper-case: `InboundToKsd`. */
  readonly columnName: string;
  /** What the column means: who may set a code, whether it may come in, what goes out instead, status, validity, or nothing known. */
  readonly meaning: "set-by" | "inbound" | "outbound-code" | "status" | "valid-from" | "valid-to" | "other";
  readonly shortName: string;
  /** Of `inbound` and `outbound-code`: the party that receives, or that writes. */
  readonly party?: string;
  /** Of `inbound`: values that let a code in, that refuse it, and that drop it without a fault. An empty cell lets it in. */
  readonly accept?: readonly string[];
  readonly reject?: readonly string[];
  readonly discard?: readonly string[];
  /** The values that may occur, where the configuration lists them. */
  readonly values?: readonly string[];
}

/** A receipt of the contract folded into one domain value, whatever the contract calls its parts. */
export interface ReceiptModel {
  /** `transport` or `forretning`: the key in the configuration. */
  readonly id: string;
  /** Stem of the generated names, such as `TransportReceipt`. */
  readonly typeName: string;
  /** The wire types that carry it; one per namespace that defines it. */
  readonly carriers: readonly ReceiptCarrierModel[];
  /** The types of outputs and fault details that hold a carrier, or are one. */
  readonly wrappers: readonly ReceiptWrapperModel[];
  /** Domain codes, in order. */
  readonly codes: readonly string[];
  /** Domain codes that mean the message was accepted without more to do / was processed. */
  readonly success: readonly string[];
  readonly processed: readonly string[];
  /** Domain codes that no different answer may follow; empty when only one answer is ever given. */
  readonly final: readonly string[];
}

export interface ReceiptCarrierModel {
  /** The object type of the receipt itself. */
  readonly type: TypeIndex;
  /** Property keys. */
  readonly code: string;
  readonly reason: string;
  /** Path to the repeated error objects: one or two property keys; the array is the last that is repeated. */
  readonly errors: readonly string[];
  readonly errorCode: string;
  readonly errorText: string;
  /** wire value → domain code, total over the type's enumeration; several wire values may map to one. */
  readonly values: readonly { readonly wire: string; readonly domain: string }[];
}

export interface ReceiptWrapperModel {
  readonly type: TypeIndex;
  /** Property keys from the wrapper to the carrier; empty when the wrapper is the carrier. */
  readonly path: readonly string[];
  /** Index into `carriers`. */
  readonly carrier: number;
}

/** What an answer's header takes over from the request's, and what it must state itself. */
export interface ReplyHeaderModel {
  /** The first is the one that domain code uses. */
  readonly types: readonly TypeIndex[];
  /** Property keys of the first type; together all of them. */
  readonly echo: readonly string[];
  readonly own: readonly string[];
}

/** A domain value made of a header and a receipt, the same for every message that carries it. */
export interface CompositionModel {
  readonly id: string;
  /** Name of the domain type, such as `Forretningssvar`. */
  readonly typeName: string;
  /** The header type that domain code uses. */
  readonly header: TypeIndex;
  /** Index into `receipts`. */
  readonly receipt: number;
  readonly carriers: readonly CompositionCarrierModel[];
}

export interface CompositionCarrierModel {
  readonly element: ElementIndex;
  /** Property keys from the root. */
  readonly header: readonly string[];
  readonly receipt: readonly string[];
  /** Index into the carriers of the receipt. */
  readonly receiptCarrier: number;
  /** Domain header property → property of this message's header; absent when both are the same type. */
  readonly headerFields?: readonly { readonly domain: string; readonly wire: string }[];
}

/** A rule that the schema cannot say. */
export interface RuleModel {
  /** As the configuration names it: `R13`. */
  readonly id: string;
  readonly section: string;
  /** One English sentence. */
  readonly text: string;
  readonly kind: "message" | "process";
  /** The sides on which the rule is an error, or at most a warning, in any message. */
  readonly errorSides: readonly RuleSide[];
  readonly warningSides: readonly RuleSide[];
  /** Stable code in a receipt's error list. */
  readonly errorCode: string;
  /** For the receipt, in Danish and English. */
  readonly danish: string;
  readonly english: string;
  /** Off unless asked for. */
  readonly optIn: boolean;
  /** Message rules: one entry per message element and condition; names resolved against the types. */
  readonly applications: readonly RuleApplication[];
}

export type RuleSide = "sender" | "receiver" | "platform";

export interface RuleApplication {
  readonly element: ElementIndex;
  readonly errorSides: readonly RuleSide[];
  readonly warningSides: readonly RuleSide[];
  /** Which of the rule's conditions it is, counted from 0. */
  readonly check: number;
  /** The condition as the configuration writes it, for documentation. */
  readonly source: string;
  /** True when the rule is kept. */
  readonly holds: RuleExpression;
  /** Property path of the value to blame, from the root. */
  readonly path: readonly string[];
}

/** One property on the way to a value. */
export interface RulePathStep {
  readonly name: string;
  /** May be undefined or null; printed with `?.` behind it. */
  readonly optional: boolean;
  /** May be null. */
  readonly nillable: boolean;
  /** The type of the property's value, or of its items. */
  readonly type: TypeIndex;
}

/**
 * The rule language, resolved: every path is checked against the types, names that this message does not have are
 * folded away, and `not` and `implies` are pushed down to comparisons. A comparison, call or quantifier with a value
 * that is absent holds, so that a rule is broken only by what is known.
 */
export type RuleExpression =
  | { readonly kind: "literal"; readonly value: string | number | bigint | boolean }
  | { readonly kind: "list"; readonly items: readonly RuleExpression[] }
  /** From the message or from a variable bound around it; the value is of the last step's type. */
  | {
      readonly kind: "path";
      readonly root: "message" | { readonly variable: string };
      readonly steps: readonly RulePathStep[];
      /** `object` where the type is an object or the property is repeated. */
      readonly representation: Representation | "object";
      readonly repeated: boolean;
      /** wire value → domain value, where a comparison is with domain values and they differ. */
      readonly values?: readonly { readonly wire: string; readonly domain: string }[];
    }
  /** A value of the context that the caller supplies; absent when it does not. */
  | { readonly kind: "context"; readonly name: string; readonly argument?: RuleExpression }
  | { readonly kind: "unary"; readonly operator: "not" | "present" | "absent"; readonly operand: RuleExpression }
  | {
      readonly kind: "binary";
      readonly operator: "and" | "or" | "=" | "!=" | "<" | "<=" | ">" | ">=" | "in";
      readonly left: RuleExpression;
      readonly right: RuleExpression;
    }
  /** A function of the runtime. `undecided`: it gives undefined where it cannot tell. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly arguments: readonly RuleExpression[];
      readonly undecided: boolean;
    }
  | {
      readonly kind: "every" | "some";
      readonly variable: string;
      readonly list: RuleExpression;
      readonly body: RuleExpression;
    };

/** A contract document for `?wsdl`. */
export interface PublishedDocument {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
}
