import { leadsToInnermost, matchesName } from "./constraint-path.js";
import { mergeKeys, type KeyTable } from "./identity-tables.js";
import * as wrong from "./identity-violation.js";
import type { ConstraintPath, IdentityConstraint, NameTest } from "./tables.js";
import type { Violation } from "./violation.js";

/** One constraint of an element that is open. */
interface Scope {
  readonly constraint: IdentityConstraint;
  /** Index of the element among those open. */
  readonly context: number;
  /** Values of the fields together, of a key or unique. */
  readonly keys: Set<string>;
  /** Of a keyref. */
  readonly references: { readonly key: string; readonly offset: number }[];
}

/** An open element that a selector has found, and the values of its fields so far. */
interface Target {
  readonly scope: Scope;
  readonly context: number;
  readonly offset: number;
  readonly values: (string | undefined)[];
  /** Fields that have been found, with a value or not. */
  readonly found: boolean[];
  /** A violation has been reported, or a field has no value: it is no member of the qualified node set. */
  failed: boolean;
}

/** A field of a target that the innermost element, or an attribute of it, can be. */
interface Place {
  readonly target: Target;
  readonly field: number;
  /** Of the attribute; empty for the element itself. */
  readonly attributes: readonly NameTest[];
}

/** An open element. */
interface Frame {
  readonly offset: number;
  readonly scopes: readonly Scope[];
  readonly targets: readonly Target[];
  /** Fields that the element's own value is. */
  readonly texts: readonly Place[];
  readonly attributes: readonly Place[];
  textSeen: boolean;
  /** By the name of the key or unique. */
  tables: Map<string, KeyTable> | undefined;
}

/** Paths tried in one message. Elements nested in elements with the same constraints could multiply them without bound. */
const maximumWork = 250_000_000;
/** Keys, references, and fields being looked for, in one message. */
const maximumHeld = 4_000_000;
/** What a field that is looked for weighs, in keys. */
const placeWeight = 4;

/**
 * Evaluates key, unique and keyref (XSD Part 1 §3.11) while elements come by: what is kept is a name per open element and
 * a string per key. Tell it of every element from the first that has constraints to the end of that one.
 */
export class IdentityChecker {
  private readonly report: (violation: Violation, offset: number) => void;
  private readonly names: { readonly namespaces: string[]; readonly localNames: string[] } = {
    namespaces: [],
    localNames: [],
  };
  private readonly frames: Frame[] = [];
  private readonly scopes: Scope[] = [];
  private readonly targets: Target[] = [];
  /** How many open elements have a keyref to the key or unique of this name. */
  private readonly referred: Map<string, number> = new Map();
  private work = 0;
  private held = 0;
  private exhausted = false;

  constructor(report: (violation: Violation, offset: number) => void) {
    this.report = report;
  }

  /** A start tag. */
  open(
    namespace: string,
    localName: string,
    constraints: readonly IdentityConstraint[] | undefined,
    offset: number,
  ): void {
    if (this.isExhausted(offset)) return;
    const { scopes, targets, names } = this;
    names.namespaces.push(namespace);
    names.localNames.push(localName);
    const context = this.frames.length;
    const own: Scope[] = [];
    for (const constraint of constraints ?? []) {
      own.push({ constraint, context, keys: new Set(), references: [] });
      if (constraint.refer !== undefined) this.countReference(constraint.refer, 1);
    }
    scopes.push(...own);
    const selected: Target[] = [];
    for (const scope of scopes) {
      const { selector, fields } = scope.constraint;
      if (!this.leadsHere(selector, scope.context)) continue;
      const values = fields.map(() => undefined);
      selected.push({ scope, context, offset, values, found: fields.map(() => false), failed: false });
    }
    targets.push(...selected);
    const texts: Place[] = [];
    const attributes: Place[] = [];
    for (const target of targets) this.findPlaces(target, texts, attributes);
    this.held += placeWeight * (selected.length + texts.length + attributes.length);
    this.frames.push({
      offset,
      scopes: own,
      targets: selected,
      texts,
      attributes,
      textSeen: false,
      tables: undefined,
    });
  }

  /**
   * An attribute of the element opened last, or one that the schema adds by default.
   *
   * @param key the same string for equal values and only for them, whatever their type
   */
  attribute(namespace: string, localName: string, key: string, offset: number): void {
    if (this.exhausted) return;
    for (const { target, field, attributes } of this.frames.at(-1)!.attributes) {
      if (!attributes.some((test) => matchesName(test, namespace, localName))) continue;
      this.addValue(target, field, key, offset);
    }
  }

  /**
   * The value of the innermost element. An element of which this is not told before it is closed has no simple value.
   *
   * @param key as of an attribute; undefined when the element is nil or has no simple value
   * @param nillable its declaration allows nil, which a part of a key must not be even when it has a value
   */
  text(key: string | undefined, nil: boolean, nillable: boolean = nil): void {
    if (this.exhausted) return;
    const frame = this.frames.at(-1)!;
    frame.textSeen = true;
    for (const { target, field } of frame.texts) {
      const { constraint } = target.scope;
      if (nillable && constraint.kind === "key") this.fail(target, wrong.nillableKey(constraint), frame.offset);
      else if (key !== undefined) this.addValue(target, field, key, frame.offset);
      // A nil element has no value to compare, so what it belongs to is neither equal to anything nor refers to it.
      else if (nil) target.failed = true;
      else this.fail(target, wrong.fieldWithoutValue(constraint), frame.offset);
    }
  }

