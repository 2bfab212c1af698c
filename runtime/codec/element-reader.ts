import type { Tokenizer } from "../xml/tokenizer.js";
import type { CompiledType, Declaration } from "./compiled.js";
import type { AnyElement } from "./any.js";
import type { DecodedObject } from "./decoded-object.js";
import type { PathStep } from "./issue.js";
import type { Wildcard } from "./tables.js";
import type { failure } from "./fast-decode.js";

/*
 * Elements hold content, and content holds elements: what reads the one knows the other only by these.
 */

/** Reads the element whose start tag was read last, to behind its end tag. */
export interface ElementReader {
  readElement(declaration: Declaration): unknown;
  /**
   * An element of a type other than the declared one.
   *
   * @param declared the type of the declaration
   * @param type the type it has, by `xsi:type`
   */
  readTyped(declaration: Declaration, declared: CompiledType, type: CompiledType, nil: boolean): unknown;
}

/** Reads an element in the place of a wildcard that lets its namespace in. */
export interface AnyElementReader {
  readAny(wildcard: Wildcard): AnyElement | typeof failure;
}

/** Reads the element whose start tag was read last, and puts its value where the declaration says. */
export function readInto(
  declaration: Declaration,
  object: DecodedObject,
  elements: ElementReader,
  path: PathStep[],
): void {
  const { property } = declaration;
  if (declaration.repeated) {
    const known = object[property] as unknown[] | undefined;
    path.push(property, known?.length ?? 0);
    const value = elements.readElement(declaration);
    if (known === undefined) object[property] = [value];
    else known.push(value);
    path.pop();
    path.pop();
  } else {
    path.push(property);
    object[property] = elements.readElement(declaration);
    path.pop();
  }
}

/** Whether the start tag read last is that of the declaration. */
export function isAt(tokenizer: Tokenizer, declaration: Declaration): boolean {
  return tokenizer.localNameIs(declaration.localName) && tokenizer.elementNamespace === declaration.namespace;
}
