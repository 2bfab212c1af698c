import type { Tokenizer } from "../xml/tokenizer.js";
import type { Declaration } from "./compiled.js";
import type { DecodeContext } from "./decode.js";
import { IdentityChecker } from "./identity-constraints.js";
import { IssueCollector } from "./issue-collector.js";
import { MessageReferences } from "./message-references.js";
import type { SimpleCodec } from "./simple.js";
import type { IdentityConstraint } from "./tables.js";
import type { PrefixLookup } from "./value-family.js";

/** What the parts of the generic decoder share while one element is read. */
export class DecodeSession {
  readonly context: DecodeContext;
  /** Set before anything is read. */
  tokenizer!: Tokenizer;
  issues: IssueCollector;
  references: MessageReferences;
  private checker: IdentityChecker | undefined;
  /** Elements open since the outermost one with identity constraints. */
  private checked = 0;

  constructor(context: DecodeContext) {
    this.context = context;
    this.issues = new IssueCollector(context.maximumIssues);
    this.references = new MessageReferences();
  }

  reset(): void {
    this.issues = new IssueCollector(this.context.maximumIssues);
    this.references = new MessageReferences();
    this.checker = undefined;
    this.checked = 0;
  }

  /** Identity constraints may be about the elements being read. */
  get isChecking(): boolean {
    return this.checker !== undefined;
  }

  /** Goes on until just so many elements are open. */
  skipTo(depth: number): void {
    const { tokenizer } = this;
    while (tokenizer.depth > depth) tokenizer.next();
  }

  /**
   * The start tag read last belongs to an element that identity constraints may be about. Returns whether there are any:
   * the caller then calls `leaveChecked` at its end.
   */
  enterChecked(constraints: readonly IdentityConstraint[] | undefined): boolean {
    if (this.checker === undefined) {
      if (constraints === undefined || constraints.length === 0) return false;
      this.checker = new IdentityChecker((violation, offset) => this.issues.add(violation, offset));
    }
    const { tokenizer } = this;
    const { elementNamespace, elementLocalName, elementPosition } = tokenizer;
    this.checker.open(elementNamespace, elementLocalName, constraints, elementPosition);
    this.checked++;
    return true;
  }

  leaveChecked(): void {
    this.checker?.close();
    if (--this.checked === 0) this.checker = undefined;
  }

  /** An attribute of the innermost element has a value of a simple type. */
  checkAttribute(
    namespace: string,
    localName: string,
    codec: SimpleCodec,
    text: string,
    prefixes: PrefixLookup | undefined,
    offset: number,
  ): void {
    if (this.checker === undefined) return;
    const key = constraintKey(codec, text, prefixes);
    if (key !== undefined) this.checker.attribute(namespace, localName, key, offset);
  }

  /** The innermost element has a value of a simple type. */
  checkText(declaration: Declaration, codec: SimpleCodec, text: string, prefixes: PrefixLookup | undefined): void {
    this.checker?.text(constraintKey(codec, text, prefixes), false, declaration.nillable);
  }

  /** As `checkText`, of a value that came beside the message. */
  checkBytes(declaration: Declaration, codec: SimpleCodec, value: Uint8Array): void {
    if (this.checker !== undefined) this.checkText(declaration, codec, codec.write(value, undefined), undefined);
  }

  /** The innermost element has no simple value. */
  checkNoText(declaration: Declaration, nil: boolean): void {
    this.checker?.text(undefined, nil, declaration.nillable);
  }

  /** The innermost element has a value that is not valid: no more is to be said of it. */
  checkBadText(): void {
    this.checker?.text(undefined, true, false);
  }
}

/** Equal for equal values, and only for them: values of different primitive types are never equal. */
function constraintKey(codec: SimpleCodec, text: string, prefixes: PrefixLookup | undefined): string | undefined {
  const key = codec.key(text, prefixes);
  const { variety, primitive } = codec.type;
  // A union says which member it is itself.
  return key === undefined || variety === "union" ? key : `${variety}:${primitive}:${key}`;
}
