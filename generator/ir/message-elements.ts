import type { Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { ElementDeclaration, Particle, SchemaSet, TypeUse } from "../schema/components.js";
import { anyType, clarkName } from "../schema/names.js";
import type { ElementModel } from "./model.js";
import { meaningOf } from "./same-meaning.js";

/*
 * Elements of messages. Where WSDL 1.1 describes a message by something else than one global element, an element is made
 * that stands for it: types, codecs and validators are then the same for every kind of message.
 */

/** An element that a message consists of, global in a schema or made for the message. */
export interface MessageElement {
  readonly declaration: ElementDeclaration;
  readonly role: Exclude<ElementModel["role"], "registry">;
  /** Equal for elements that are the same one, whichever contract of the package they were found in. */
  readonly key: string;
}

/** A part of a message as an element inside one that is made. */
export interface PartElement {
  readonly name: ClarkName;
  readonly type: TypeUse;
  /** A global element that is referred to. */
  readonly isReference: boolean;
  readonly nillable: boolean;
  readonly position: Position;
}

/** A global element of the schema. */
export function globalElement(declaration: ElementDeclaration): MessageElement {
  return { declaration, role: "message", key: declaration.name };
}

/** An element of a type, such as a header block that a part with `type` describes. */
export function typedElement(
  role: MessageElement["role"],
  name: ClarkName,
  type: TypeUse,
  position: Position,
): MessageElement {
  const declaration: ElementDeclaration = {
    kind: "element-declaration",
    name,
    // Nothing can refer to it: it is no component of the schema.
    global: false,
    type,
    nillable: false,
    abstract: false,
    block: [],
    final: [],
    identityConstraints: [],
    position,
  };
  return { declaration, role, key: `${role} ${name} ${meaningOf(type)}` };
}

/** An element with the parts of a message as children: an rpc wrapper, or the SOAP body. */
export function wrappingElement(
  role: MessageElement["role"],
  name: ClarkName,
  parts: readonly PartElement[],
  order: "sequence" | "all",
  position: Position,
): MessageElement {
  const particles = parts.map((part): Particle => {
    const occurrence = { minOccurs: 1, maxOccurs: 1, position: part.position };
    if (part.isReference) return { kind: "element-reference", name: part.name, ...occurrence };
    const { declaration } = typedElement("message", part.name, part.type, part.position);
    return { kind: "element", declaration: { ...declaration, nillable: part.nillable }, ...occurrence };
  });
  return typedElement(role, name, contentType(particles, order, position), position);
}

function contentType(particles: readonly Particle[], order: "sequence" | "all", position: Position): TypeUse {
  const group: Particle = { kind: order, minOccurs: 1, maxOccurs: 1, particles, position };
  return {
    kind: "inline",
    type: {
      kind: "complex-type",
      abstract: false,
      block: [],
      final: [],
      derivation: { method: "restriction", base: anyType, explicit: false, position },
      content: { kind: "complex", mixed: false, ...(particles.length === 0 ? {} : { particle: group }) },
      attributes: [],
      position,
    },
  };
}

/** A Body of any elements: what a part of `xs:anyType` allows besides, text, no Body holds. */
export function anyBody(name: ClarkName, position: Position): MessageElement {
  const wildcard = { kind: "wildcard", namespaces: { kind: "any" }, processContents: "lax", position } as const;
  const particle: Particle = { kind: "any", wildcard, minOccurs: 0, maxOccurs: Infinity, position };
  return typedElement("body", name, contentType([particle], "sequence", position), position);
}

/** The type that a named type is referred to by. */
export function namedType(name: ClarkName, position: Position): TypeUse {
  return { kind: "named", name, position };
}

/** The type of a global element, or of `xs:anyType` where there is no such element. */
export function typeOfElement(set: SchemaSet, name: ClarkName, position: Position): TypeUse {
  return set.elements.get(name)?.type ?? namedType(anyType, position);
}

/** A name in no namespace. */
export function unqualified(localName: string): ClarkName {
  return clarkName("", localName);
}
