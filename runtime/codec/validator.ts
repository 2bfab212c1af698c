import { arrange, countsOf, isComplete, plainElements } from "./arrangement.js";
import { takesBlank } from "./blank-text.js";
import type { CompiledComplexType, CompiledSimpleType, CompiledType, Declaration } from "./compiled.js";
import type { ContentNode } from "./content-node.js";
import { isBlocked } from "./derived-types.js";
import { EnoughIssues, IssueCollector } from "./issue-collector.js";
import type { PathStep } from "./issue.js";
import { isPlainObject, ownProperty } from "./plain-object.js";
import * as wrong from "./structure-violation.js";
import type { SimpleCodec } from "./simple.js";
import { isNil, typeNameIn, typeOfValue } from "./substitution.js";
import { refuseProperties, validateAnyAttributes } from "./validate-attributes.js";
import { validateAnyElement } from "./validate-foreign.js";
import { validateMixed } from "./validate-mixed.js";
import type { ValueChecks } from "./value-checks.js";
import * as unfit from "./value-violation.js";
import type { Violation } from "./violation.js";

/** Objects inside one another; beyond it a value is refused, a cyclic one among them. */
const greatestDepth = 256;
/** Properties and array items looked at: a small value whose parts are shared over and over may stand for a huge message. */
const mostParts = 10_000_000;
const maximumIssues = 100;
/** An object has no place in a message. */
const noPlace = -1;

/** One validation of one value. */
export class Validator implements ValueChecks {
  readonly issues: IssueCollector = new IssueCollector(maximumIssues);
  refers = false;
  private depth = 0;
  private parts = 0;

  add(violation: Violation, step?: PathStep): void {
    this.issues.add(violation, noPlace, step);
  }

  unreadable(): void {
    try {
      this.add(unfit.notReadable());
    } catch (error) {
      if (!(error instanceof EnoughIssues)) throw error;
    }
  }

  at(step: PathStep, check: () => void): void {
    this.enter(step);
    check();
    this.leave();
  }

  within(check: () => void): void {
    this.descend();
    check();
    this.depth--;
  }

  /** The value of an element; `null` stands for nil. */
  element(value: unknown, declaration: Declaration): void {
    if (declaration.constraints !== undefined) this.refers = true;
    if (declaration.abstract) this.add(wrong.abstractElement(declaration));
    if (isNil(value)) this.nil(value, declaration);
    else this.value(value, declaration.type, declaration);
  }

  value(value: unknown, declared: CompiledType, declaration: Declaration | undefined): void {
    const type = this.typeOf(value, declared, declaration);
    if (type === undefined) return;
    if (type.kind === "complex") this.object(value, type, declaration, ofElement);
    else if (declared.kind === "complex") this.typed(value, type, declaration);
    else this.simple(value, type, declaration);
  }

  typed(value: unknown, type: CompiledType, declaration: Declaration | undefined): void {
    if (type.kind === "complex") {
      this.object(value, type, declaration, ofElement);
      return;
    }
    if (!isPlainObject(value)) {
      this.add(unfit.notObject());
      return;
    }
    refuseProperties(value, ["$type", "$value"], this);
    this.at("$value", () => this.simple(ownProperty(value, "$value"), type, declaration));
  }

  simple(value: unknown, type: CompiledSimpleType, declaration: Declaration | undefined): void {
    const { codec } = type;
    if (type.refers || codec.hasNamePatterns) this.refers = true;
    const violation = codec.check(value);
    if (violation !== undefined) this.add(violation);
    else if (declaration !== undefined) this.declared(value, codec, declaration);
  }

  /** Against the fixed or default value of the schema. */
  private declared(value: unknown, codec: SimpleCodec, declaration: Declaration): void {
    const { source, fixed, default: instead } = declaration;
    if (fixed !== undefined) {
      const text = codec.write(value, undefined);
      if (text !== fixed && codec.key(text, undefined) !== codec.key(fixed, undefined))
        this.add(wrong.notFixed(declaration));
    } else if (source !== "attribute" && instead !== undefined && instead !== "" && !takesBlank(codec.type)) {
      // An attribute that is there has its own value, the empty one included.
      const text = codec.write(value, undefined);
      if (text === "" && codec.key(text, undefined) !== codec.key(instead, undefined))
        this.add(unfit.emptyForDefault(declaration));
    }
  }

  private descend(): void {
    if (++this.depth > greatestDepth) throw this.stop(unfit.tooDeep());
  }

  private enter(step: PathStep): void {
    this.issues.path.push(step);
    if (++this.parts > mostParts) throw this.stop(unfit.tooMany());
  }

  private leave(): void {
    this.issues.path.pop();
  }

  private stop(violation: Violation): EnoughIssues {
    this.add(violation);
    return new EnoughIssues();
  }

  /** The type of the value, which may be another than the declared one. Undefined when it can be none. */
  private typeOf(
    value: unknown,
    declared: CompiledType,
    declaration: Declaration | undefined,
  ): CompiledType | undefined {
    if (typeNameIn(value) === undefined) return declared;
    const found = typeOfValue(value, declared);
    if (found === undefined) {
      this.add(unfit.unknownType(), "$type");
      return undefined;
    }
    if (isBlocked(declaration?.block ?? [], declared, found)) this.add(wrong.blockedType(), "$type");
    return found.type;
  }

