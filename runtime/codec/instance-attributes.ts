import { clarkName, parseQName } from "../values/names.js";
import { schemaInstanceNamespace } from "../xml/namespaces.js";
import type { CompiledType, Declaration } from "./compiled.js";
import type { DecodeSession } from "./decode-session.js";
import { derivedTypes, isBlocked, type DerivedType, type DerivedTypes } from "./derived-types.js";
import * as wrong from "./structure-violation.js";
import { Violation } from "./violation.js";

/** What `xsi:type` and `xsi:nil` of the start tag read last say (XSD Part 1 §3.3.4, cvc-elt 3 and 4). */
export class InstanceAttributes {
  nil = false;
  /** Of the element's content. */
  type: CompiledType | undefined;
  private readonly session: DecodeSession;

  constructor(session: DecodeSession) {
    this.session = session;
  }

  /** Of an element with a declaration. What cannot be is reported; the element then has the declared type. */
  read(declaration: Declaration, offset: number): void {
    const { tokenizer, issues } = this.session;
    this.nil = false;
    this.type = declaration.type;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      if (tokenizer.attributeNamespaces[index] !== schemaInstanceNamespace) continue;
      const position = tokenizer.attributePositions[index]!;
      switch (tokenizer.attributeLocalNames[index]) {
        case "nil":
          this.readNil(declaration, tokenizer.attributeValues[index]!.trim(), offset, position);
          break;
        case "type": {
          const found = this.resolve(tokenizer.attributeValues[index]!, derivedTypes(this.type));
          if (found instanceof Violation) issues.add(found, position);
          else if (isBlocked(declaration.block, this.type, found)) issues.add(wrong.blockedType(), position);
          else this.type = found.type;
          break;
        }
      }
    }
    if (this.nil && declaration.fixed !== undefined) issues.add(wrong.nilWithFixed(), offset);
  }

  /**
   * The type that `xsi:type` names on an element without declaration; undefined when there is none, or it is not known. What
   * is no name at all is reported: it could not be written again so that it means the same.
   */
  typeOf(types: DerivedTypes): CompiledType | undefined {
    const { tokenizer, issues } = this.session;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      if (tokenizer.attributeNamespaces[index] !== schemaInstanceNamespace) continue;
      if (tokenizer.attributeLocalNames[index] !== "type") continue;
      const found = this.resolve(tokenizer.attributeValues[index]!, types);
      if (!(found instanceof Violation)) return found.type;
      if (found.rule === "cvc-elt.4.1") issues.add(found, tokenizer.attributePositions[index]!);
      return undefined;
    }
    return undefined;
  }

  private readNil(declaration: Declaration, value: string, offset: number, position: number): void {
    const { issues } = this.session;
    if (!declaration.nillable) issues.add(wrong.nilNotAllowed(), offset);
    else if (value === "true" || value === "1") this.nil = true;
    else if (value !== "false" && value !== "0") issues.add(notBoolean, position);
  }

  private resolve(value: string, types: DerivedTypes): DerivedType | Violation {
    const name = parseQName(value.trim());
    const namespace = name === undefined ? undefined : this.session.tokenizer.lookupPrefix(name.prefix);
    if (name === undefined || namespace === undefined) return wrong.badTypeName();
    return types.named(clarkName(namespace, name.localName)) ?? wrong.notDeclaredType();
  }
}

const notBoolean = new Violation(
  "SF-V-TYPE",
  "cvc-datatype-valid.1.2.1",
  "xsi:nil is not a valid xs:boolean.",
  "xsi:nil er ikke en gyldig xs:boolean.",
);
