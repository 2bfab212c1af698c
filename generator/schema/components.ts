import type { Position } from "../diagnostics/diagnostic.js";
import type { ClarkName, XmlAttribute, XmlElement } from "../read/document.js";

/*
 * XSD 1.0's own components (XML Schema Part 1 §2.2, §3), as the documents state them. Nothing is resolved away and
 * nothing is lost: references stay names, defaults that the document leaves out are filled in as the specification says.
 * Plain readonly data, so that drift can compare two sets and a cache can store one.
 */

/** `xs:annotation` (Part 1 §3.13), together with the attributes from other namespaces on the annotated element. */
export interface Annotation {
  readonly documentation: readonly Documentation[];
  readonly appinfo: readonly XmlElement[];
  readonly foreignAttributes: readonly XmlAttribute[];
}

export interface Documentation {
  /** `xml:lang` in scope, if any. */
  readonly language?: string;
  readonly source?: string;
  /** Text content, white space as in the document. */
  readonly text: string;
  readonly position: Position;
}

/** Where a component refers to a type: by name, or by a definition of its own. */
export type TypeUse =
  | { readonly kind: "named"; readonly name: ClarkName; readonly position: Position }
  | { readonly kind: "inline"; readonly type: TypeDefinition };

export type TypeDefinition = SimpleTypeDefinition | ComplexTypeDefinition;

export type DerivationMethod = "extension" | "restriction" | "substitution" | "list" | "union";

/** Part 1 §3.14. */
export interface SimpleTypeDefinition {
  readonly kind: "simple-type";
  /** Absent on an anonymous definition. */
  readonly name?: ClarkName;
  readonly derivation: SimpleDerivation;
  readonly final: readonly DerivationMethod[];
  readonly annotation?: Annotation;
  readonly position: Position;
}

export type SimpleDerivation =
  | { readonly kind: "restriction"; readonly base: TypeUse; readonly facets: readonly Facet[] }
  | { readonly kind: "list"; readonly item: TypeUse }
  | { readonly kind: "union"; readonly members: readonly TypeUse[] };

export type FacetKind =
  | "length"
  | "minLength"
  | "maxLength"
  | "pattern"
  | "enumeration"
  | "whiteSpace"
  | "maxInclusive"
  | "maxExclusive"
  | "minExclusive"
  | "minInclusive"
  | "totalDigits"
  | "fractionDigits";