  /** The end tag of the innermost element. */
  close(): void {
    if (this.exhausted) return;
    const frame = this.frames.at(-1)!;
    if (!frame.textSeen && frame.texts.length > 0) this.text(undefined, false);
    for (const target of frame.targets) this.finish(target);
    for (const scope of frame.scopes) if (scope.constraint.kind !== "keyref") takeOwnKeys(frame, scope);
    for (const scope of frame.scopes) this.checkReferences(scope, frame.tables);
    this.held -= placeWeight * (frame.targets.length + frame.texts.length + frame.attributes.length);
    this.frames.pop();
    this.names.namespaces.pop();
    this.names.localNames.pop();
    this.targets.length -= frame.targets.length;
    this.scopes.length -= frame.scopes.length;
    for (const { constraint } of frame.scopes) {
      if (constraint.refer !== undefined) this.countReference(constraint.refer, -1);
    }
    this.handOver(frame);
  }

  private countReference(name: string, change: number): void {
    this.referred.set(name, (this.referred.get(name) ?? 0) + change);
  }

  private leadsHere(paths: readonly ConstraintPath[], context: number): boolean {
    this.work += paths.length;
    return paths.some((path) => leadsToInnermost(path, context, this.names));
  }

  private findPlaces(target: Target, texts: Place[], attributes: Place[]): void {
    const { fields } = target.scope.constraint;
    for (let field = 0; field < fields.length; field++) {
      const paths = fields[field]!;
      this.work += paths.length;
      let tests: NameTest[] | undefined;
      let isText = false;
      for (const path of paths) {
        if (!leadsToInnermost(path, target.context, this.names)) continue;
        if (path.attribute === undefined) isText = true;
        else (tests ??= []).push(path.attribute);
      }
      if (isText) texts.push({ target, field, attributes: [] });
      if (tests !== undefined) attributes.push({ target, field, attributes: tests });
    }
  }

  private addValue(target: Target, field: number, key: string, offset: number): void {
    if (target.found[field] === true) {
      this.fail(target, wrong.secondField(target.scope.constraint), offset);
      return;
    }
    target.found[field] = true;
    target.values[field] = key;
  }

  private fail(target: Target, violation: Violation, offset: number): void {
    target.failed = true;
    this.report(violation, offset);
  }

  /** All fields have been seen. */
  private finish({ scope, values, failed, offset }: Target): void {
    const { constraint, keys, references } = scope;
    if (failed) return;
    // Each with its length in front, so that the parts of two keys cannot be taken for each other.
    let key = "";
    for (const value of values) {
      if (value === undefined) {
        if (constraint.kind === "key") this.report(wrong.missingKey(constraint), offset);
        return;
      }
      key += `${value.length}:${value}`;
    }
    if (constraint.kind === "keyref") references.push({ key, offset });
    else if (keys.has(key)) this.report(wrong.duplicateKey(constraint), offset);
    else keys.add(key);
    this.held++;
  }

  private checkReferences({ constraint, references }: Scope, tables: Frame["tables"]): void {
    if (constraint.refer === undefined || references.length === 0) return;
    const known = tables?.get(constraint.refer)?.keys;
    for (const { key, offset } of references) {
      if (known?.has(key) !== true) this.report(wrong.unknownKey(constraint), offset);
    }
  }

  /** Gives the keys found in an element to its parent, where an element further out refers to them. */
  private handOver({ tables }: Frame): void {
    const parent = this.frames.at(-1);
    if (tables === undefined || parent === undefined) return;
    for (const [name, { keys }] of tables) {
      if ((this.referred.get(name) ?? 0) === 0) continue;
      (parent.tables ??= new Map()).set(name, mergeKeys(parent.tables.get(name), keys));
    }
  }

  /** When it is too much, what follows goes unchecked: the message is refused anyway. */
  private isExhausted(offset: number): boolean {
    if (this.exhausted || (this.work <= maximumWork && this.held <= maximumHeld)) return this.exhausted;
    this.exhausted = true;
    this.frames.length = this.scopes.length = this.targets.length = 0;
    this.report(wrong.tooMuchToCompare(), offset);
    return true;
  }
}

/** The element's own keys count, whatever its children brought under the same name. */
function takeOwnKeys(frame: Frame, { constraint, keys }: Scope): void {
  const table = frame.tables?.get(constraint.name);
  const [large, small] = table === undefined || table.keys.size < keys.size ? [keys, table?.keys] : [table.keys, keys];
  for (const key of small ?? []) large.add(key);
  (frame.tables ??= new Map()).set(constraint.name, { keys: large, conflicts: new Set() });
}
