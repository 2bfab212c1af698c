import { clarkName } from "../values/names.js";
import { schemaInstanceNamespace } from "../xml/namespaces.js";
import type { Tokenizer } from "../xml/tokenizer.js";
import type { CompiledComplexType, CompiledSimpleType, Declaration } from "./compiled.js";
import type { DecodeSession } from "./decode-session.js";
import { failure } from "./fast-decode.js";
import { setProperty, type DecodedObject } from "./decoded-object.js";
import { isLocatingHint } from "./locating-hint.js";
import type { SimpleReader } from "./simple-reader.js";
import * as wrong from "./structure-violation.js";
import { allowsNamespace, componentsOf, type ComponentLookup } from "./wildcards.js";

/** Reads the attributes of the start tag read last. */
export class AttributeReader {
  private readonly session: DecodeSession;
  private readonly simple: SimpleReader;
  /** Attributes of type ID that a wildcard let into the element being read. */
  private wildIds = 0;

  constructor(session: DecodeSession, simple: SimpleReader) {
    this.session = session;
    this.simple = simple;
  }

  /** Of an element with a simple type. */
  refuseAll(): void {
    const { tokenizer, issues } = this.session;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      if (isInstanceAttribute(tokenizer, index)) continue;
      const name = tokenizer.attributeLocalNames[index]!;
      issues.add(wrong.unexpectedAttribute(name, "cvc-type.3.1.1"), tokenizer.attributePositions[index]!);
    }
  }

  /**
   * Puts the attributes, and the defaults of those that are not there, into the object.
   *
   * @param object has all properties of the type
   */
  readAll(type: CompiledComplexType, object: DecodedObject, offset: number): void {
    const { tokenizer, issues } = this.session;
    const { attributes } = type;
    this.wildIds = 0;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      const name = tokenizer.attributeLocalNames[index]!;
      const namespace = tokenizer.attributeNamespaces[index]!;
      const declaration = attributes.find((known) => known.localName === name && known.namespace === namespace);
      if (declaration !== undefined) {
        object[declaration.property] = this.readOne(declaration, index, declaration.property);
      } else if (!isInstanceAttribute(tokenizer, index)) {
        this.readWild(type, object, index);
      }
    }
    for (const declaration of attributes) {
      const { property } = declaration;
      if (object[property] !== undefined) continue;
      const text = declaration.fixed ?? declaration.default;
      if (!declaration.optional) {
        issues.add(wrong.missingAttribute(declaration), offset, property);
      } else if (text !== undefined) {
        this.setDefault(declaration, object, text, offset);
      }
    }
    if (this.wildIds > 0) this.checkIds(type, offset);
  }

  /**
   * The attributes of an element that has no declaration, as they are; those that the schema declares are checked.
   * Undefined when there are none.
   */
  readForeign(components: ComponentLookup | undefined, offset: number): DecodedObject | undefined {
    const { tokenizer } = this.session;
    let values: DecodedObject | undefined;
    this.wildIds = 0;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      if (isLocatingHint(tokenizer, index)) continue;
      const name = clarkName(tokenizer.attributeNamespaces[index]!, tokenizer.attributeLocalNames[index]!);
      if (components !== undefined) this.readGlobal(components, index, name);
      values ??= {};
      setProperty(values, name, tokenizer.attributeValues[index]!);
    }
    if (this.wildIds > 1) this.session.issues.add(wrong.secondIdAttribute("cvc-complex-type.5.1"), offset);
    return values;
  }

  /** The value of an attribute by its global declaration; undefined when there is none. */
  private readGlobal(components: ComponentLookup, index: number, name: string): unknown {
    const declaration = components.attribute(name);
    if (declaration === undefined) return undefined;
    const { type } = declaration;
    if (type.kind === "simple" && isId(type)) this.wildIds++;
    return this.readOne(declaration, index, name);
  }

  private readOne(declaration: Declaration, index: number, step: string): unknown {
    const { session } = this;
    const { tokenizer } = session;
    const type = declaration.type as CompiledSimpleType;
    const text = tokenizer.attributeValues[index]!;
    const position = tokenizer.attributePositions[index]!;
    const value = this.simple.readValue(declaration, type, text, tokenizer, position, step);
    if (value !== failure) {
      session.checkAttribute(declaration.namespace, declaration.localName, type.codec, text, tokenizer, position);
    }
    return value;
  }

  private setDefault(declaration: Declaration, object: DecodedObject, text: string, offset: number): void {
    const type = declaration.type as CompiledSimpleType;
    const { namespace, localName, property } = declaration;
    object[property] = this.simple.readDefault(type, text, offset, property);
    this.session.checkAttribute(namespace, localName, type.codec, text, undefined, offset);
  }

  /** An attribute that the type does not name. */
  private readWild(type: CompiledComplexType, object: DecodedObject, index: number): void {
    const { tokenizer, issues } = this.session;
    const localName = tokenizer.attributeLocalNames[index]!;
    const namespace = tokenizer.attributeNamespaces[index]!;
    const position = tokenizer.attributePositions[index]!;
    const { anyAttribute } = type;
    const wildcard = anyAttribute?.wildcard;
    if (anyAttribute === undefined || wildcard === undefined || !allowsNamespace(wildcard, namespace)) {
      issues.add(wrong.unexpectedAttribute(localName, "cvc-complex-type.3.2.2"), position);
      return;
    }
    const name = clarkName(namespace, localName);
    const { property } = anyAttribute;
    issues.path.push(property);
    const value = this.readGlobal(componentsOf(wildcard), index, name);
    issues.path.pop();
    if (value === undefined && wildcard.process === "strict") {
      issues.add(wrong.undeclaredAttribute(localName), position, property);
      return;
    }
    const values = (object[property] ??= {}) as DecodedObject;
    setProperty(values, name, value ?? tokenizer.attributeValues[index]!);
  }

  private checkIds(type: CompiledComplexType, offset: number): void {
    const { issues } = this.session;
    if (this.wildIds > 1) issues.add(wrong.secondIdAttribute("cvc-complex-type.5.1"), offset);
    if (type.attributes.some((attribute) => attribute.type.kind === "simple" && isId(attribute.type))) {
      issues.add(wrong.secondIdAttribute("cvc-complex-type.5.2"), offset);
    }
  }
}

/** The attributes that every element may have. */
export function isInstanceAttribute(tokenizer: Tokenizer, index: number): boolean {
  if (tokenizer.attributeNamespaces[index] !== schemaInstanceNamespace) return false;
  const name = tokenizer.attributeLocalNames[index];
  return name === "nil" || name === "type" || isLocatingHint(tokenizer, index);
}

function isId(type: CompiledSimpleType): boolean {
  return type.codec.type.variety === "atomic" && type.codec.type.builtIn === "ID";
}