  private nil(value: unknown, declaration: Declaration): void {
    if (!declaration.nillable) {
      this.add(wrong.nilNotAllowed());
      return;
    }
    if (declaration.fixed !== undefined) this.add(wrong.nilWithFixed());
    const object = isPlainObject(value) ? value : {};
    if (value !== null && ownProperty(object, "$nil") !== true) this.add(unfit.nilNotTrue(), "$nil");
    const type = this.typeOf(value, declaration.type, declaration);
    if (type === undefined) return;
    if (type.kind === "complex") this.nilObject(object, type);
    else this.refuseOthers(object, {}, ofNil);
  }

  /** Of a nil element only the attributes count. */
  private nilObject(object: object, type: CompiledComplexType): void {
    if (type.abstract) this.add(wrong.abstractType());
    for (const field of type.declarations) {
      const value = ownProperty(object, field.property);
      if (field.source === "attribute") this.attribute(value, field);
      else if (field.source === "any-attribute") this.anyAttributes(value, field, type);
      else if (value !== undefined) this.add(wrong.nilWithContent(), field.property);
    }
    this.refuseOthers(object, type.template, ofNil);
  }

  /** @param besides properties that the object may have besides those of its type */
  private object(
    value: unknown,
    type: CompiledComplexType,
    declaration: Declaration | undefined,
    besides: readonly string[],
  ): void {
    if (!isPlainObject(value)) {
      this.add(unfit.notObject());
      return;
    }
    if (type.abstract) this.add(wrong.abstractType());
    this.descend();
    const { content } = type;
    const plain = content === undefined ? undefined : plainElements(content);
    const counts = content === undefined || plain !== undefined ? undefined : new Map<Declaration, number>();
    for (const field of type.declarations)
      this.field(ownProperty(value, field.property), field, type, declaration, counts);
    this.refuseOthers(value, type.template, besides);
    if (counts !== undefined) this.content(content!, counts);
    else if (plain !== undefined && !isComplete(value, plain)) this.content(content!, countsOf(value, plain));
    this.depth--;
  }

  private field(
    value: unknown,
    field: Declaration,
    type: CompiledComplexType,
    owner: Declaration | undefined,
    counts: Map<Declaration, number> | undefined,
  ): void {
    switch (field.source) {
      case "attribute":
        this.attribute(value, field);
        break;
      case "any-attribute":
        this.anyAttributes(value, field, type);
        break;
      case "text":
        this.text(value, field, owner);
        break;
      case "mixed":
        this.mixed(value, field, owner);
        break;
      default:
        if (value !== undefined) this.particles(value, field, counts);
    }
  }

  private refuseOthers(object: object, template: object, besides: readonly string[]): void {
    for (const property of Object.keys(object)) {
      if (Object.hasOwn(template, property) || ownProperty(object, property) === undefined) continue;
      if (!besides.includes(property)) this.add(wrong.unexpectedElement(property, false, []), property);
    }
  }

  private attribute(value: unknown, field: Declaration): void {
    if (value === undefined) {
      if (!field.optional) this.add(wrong.missingAttribute(field), field.property);
    } else {
      this.enter(field.property);
      this.characters(value, field, field);
      this.leave();
    }
  }

  private anyAttributes(value: unknown, field: Declaration, type: CompiledComplexType): void {
    if (value !== undefined) this.at(field.property, () => validateAnyAttributes(value, field, type, this));
  }

  private text(value: unknown, field: Declaration, owner: Declaration | undefined): void {
    if (value === undefined) {
      this.add(unfit.missingText(), field.property);
      return;
    }
    this.enter(field.property);
    // A default or fixed value of the element is about the text of its content.
    this.characters(value, field, owner ?? field);
    this.leave();
  }

  private characters(value: unknown, { type }: Declaration, declaration: Declaration): void {
    if (type.kind === "simple") this.simple(value, type, declaration);
  }

  private mixed(value: unknown, field: Declaration, owner: Declaration | undefined): void {
    if (value === undefined && !field.optional) this.add(unfit.missingContent(), field.property);
    else this.at(field.property, () => validateMixed(value, field, owner, this));
  }

  /** The values of a field that has a place in the content model. */
  private particles(value: unknown, field: Declaration, counts: Map<Declaration, number> | undefined): void {
    counts?.set(field, 1);
    this.enter(field.property);
    if (!field.repeated) {
      this.particle(value, field);
    } else if (Array.isArray(value)) {
      counts?.set(field, value.length);
      for (let index = 0; index < value.length; index++) {
        this.enter(index);
        this.particle(value[index], field);
        this.leave();
      }
    } else {
      this.add(unfit.notArray());
    }
    this.leave();
  }

  /** One value of a field that has a place in the content model. */
  particle(value: unknown, field: Declaration): void {
    if (field.source === "any") validateAnyElement(value, field, this);
    else if (field.source !== "group") this.element(value, field);
    else if (field.type.kind === "complex") this.object(value, field.type, undefined, ofGroup);
  }

  private content(content: ContentNode, counts: ReadonlyMap<Declaration, number>): void {
    const { missing, leftOver } = arrange(content, counts);
    for (const { node, found } of missing) {
      const step = "declarations" in node ? undefined : node.declaration.property;
      this.add(unfit.missing(node, found), step);
    }
    for (const declaration of leftOver) this.add(unfit.tooManyOf(declaration), declaration.property);
  }
}

/* What objects may say besides what their type has. */
const ofElement: readonly string[] = ["$type"];
const ofNil: readonly string[] = ["$type", "$nil"];
const ofGroup: readonly string[] = [];