/** Part 2 §4.3. Several patterns in one restriction step are alternatives; steps are cumulative. */
export interface Facet {
  readonly kind: FacetKind;
  /** The lexical value as written. */
  readonly value: string;
  readonly fixed: boolean;
  /** Bindings in scope, kept where the value may be a QName. */
  readonly namespaces: ReadonlyMap<string, string>;
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** Part 1 §3.4. */
export interface ComplexTypeDefinition {
  readonly kind: "complex-type";
  readonly name?: ClarkName;
  readonly abstract: boolean;
  readonly block: readonly DerivationMethod[];
  readonly final: readonly DerivationMethod[];
  readonly derivation: ComplexDerivation;
  readonly content: ComplexContent;
  readonly attributes: readonly AttributeMember[];
  readonly anyAttribute?: Wildcard;
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** A definition without `simpleContent` or `complexContent` restricts `xs:anyType`; `explicit` is then false. */
export interface ComplexDerivation {
  readonly method: "extension" | "restriction";
  readonly base: ClarkName;
  readonly explicit: boolean;
  readonly position: Position;
}

export type ComplexContent =
  /** `simpleContent`; `type` and `facets` only in a restriction. */
  | { readonly kind: "simple"; readonly type?: TypeUse; readonly facets: readonly Facet[] }
  /** The particle this definition itself states; an extension adds it after the base's. */
  | { readonly kind: "complex"; readonly mixed: boolean; readonly particle?: Particle };

export type AttributeMember = AttributeUse | AttributeReference | AttributeGroupReference;

/** A local `xs:attribute` (Part 1 §3.5, §3.2). */
export interface AttributeUse {
  readonly kind: "attribute";
  readonly declaration: AttributeDeclaration;
  readonly use: "optional" | "required" | "prohibited";
  readonly position: Position;
}

export interface AttributeReference {
  readonly kind: "attribute-reference";
  readonly name: ClarkName;
  readonly use: "optional" | "required" | "prohibited";
  readonly constraint?: ValueConstraint;
  readonly annotation?: Annotation;
  readonly position: Position;
}

export interface AttributeGroupReference {
  readonly kind: "attribute-group-reference";
  readonly name: ClarkName;
  readonly position: Position;
}

export interface AttributeDeclaration {
  readonly kind: "attribute-declaration";
  readonly name: ClarkName;
  readonly global: boolean;
  readonly type: TypeUse;
  readonly constraint?: ValueConstraint;
  readonly annotation?: Annotation;
  readonly position: Position;
}

export interface ValueConstraint {
  readonly kind: "default" | "fixed";
  readonly value: string;
  readonly namespaces: ReadonlyMap<string, string>;
}

/** Part 1 §3.3. */
export interface ElementDeclaration {
  readonly kind: "element-declaration";
  readonly name: ClarkName;
  readonly global: boolean;
  readonly type: TypeUse;
  readonly constraint?: ValueConstraint;
  readonly nillable: boolean;
  readonly abstract: boolean;
  readonly substitutionGroup?: ClarkName;
  readonly block: readonly DerivationMethod[];
  readonly final: readonly DerivationMethod[];
  readonly identityConstraints: readonly IdentityConstraint[];
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** The XPath of a selector or a field, with the bindings in scope there. */
export interface ConstraintPathText {
  readonly xpath: string;
  readonly namespaces: ReadonlyMap<string, string>;
}

/** Part 1 §3.11. */
export interface IdentityConstraint {
  readonly kind: "key" | "unique" | "keyref";
  readonly name: ClarkName;
  readonly refer?: ClarkName;
  readonly selector: ConstraintPathText;
  readonly fields: readonly ConstraintPathText[];
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** Part 1 §3.9: what may stand how often. */
export type Particle = ElementParticle | ElementReference | ModelGroup | GroupReference | WildcardParticle;

export interface Occurrence {
  readonly minOccurs: number;
  /** `Infinity` for `unbounded`. */
  readonly maxOccurs: number;
  readonly position: Position;
}

export interface ElementParticle extends Occurrence {
  readonly kind: "element";
  readonly declaration: ElementDeclaration;
}

export interface ElementReference extends Occurrence {
  readonly kind: "element-reference";
  readonly name: ClarkName;
  readonly annotation?: Annotation;
}

/** Part 1 §3.8. */
export interface ModelGroup extends Occurrence {
  readonly kind: "sequence" | "choice" | "all";
  readonly particles: readonly Particle[];
  readonly annotation?: Annotation;
}

export interface GroupReference extends Occurrence {
  readonly kind: "group-reference";
  readonly name: ClarkName;
}

export interface WildcardParticle extends Occurrence {
  readonly kind: "any";
  readonly wildcard: Wildcard;
}

/** Part 1 §3.10. */
export interface Wildcard {
  readonly kind: "wildcard";
  /** `any`; `other` than the given namespace (and not absent); or one of the list, `""` meaning no namespace. */
  readonly namespaces:
    | { readonly kind: "any" }
    | { readonly kind: "other"; readonly namespace: string }
    | { readonly kind: "list"; readonly namespaces: readonly string[] };
  readonly processContents: "strict" | "lax" | "skip";
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** Part 1 §3.7. */
export interface ModelGroupDefinition {
  readonly kind: "model-group-definition";
  readonly name: ClarkName;
  readonly group: ModelGroup;
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** Part 1 §3.6. */
export interface AttributeGroupDefinition {
  readonly kind: "attribute-group-definition";
  readonly name: ClarkName;
  readonly attributes: readonly AttributeMember[];
  readonly anyAttribute?: Wildcard;
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** Part 1 §3.12. */
export interface NotationDeclaration {
  readonly kind: "notation-declaration";
  readonly name: ClarkName;
  readonly publicIdentifier?: string;
  readonly systemIdentifier?: string;
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** One `xs:schema` element: a file, or an inline schema of a WSDL. */
export interface SchemaDocument {
  readonly file: string;
  readonly targetNamespace: string;
  readonly version?: string;
  readonly annotation?: Annotation;
  readonly position: Position;
}

/** All components of a schema, by name, in the order the documents were read. */
export interface SchemaSet {
  readonly documents: readonly SchemaDocument[];
  readonly elements: ReadonlyMap<ClarkName, ElementDeclaration>;
  readonly attributes: ReadonlyMap<ClarkName, AttributeDeclaration>;
  /** Global types, the built-in ones included (Part 2 §3; `xs:anyType`, `xs:anySimpleType`). */
  readonly types: ReadonlyMap<ClarkName, TypeDefinition>;
  readonly groups: ReadonlyMap<ClarkName, ModelGroupDefinition>;
  readonly attributeGroups: ReadonlyMap<ClarkName, AttributeGroupDefinition>;
  readonly notations: ReadonlyMap<ClarkName, NotationDeclaration>;
  readonly identityConstraints: ReadonlyMap<ClarkName, IdentityConstraint>;
}
