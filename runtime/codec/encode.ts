import { escapeAttribute, escapeText } from "../xml/escape.js";
import { schemaInstanceNamespace } from "../xml/namespaces.js";
import { parseClarkName } from "../values/names.js";
import type { AnyElement, ForeignElement } from "./any.js";
import { arrange, plainElements } from "./arrangement.js";
import { takesBlank } from "./blank-text.js";
import {
  declarationOf,
  type CompiledComplexType,
  type CompiledSimpleType,
  type CompiledType,
  type Declaration,
} from "./compiled.js";
import type { ElementNode } from "./content-node.js";
import { NamespaceWriter } from "./namespace-writer.js";
import { isPlainObject, ownProperty } from "./plain-object.js";
import { isNil, typeNameIn, typeOfValue } from "./substitution.js";
import type { SeparateValues } from "./separate-values.js";
import type { RootElement } from "./tables.js";
import { componentsOf } from "./wildcards.js";
import {
  type AttributeText,
  attributeText,
  compare,
  type ElementParts,
  tag,
  type Tags,
  tagsOf,
} from "./written-element.js";

/**
 * Writes an element by the tables. Namespaces are declared on it, those that are used only, in the order of their prefixes;
 * attributes are in the order of Canonical XML, and empty elements have an end tag. Foreign elements declare the prefixes
 * that their text may use.
 *
 * @param value what `validateValue` accepts; anything else gives undefined results
 * @param prefixes namespace → prefix; namespaces that are not in it get a prefix of their own
 * @param separate takes the values of elements of base64Binary
 */
export function encodeGeneric(
  value: unknown,
  root: RootElement,
  prefixes: ReadonlyMap<string, string>,
  separate?: SeparateValues,
): string {
  return new GenericEncoder(prefixes, separate).root(value, declarationOf(root));
}

class GenericEncoder {
  private readonly names: NamespaceWriter;
  private readonly prefixOf = (namespace: string): string => this.names.prefix(namespace);

  private readonly separate: SeparateValues | undefined;

  constructor(prefixes: ReadonlyMap<string, string>, separate: SeparateValues | undefined) {
    this.names = new NamespaceWriter(prefixes);
    this.separate = separate;
  }

  root(value: unknown, declaration: Declaration): string {
    const parts = this.declared(value, declaration);
    return tag(parts, this.names.rootDeclarations());
  }

  /**
   * Appends an element of the content model. Most have no attributes, and nothing to say of their type. What is written is
   * one chain of strings, because a tree of them takes longer to put together.
   */
  private element(written: string, value: unknown, declaration: Declaration): string {
    const { type } = declaration;
    const isPlain =
      type.kind === "simple"
        ? typeof value !== "object"
        : type.isBare && isPlainObject(value) && typeNameIn(value) === undefined && !isNil(value);
    if (!isPlain) return written + tag(this.declared(value, declaration), "");
    // Asked for before the content, so that prefixes are made up in the order of the elements.
    const tags = this.tags(declaration);
    const opened = written + tags.start;
    const filled =
      type.kind === "simple" ? opened + this.text(value, type) : this.content(opened, value as object, type);
    const isEmpty = filled.length === opened.length;
    return isEmpty && declaration.default !== undefined
      ? written + tag(this.declared(value, declaration), "")
      : filled + tags.end;
  }

  /** The tags of an element without attributes. They are nearly always those of the message before. */
  private tags(declaration: Declaration): Tags {
    const prefix = this.names.prefix(declaration.namespace);
    const known = declaration.tags;
    return known?.prefix === prefix ? known : (declaration.tags = tagsOf(prefix, declaration.localName));
  }

  private declared(value: unknown, declaration: Declaration): ElementParts {
    const { namespace, localName, default: instead = "" } = declaration;
    const type = typeIn(value, declaration.type);
    const parts = this.parts(namespace, localName, value, type, declaration.type);
    if (instead === "" || parts.content !== "" || isNil(value)) return parts;
    const codec = type.kind === "simple" ? type.codec : type.text?.textCodec;
    return codec !== undefined && takesBlank(codec.type) ? { ...parts, content: " " } : parts;
  }

