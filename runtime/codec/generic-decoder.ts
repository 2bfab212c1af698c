import type { Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import { AnyReader } from "./any-reader.js";
import { AttributeReader, isInstanceAttribute } from "./attribute-reader.js";
import {
  declarationOf,
  type CompiledComplexType,
  type CompiledSimpleType,
  type CompiledType,
  type Declaration,
} from "./compiled.js";
import { ContentReader } from "./content-reader.js";
import type { DecodeContext } from "./decode.js";
import { DecodeSession } from "./decode-session.js";
import { setProperty, type DecodedObject } from "./decoded-object.js";
import { typeNameOf } from "./derived-types.js";
import { isAt, type ElementReader } from "./element-reader.js";
import { failure } from "./fast-decode.js";
import { InstanceAttributes } from "./instance-attributes.js";
import { EnoughIssues } from "./issue-collector.js";
import { SimpleReader } from "./simple-reader.js";
import * as wrong from "./structure-violation.js";
import type { Field, RootElement } from "./tables.js";

/**
 * Reads elements by the tables: complete, and the judge of the generated fast decoders. It goes on after an error, so that
 * one pass finds all that is wrong, and never goes back in the message.
 */
export class GenericDecoder implements ElementReader {
  private readonly context: DecodeContext;
  private readonly session: DecodeSession;
  private readonly simple: SimpleReader;
  private readonly attributes: AttributeReader;
  private readonly instance: InstanceAttributes;
  private readonly wildcards: AnyReader;
  private readonly content: ContentReader;

  constructor(context: DecodeContext) {
    this.context = context;
    this.session = new DecodeSession(context);
    this.simple = new SimpleReader(this.session);
    this.attributes = new AttributeReader(this.session, this.simple);
    this.instance = new InstanceAttributes(this.session);
    this.wildcards = new AnyReader(this.session, this, this.attributes, this.instance);
    this.content = new ContentReader(this.session, this, this.wildcards);
  }

  /**
   * Reads the element whose start tag is at `position`, as the given root whatever its name. `tokenizer.position` is then
   * behind its end tag. Issues go to the context.
   *
   * @returns undefined when the element is not valid
   * @throws XmlError when the message is not well-formed
   */
  decodeRoot<Value>(tokenizer: Tokenizer, position: number, root: RootElement<Value>): Value | undefined {
    return this.run(tokenizer, () => {
      tokenizer.openElement(position);
      return this.readElement(declarationOf(root));
    }) as Value | undefined;
  }

  /** As {@link decodeRoot}, of any element, whose name must be that of the declaration. */
  decodeElement(tokenizer: Tokenizer, position: number, element: Field | RootElement): unknown {
    return this.run(tokenizer, () => this.readNamed(declarationOf(element), position));
  }

  /**
   * Reads the element at `position` as a fast decoder asks for it: `failure` when anything is wrong with it or is to be
   * warned of, or another element stands there; the bindings in force are then as before, and nothing is reported.
   */
  tryField(tokenizer: Tokenizer, position: number, field: Field): unknown {
    const { session } = this;
    const { depth } = tokenizer;
    session.tokenizer = tokenizer;
    try {
      const value = this.readNamed(declarationOf(field), position);
      // What an ID or a reference to one means, only the whole message can say.
      if (session.issues.count === 0 && session.references.isEmpty) return value;
    } catch (error) {
      if (!(error instanceof XmlError || error instanceof EnoughIssues || isStackExhausted(error))) throw error;
    }
    tokenizer.unwind(depth);
    this.reset();
    return failure;
  }

  /** The start tag has been read. Goes on to behind the end tag. */
  readElement(declaration: Declaration): unknown {
    const { tokenizer, issues } = this.session;
    if (declaration.abstract) issues.add(wrong.abstractElement(declaration), tokenizer.elementPosition);
    const declared = declaration.type;
    let type = declared;
    let nil = false;
    if (tokenizer.attributeCount > 0) {
      const { instance } = this;
      instance.read(declaration, tokenizer.elementPosition);
      type = instance.type!;
      ({ nil } = instance);
    }
    // As `readTyped`, a call less for each level of the message.
    const isChecked = this.session.enterChecked(declaration.constraints);
    const value =
      type.kind === "simple"
        ? this.readSimple(declaration, declared, type, nil)
        : this.readComplex(declaration, declared, type, nil);
    if (isChecked) this.session.leaveChecked();
    return value;
  }

  readTyped(declaration: Declaration, declared: CompiledType, type: CompiledType, nil: boolean): unknown {
    const { session } = this;
    const isChecked = session.enterChecked(declaration.constraints);
    const value =
      type.kind === "simple"
        ? this.readSimple(declaration, declared, type, nil)
        : this.readComplex(declaration, declared, type, nil);
    if (isChecked) session.leaveChecked();
    return value;
  }

  private readSimple(
    declaration: Declaration,
    declared: CompiledType,
    type: CompiledSimpleType,
    nil: boolean,
  ): unknown {
    const { tokenizer } = this.session;
    const offset = tokenizer.elementPosition;
    if (tokenizer.attributeCount > 0) {
      this.attributes.refuseAll();
    } else if (declaration.plainValue !== undefined && !this.session.isChecking) {
      const value = this.simple.readPlain(declaration.plainValue);
      if (value !== failure) return value;
    }
    if (declared.kind === "simple") {
      if (nil) return this.readNil(declaration, offset, null);
      return this.simple.readContent(declaration, type, declared, offset);
    }
    const $type = typeNameOf(type);
    if (nil) return this.readNil(declaration, offset, { $type, $nil: true });
    const $value = this.simple.readContent(declaration, type, type, offset, "$value");
    return $value === failure ? failure : { $type, $value };
  }

  private readComplex(
    declaration: Declaration,
    declared: CompiledType,
    type: CompiledComplexType,
    nil: boolean,
  ): unknown {
    const { tokenizer, issues } = this.session;
    const offset = tokenizer.elementPosition;
    if (type.abstract) issues.add(wrong.abstractType(), offset);
    if (nil) return this.readNilObject(declaration, declared, type, offset);
    const object: DecodedObject = type === declared ? { ...type.template } : { $type: type.typeName, ...type.template };
    if (tokenizer.attributeCount > 0 || type.attributes.length > 0) this.attributes.readAll(type, object, offset);
    const { text, content } = type;
    if (content !== undefined) {
      this.content.readChildren(type, content, object, undefined, offset);
      this.session.checkNoText(declaration, false);
    } else if (text !== undefined) {
      const textType = text.type as CompiledSimpleType;
      object[text.property] = this.simple.readContent(declaration, textType, textType, offset, text.property);
    } else {
      this.content.read(declaration, type, object, offset);
      this.session.checkNoText(declaration, false);
    }
    return object;
  }

  /** A nil element has its attributes all the same. */
  private readNilObject(
    declaration: Declaration,
    declared: CompiledType,
    type: CompiledComplexType,
    offset: number,
  ): unknown {
    const { tokenizer } = this.session;
    const all: DecodedObject = { ...type.template };
    this.attributes.readAll(type, all, offset);
    let isBare = type === declared;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      if (!isInstanceAttribute(tokenizer, index)) isBare = false;
    }
    const object: DecodedObject = type === declared ? { $nil: true } : { $type: type.typeName, $nil: true };
    for (const { property } of [...type.attributes, ...(type.anyAttribute === undefined ? [] : [type.anyAttribute])]) {
      if (all[property] !== undefined) setProperty(object, property, all[property]);
    }
    return this.readNil(declaration, offset, isBare ? null : object);
  }

  /** Of a nil element: nothing may follow but its end. */
  private readNil(declaration: Declaration, offset: number, value: unknown): unknown {
    const { session } = this;
    const { tokenizer } = session;
    const outer = tokenizer.depth - 1;
    session.checkNoText(declaration, true);
    if (tokenizer.next() === "end-element") return value;
    session.issues.add(wrong.nilWithContent(), offset);
    session.skipTo(outer);
    return value;
  }

  private run(tokenizer: Tokenizer, read: () => unknown): unknown {
    const { session } = this;
    const { depth } = tokenizer;
    session.tokenizer = tokenizer;
    let value: unknown = failure;
    try {
      value = read();
      session.references.forEachDangling((violation, offset) => session.issues.add(violation, offset));
    } catch (error) {
      tokenizer.unwind(depth);
      if (isStackExhausted(error)) throw new XmlError("depth", tokenizer.elementPosition);
      if (!(error instanceof EnoughIssues)) throw error;
      value = failure;
    } finally {
      if (session.issues.count > 0) {
        const found = session.issues.take(this.context.places ?? tokenizer.locator());
        if (found.some(({ severity }) => severity === "error")) value = failure;
        for (const issue of found) this.context.issues.push(issue);
      }
      this.reset();
    }
    return value === failure ? undefined : value;
  }

  private reset(): void {
    this.session.reset();
    this.wildcards.reset();
    this.content.reset();
  }

  private readNamed(declaration: Declaration, position: number): unknown {
    const { tokenizer, issues } = this.session;
    tokenizer.openElement(position);
    if (isAt(tokenizer, declaration)) return this.readElement(declaration);
    issues.add(wrong.wrongRoot(declaration), position);
    tokenizer.skipElement();
    return failure;
  }
}

/** How deep calls may go depends on who called us: the limit on depth alone cannot promise that there is room. */
function isStackExhausted(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}
