import { illegalCharacterIndex } from "../xml/characters.js";
import { schemaInstanceNamespace, xmlNamespace, xmlnsNamespace } from "../xml/namespaces.js";
import { clarkName, isNcName, parseQName } from "../values/names.js";
import { anyTypeName } from "./built-in-types.js";
import type { Declaration } from "./compiled.js";
import { isPlainObject, ownProperty } from "./plain-object.js";
import * as wrong from "./structure-violation.js";
import { typeNameIn } from "./substitution.js";
import type { Wildcard } from "./tables.js";
import { legalName, refuseProperties, validateText, type ExpandedName } from "./validate-attributes.js";
import type { ValueChecks } from "./value-checks.js";
import type { PrefixLookup } from "./value-family.js";
import * as unfit from "./value-violation.js";
import { Violation } from "./violation.js";
import { allowsNamespace, componentsOf, type ComponentLookup } from "./wildcards.js";

/**
 * An element in the place of a wildcard: of the contract, by its value, or foreign, by its content.
 *
 * @param field of source `any`
 */
export function validateAnyElement(value: unknown, field: Declaration, checks: ValueChecks): void {
  const { wildcard } = field;
  if (wildcard !== undefined) new AnyElementCheck(wildcard, checks).element(value, true);
}

/** The bindings of a foreign element and those around it; checked, so that they are strings. */
interface Scope {
  readonly bindings: object;
  readonly outer: Scope | undefined;
}

const typeAttribute = clarkName(schemaInstanceNamespace, "type");

class AnyElementCheck implements PrefixLookup {
  private readonly wildcard: Wildcard;
  private readonly checks: ValueChecks;
  /** Undefined when nothing is looked up. */
  private readonly components: ComponentLookup | undefined;
  private scope: Scope | undefined;

  constructor(wildcard: Wildcard, checks: ValueChecks) {
    this.wildcard = wildcard;
    this.checks = checks;
    this.components = wildcard.process === "skip" ? undefined : componentsOf(wildcard);
  }

  /** @param outermost the element stands where the wildcard does; what is inside it, the wildcard does not limit */
  element(value: unknown, outermost: boolean): void {
    const { checks } = this;
    if (!isPlainObject(value)) {
      checks.add(unfit.notAnyElement());
      return;
    }
    const name = ownProperty(value, "name");
    const parts = legalName(name);
    if (parts === undefined) checks.add(unfit.notName(), "name");
    else if (outermost && !allowsNamespace(this.wildcard, parts.namespace))
      checks.add(unfit.notAllowedByWildcard("element"));
    else if (ownProperty(value, "content") !== undefined) this.foreign(value, parts, outermost);
    else if (ownProperty(value, "value") !== undefined) this.known(value, parts);
    else checks.add(unfit.notAnyElement());
  }

  private known(element: object, { namespace, localName }: ExpandedName): void {
    const { checks, components } = this;
    refuseProperties(element, ["name", "value"], checks);
    const value = ownProperty(element, "value");
    const declaration = components?.element(clarkName(namespace, localName));
    if (declaration !== undefined) {
      checks.at("value", () => checks.within(() => checks.element(value, declaration)));
      return;
    }
    const typeName = typeNameIn(value);
    if (typeName === undefined) {
      checks.add(this.wildcard.process === "strict" ? wrong.undeclaredElement(localName) : unfit.contentExpected());
      return;
    }
    const found = typeof typeName === "string" ? components?.types.typeNamed(typeName) : undefined;
    checks.at("value", () => {
      if (found === undefined) checks.add(unfit.unknownType(), "$type");
      else checks.within(() => checks.typed(value, found.type, undefined));
    });
  }

  private foreign(element: object, { namespace, localName }: ExpandedName, outermost: boolean): void {
    const { checks } = this;
    refuseProperties(element, ["name", "attributes", "prefixes", "content"], checks);
    if (this.components?.element(clarkName(namespace, localName)) !== undefined) {
      checks.add(unfit.valueExpected());
      return;
    }
    checks.within(() => {
      const { scope } = this;
      this.prefixes(ownProperty(element, "prefixes"), namespace);
      const typeName = this.attributes(ownProperty(element, "attributes"));
      if (outermost && this.wildcard.process === "strict" && typeName !== anyTypeName) {
        checks.add(wrong.undeclaredElement(localName));
      }
      this.content(ownProperty(element, "content"));
      this.scope = scope;
    });
  }

