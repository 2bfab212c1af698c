import { clarkName } from "../values/names.js";
import type { AnyElement, ForeignElement } from "./any.js";
import type { AttributeReader } from "./attribute-reader.js";
import { anyTypeName } from "./built-in-types.js";
import { compileType, Declaration } from "./compiled.js";
import type { DecodeSession } from "./decode-session.js";
import type { AnyElementReader, ElementReader } from "./element-reader.js";
import { failure } from "./fast-decode.js";
import type { InstanceAttributes } from "./instance-attributes.js";
import { KeptPrefixes } from "./prefixes-in-use.js";
import * as wrong from "./structure-violation.js";
import type { ComplexType, Wildcard } from "./tables.js";
import { componentsOf, type ComponentLookup } from "./wildcards.js";

const anyType: ComplexType = {
  kind: "complex",
  name: anyTypeName,
  abstract: false,
  fields: [],
  content: "empty",
};
/** An element that has a type by `xsi:type`, but no declaration. */
const undeclared = new Declaration({ namespace: "", localName: "", nillable: false, type: () => anyType });

/** Reads elements in the place of wildcards (XSD Part 1 §3.10.4, and §3.3.4 on lax assessment). */
export class AnyReader implements AnyElementReader {
  private readonly session: DecodeSession;
  private readonly elements: ElementReader;
  private readonly attributes: AttributeReader;
  private readonly instance: InstanceAttributes;
  private prefixes: KeptPrefixes = new KeptPrefixes();

  constructor(
    session: DecodeSession,
    elements: ElementReader,
    attributes: AttributeReader,
    instance: InstanceAttributes,
  ) {
    this.session = session;
    this.elements = elements;
    this.attributes = attributes;
    this.instance = instance;
  }

  /** Forgets what an element that was given up has left behind. */
  reset(): void {
    this.prefixes = new KeptPrefixes();
  }

  readAny(wildcard: Wildcard): AnyElement | typeof failure {
    return wildcard.process === "skip"
      ? this.readSkipped()
      : this.readAssessed(componentsOf(wildcard), wildcard.process);
  }

  private readAssessed(components: ComponentLookup, process: "strict" | "lax"): AnyElement | typeof failure {
    const { session } = this;
    const { tokenizer, issues } = session;
    const localName = tokenizer.elementLocalName;
    const name = clarkName(tokenizer.elementNamespace, localName);
    const declaration = components.element(name);
    if (declaration !== undefined) return this.known(name, () => this.elements.readElement(declaration));
    const type = this.instance.typeOf(components.types);
    if (type !== undefined && type.name !== anyTypeName) {
      return this.known(name, () => this.elements.readTyped(undeclared, compileType(anyType), type, false));
    }
    if (type === undefined && process === "strict") {
      issues.add(wrong.undeclaredElement(localName), tokenizer.elementPosition);
      tokenizer.skipElement();
      return failure;
    }
    const isChecked = session.enterChecked(undefined);
    const element = this.readForeign(name, components);
    if (isChecked) {
      session.checkNoText(undeclared, false);
      session.leaveChecked();
    }
    return element;
  }

  private readSkipped(): ForeignElement {
    const { tokenizer } = this.session;
    return this.readForeign(clarkName(tokenizer.elementNamespace, tokenizer.elementLocalName), undefined);
  }

  private known(name: string, read: () => unknown): AnyElement | typeof failure {
    const { path } = this.session.issues;
    const { prefixes } = this;
    // Whoever writes the element chooses its prefixes anew, so foreign elements inside it keep their own.
    this.prefixes = new KeptPrefixes();
    path.push("value");
    const value = read();
    path.pop();
    this.prefixes = prefixes;
    return value === failure ? failure : { name, value };
  }

  /** @param components what its content is looked up in; undefined when it is not */
  private readForeign(name: string, components: ComponentLookup | undefined): ForeignElement {
    const { tokenizer, issues } = this.session;
    const own = this.prefixes.enter(tokenizer);
    const attributes = this.attributes.readForeign(components, tokenizer.elementPosition);
    for (const value of Object.values(attributes ?? {})) this.prefixes.note(String(value), tokenizer);
    const content: (string | AnyElement)[] = [];
    const { path } = issues;
    path.push("content", 0);
    for (let token = tokenizer.next(); token !== "end-element"; token = tokenizer.next()) {
      if (token === "text") {
        const text = tokenizer.characterData;
        this.prefixes.note(text, tokenizer);
        content.push(text);
        continue;
      }
      path[path.length - 1] = content.length;
      const child = components === undefined ? this.readSkipped() : this.readAssessed(components, "lax");
      if (child !== failure) content.push(child);
    }
    path.length -= 2;
    this.prefixes.leave();
    return {
      name,
      ...(attributes === undefined ? {} : { attributes: attributes as Record<string, string> }),
      ...(Object.keys(own).length === 0 ? {} : { prefixes: own }),
      content,
    };
  }
}