  /** @param declared undefined when the type must be named in any case */
  private parts(
    namespace: string,
    localName: string,
    value: unknown,
    type: CompiledType,
    declared: CompiledType | undefined,
  ): ElementParts {
    const name = this.names.name(namespace, localName);
    const instance: AttributeText[] = [];
    if (isNil(value)) instance.push({ namespace: schemaInstanceNamespace, localName: "nil", text: "true" });
    if (type !== declared) {
      instance.push({ namespace: schemaInstanceNamespace, localName: "type", text: this.typeName(type) });
    }
    const object = isPlainObject(value) ? value : nothing;
    const own = type.kind === "complex" ? this.attributeTexts(object, type) : [];
    const attributes = this.attributes(instance.length === 0 ? own : [...own, ...instance]);
    if (isNil(value)) return { name, attributes, content: "" };
    if (type.kind === "complex") return { name, attributes, content: this.content("", object, type) };
    const simple = declared?.kind === "simple" ? value : ownProperty(object, "$value");
    return { name, attributes, content: this.text(simple, type) };
  }

  /** The content of an element of a simple type. */
  private text(value: unknown, type: CompiledSimpleType): string {
    const { variety, primitive } = type.codec.type;
    const isBase64 = value instanceof Uint8Array && variety === "atomic" && primitive === "base64Binary";
    return (isBase64 ? this.separate?.put(value) : undefined) ?? escapeText(this.simple(value, type));
  }

  private typeName(type: CompiledType): string {
    const parts = parseClarkName(type.name);
    return parts === undefined ? type.name : this.names.name(parts.namespace, parts.localName);
  }

  private simple(value: unknown, type: CompiledSimpleType): string {
    return type.codec.write(value, this.prefixOf);
  }

  private attributeTexts(object: object, type: CompiledComplexType): AttributeText[] {
    const texts: AttributeText[] = [];
    for (const { property, namespace, localName, type: simple } of type.attributes) {
      const value = ownProperty(object, property);
      if (value === undefined || simple.kind !== "simple") continue;
      texts.push({ namespace, localName, text: this.simple(value, simple) });
    }
    const { anyAttribute } = type;
    const others = anyAttribute === undefined ? undefined : ownProperty(object, anyAttribute.property);
    if (anyAttribute?.wildcard === undefined || !isPlainObject(others)) return texts;
    const components = componentsOf(anyAttribute.wildcard);
    for (const name of Object.keys(others)) {
      const value = ownProperty(others, name);
      if (value === undefined) continue;
      const known = components.attribute(name)?.type;
      texts.push(attributeText(name, known?.kind === "simple" ? this.simple(value, known) : String(value)));
    }
    return texts;
  }

  private attributes(texts: readonly AttributeText[]): string {
    if (texts.length === 0) return "";
    return texts
      .toSorted((left, right) => compare(left.namespace, right.namespace) || compare(left.localName, right.localName))
      .map(({ namespace, localName, text }) => ` ${this.names.name(namespace, localName)}="${escapeAttribute(text)}"`)
      .join("");
  }

  /** Appends what is between the tags. */
  private content(before: string, object: object, type: CompiledComplexType): string {
    const { text, mixed } = type;
    if (text !== undefined) {
      return text.type.kind === "simple" ? before + this.text(ownProperty(object, text.property), text.type) : before;
    }
    if (mixed !== undefined) return before + this.mixed(ownProperty(object, mixed.property), mixed);
    if (type.content === undefined) return before;
    const plain = plainElements(type.content);
    if (plain !== undefined) return this.inOrder(before, object, plain);
    const values = new Map<Declaration, readonly unknown[]>();
    const counts = new Map<Declaration, number>();
    for (const declaration of type.declarations) {
      if (!hasPlace(declaration)) continue;
      const value = ownProperty(object, declaration.property);
      if (value === undefined) continue;
      const list = declaration.repeated ? (value as readonly unknown[]) : [value];
      values.set(declaration, list);
      counts.set(declaration, list.length);
    }
    const next = new Map<Declaration, number>();
    let written = before;
    for (const declaration of arrange(type.content, counts).order) {
      const index = next.get(declaration) ?? 0;
      next.set(declaration, index + 1);
      written = this.particle(written, values.get(declaration)?.[index], declaration);
    }
    return written;
  }