  private content(value: unknown): void {
    const { checks } = this;
    checks.at("content", () => {
      if (!Array.isArray(value)) {
        checks.add(unfit.notArray());
        return;
      }
      for (let index = 0; index < value.length; index++) {
        const item: unknown = value[index];
        checks.at(index, () => {
          if (typeof item === "string") validateText(item, checks);
          else this.element(item, false);
        });
      }
    });
  }

  /** @param namespace of the element */
  private prefixes(value: unknown, namespace: string): void {
    if (value === undefined) return;
    const { checks } = this;
    checks.at("prefixes", () => {
      if (!isPlainObject(value)) {
        checks.add(unfit.notObject());
        return;
      }
      for (const prefix of Object.keys(value)) {
        const bound = ownProperty(value, prefix);
        if (typeof bound !== "string" || !mayBind(prefix, bound, namespace)) checks.add(unfit.notBinding(), prefix);
      }
      this.scope = { bindings: value, outer: this.scope };
    });
  }

  /** Returns the type that `xsi:type` names, in Clark notation. */
  private attributes(value: unknown): string | undefined {
    if (value === undefined) return undefined;
    const { checks } = this;
    let typeName: string | undefined;
    checks.at("attributes", () => {
      if (!isPlainObject(value)) {
        checks.add(unfit.notObject());
        return;
      }
      for (const name of Object.keys(value)) {
        const text = ownProperty(value, name);
        if (legalName(name) === undefined) {
          checks.add(unfit.notName(), name);
          continue;
        }
        checks.at(name, () => {
          validateText(text, checks);
          if (typeof text !== "string" || this.components === undefined) return;
          if (name === typeAttribute) typeName = this.typeNamed(text, this.components);
          else this.declaredAttribute(text, this.components.attribute(name));
        });
      }
    });
    return typeName;
  }

  /** A reader would take the element as one of a known type, and its content as a value. */
  private typeNamed(text: string, components: ComponentLookup): string | undefined {
    const name = parseQName(text.trim());
    if (name === undefined) return undefined;
    const namespace = this.lookupPrefix(name.prefix);
    const typeName = namespace === undefined ? undefined : clarkName(namespace, name.localName);
    // What nothing binds here may be bound by what is around it.
    const isKnown = typeName === undefined || components.types.named(typeName) !== undefined;
    if (isKnown && typeName !== anyTypeName) this.checks.add(unfit.valueExpected());
    return typeName;
  }

  /** Kept as text, but a reader checks it. */
  private declaredAttribute(text: string, declaration: Declaration | undefined): void {
    if (declaration === undefined || declaration.type.kind !== "simple") return;
    const { codec, refers } = declaration.type;
    const { checks } = this;
    if (refers) checks.refers = true;
    const value = codec.read(text, this);
    if (typeof value === "object" && value instanceof Violation) checks.add(value);
    else if (declaration.fixed !== undefined && codec.key(text, this) !== codec.key(declaration.fixed, undefined)) {
      checks.add(wrong.notFixed(declaration));
    }
  }

  /** The namespace that a prefix in a text is bound to; undefined when no foreign element binds it. */
  lookupPrefix(prefix: string): string | undefined {
    for (let { scope } = this; scope !== undefined; scope = scope.outer) {
      const namespace = ownProperty(scope.bindings, prefix);
      if (typeof namespace === "string") return namespace;
    }
    return prefix === "" ? "" : prefix === "xml" ? xmlNamespace : undefined;
  }
}

/** Namespaces in XML §3 and §6.1; an element of no namespace can have no default namespace. */
function mayBind(prefix: string, namespace: string, elementNamespace: string): boolean {
  if (illegalCharacterIndex(namespace) >= 0 || namespace === xmlnsNamespace) return false;
  if (prefix === "xml" || namespace === xmlNamespace) return prefix === "xml" && namespace === xmlNamespace;
  if (prefix === "") return namespace === "" || elementNamespace !== "";
  return prefix !== "xmlns" && namespace !== "" && isNcName(prefix);
}
