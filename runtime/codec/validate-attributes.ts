import { illegalCharacterIndex } from "../xml/characters.js";
import { schemaInstanceNamespace, xmlnsNamespace } from "../xml/namespaces.js";
import { clarkName, parseClarkName } from "../values/names.js";
import type { CompiledComplexType, Declaration } from "./compiled.js";
import { isPlainObject, ownProperty } from "./plain-object.js";
import * as wrong from "./structure-violation.js";
import type { ValueChecks } from "./value-checks.js";
import * as unfit from "./value-violation.js";
import { notXmlText } from "./violation.js";
import { allowsNamespace, componentsOf } from "./wildcards.js";

/** A name in two parts. */
export interface ExpandedName {
  readonly namespace: string;
  readonly localName: string;
}

/** The parts of a name that XML can carry, spelled in the one way that Clark names are: no two spellings are the same name. */
export function legalName(name: unknown): ExpandedName | undefined {
  const parts = typeof name === "string" ? parseClarkName(name) : undefined;
  if (parts === undefined || clarkName(parts.namespace, parts.localName) !== name) return undefined;
  const isLegal = parts.namespace !== xmlnsNamespace && illegalCharacterIndex(parts.namespace) < 0;
  return isLegal ? parts : undefined;
}

/** What an attribute in the place of a wildcard must not be: the codec writes these itself. */
const instanceAttributes: ReadonlySet<string> = new Set(["type", "nil", "schemaLocation", "noNamespaceSchemaLocation"]);

/**
 * Attributes in the place of a wildcard.
 *
 * @param field of source `any-attribute`
 * @param type whose attributes are not for the wildcard
 */
export function validateAnyAttributes(
  value: unknown,
  field: Declaration,
  type: CompiledComplexType,
  checks: ValueChecks,
): void {
  const { wildcard } = field;
  if (!isPlainObject(value) || wildcard === undefined) {
    checks.add(unfit.notObject());
    return;
  }
  const components = componentsOf(wildcard);
  for (const name of Object.keys(value)) {
    const text = ownProperty(value, name);
    if (text === undefined) continue;
    const parts = legalName(name);
    if (parts === undefined) {
      checks.add(unfit.notName(), name);
      continue;
    }
    const { namespace, localName } = parts;
    const isDeclared = type.attributes.some((known) => known.localName === localName && known.namespace === namespace);
    const isInstance = namespace === schemaInstanceNamespace && instanceAttributes.has(localName);
    if (isDeclared || isInstance || !allowsNamespace(wildcard, namespace)) {
      checks.add(unfit.notAllowedByWildcard("attribute"), name);
      continue;
    }
    const known = components?.attribute(name);
    if (known === undefined) {
      if (wildcard.process === "strict") checks.add(wrong.undeclaredAttribute(localName), name);
      else checks.at(name, () => validateText(text, checks));
    } else if (known.type.kind === "simple") {
      const { type: simple } = known;
      checks.at(name, () => checks.simple(text, simple, known));
    }
  }
}

/** Text of which nothing is known but that XML must be able to carry it. */
export function validateText(value: unknown, checks: ValueChecks): void {
  if (typeof value !== "string") checks.add(unfit.notString());
  else if (illegalCharacterIndex(value) >= 0) checks.add(notXmlText());
}

/** Properties that an object may not have. */
export function refuseProperties(object: object, allowed: readonly string[], checks: ValueChecks): void {
  for (const property of Object.keys(object)) {
    if (allowed.includes(property) || ownProperty(object, property) === undefined) continue;
    checks.add(wrong.unexpectedElement(property, false, []), property);
  }
}