  /** Appends the content of a sequence of elements, each in one place. */
  private inOrder(before: string, object: object, elements: readonly ElementNode[]): string {
    let written = before;
    for (const { declaration } of elements) {
      const value = ownProperty(object, declaration.property);
      if (value === undefined) continue;
      if (!declaration.repeated) written = this.element(written, value, declaration);
      else for (const item of value as readonly unknown[]) written = this.element(written, item, declaration);
    }
    return written;
  }

  private mixed(value: unknown, { type }: Declaration): string {
    let written = "";
    if (type.kind !== "complex" || !Array.isArray(value)) return written;
    for (const item of value as readonly (string | object)[]) {
      if (typeof item === "string") {
        written += escapeText(item);
        continue;
      }
      for (const declaration of type.declarations) {
        const part = ownProperty(item, declaration.property);
        if (part !== undefined) written = this.particle(written, part, declaration);
      }
    }
    return written;
  }

  /** Appends one value of a field that has a place in the content model. */
  private particle(before: string, value: unknown, declaration: Declaration): string {
    if (declaration.source === "any") return before + this.any(value as AnyElement, declaration);
    if (declaration.source !== "group") return this.element(before, value, declaration);
    return declaration.type.kind === "complex" ? this.content(before, value as object, declaration.type) : before;
  }

  private any(element: AnyElement, field: Declaration): string {
    if (isForeign(element)) return this.foreign(element, field);
    return this.scoped(element.name, undefined, true, (namespace, localName) => {
      const components = field.wildcard === undefined ? undefined : componentsOf(field.wildcard);
      const declaration = components?.element(element.name);
      if (declaration !== undefined) return this.declared(element.value, declaration);
      const typed = components?.types.typeNamed(String(typeNameIn(element.value)));
      if (typed === undefined) throw new TypeError("The type of the element is not known.");
      return this.parts(namespace, localName, element.value, typed.type, undefined);
    });
  }

  private foreign(element: ForeignElement, field: Declaration): string {
    const { name, prefixes, attributes = {}, content } = element;
    return this.scoped(name, prefixes, !name.startsWith("{"), (namespace, localName) => ({
      name: this.names.foreignName(namespace, localName),
      attributes: this.attributes(Object.keys(attributes).map((key) => attributeText(key, attributes[key] ?? ""))),
      content: content.map((item) => (typeof item === "string" ? escapeText(item) : this.any(item, field))).join(""),
    }));
  }

  /**
   * An element that may need declarations of its own.
   *
   * @param name Clark notation
   * @param clears names without prefix have no namespace in it
   */
  private scoped(
    name: string,
    prefixes: Readonly<Record<string, string>> | undefined,
    clears: boolean,
    write: (namespace: string, localName: string) => ElementParts,
  ): string {
    const { namespace, localName } = parseClarkName(name) ?? { namespace: "", localName: name };
    this.names.open(prefixes);
    if (clears) this.names.clearDefault();
    const parts = write(namespace, localName);
    return tag(parts, this.names.close());
  }
}

const nothing = {};

/** As the validator tells them apart. */
function isForeign(element: AnyElement): element is ForeignElement {
  return ownProperty(element, "content") !== undefined;
}

/** Has a place in the content model. */
function hasPlace({ source }: Declaration): boolean {
  return source === "element" || source === "group" || source === "any";
}

function typeIn(value: unknown, declared: CompiledType): CompiledType {
  return typeOfValue(value, declared)?.type ?? declared;
}
