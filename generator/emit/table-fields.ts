import type {
  ConstraintPathModel,
  FieldModel,
  IdentityConstraintModel,
  NameTestModel,
  ObjectTypeModel,
  PackageModel,
  WildcardModel,
} from "../ir/model.js";
import { imported, raw } from "../print/code.js";
import { array, atom, object, thunk, type Layout, type LayoutEntry } from "../print/layout.js";
import { at, attributeRegistryModule, registryModule, tableOf } from "./symbols.js";
import { entry, flag, optionalEntry, splitClark, text, texts } from "./table-layout.js";

/** Whether a field has a name on the wire. */
export function isNamed({ source }: FieldModel): boolean {
  return source === "element" || source === "attribute";
}

/** A field of an object type, in the table of that type. */
export function fieldLayout(model: PackageModel, type: ObjectTypeModel, field: FieldModel): Layout {
  const { namespace, localName } = splitClark(field.qname);
  const { wildcard } = field;
  return object([
    entry("property", text(field.propertyName)),
    ...(field.source === "element" ? [] : [entry("source", text(field.source))]),
    ...(namespace === "" || !isNamed(field) ? [] : [namespaceEntry(model, type.namespace, namespace)]),
    ...(localName === field.propertyName || !isNamed(field) ? [] : [entry("localName", text(localName))]),
    ...(wildcard === undefined
      ? [entry("type", thunk(tableOf(model, field.type)))]
      : [entry("wildcard", wildcardLayout(model, field.source, wildcard))]),
    ...flag("optional", field.optional),
    ...flag("repeated", field.repeated),
    ...flag("nillable", field.nillable),
    ...optionalEntry("default", field.default, text),
    ...optionalEntry("fixed", field.fixed, text),
    ...optionalEntry("block", field.block, texts),
    ...optionalEntry("constraints", field.constraints, constraintsLayout),
  ]);
}

/** The module's own namespace by the constant at its head, any other spelled out. */
function namespaceEntry(model: PackageModel, own: number, namespace: string): LayoutEntry {
  return at(model.namespaces, own).uri === namespace ? { key: raw("namespace") } : entry("namespace", text(namespace));
}

const registry = imported("registry", registryModule);
const attributeRegistry = imported("attributeRegistry", attributeRegistryModule);

function wildcardLayout(
  model: PackageModel,
  source: FieldModel["source"],
  { namespaces, process }: WildcardModel,
): Layout {
  const allowed =
    namespaces === "any"
      ? text("any")
      : "not" in namespaces
        ? object([entry("not", text(namespaces.not))])
        : texts(namespaces);
  return object([
    entry("namespaces", allowed),
    entry("process", text(process)),
    ...(process === "skip" || model.registry === undefined
      ? []
      : [entry("registry", thunk(source === "any-attribute" ? attributeRegistry : registry))]),
  ]);
}

/** The identity constraints of an element. */
export function constraintsLayout(constraints: readonly IdentityConstraintModel[]): Layout {
  return array(
    constraints.map((constraint) =>
      object([
        entry("kind", text(constraint.kind)),
        entry("name", text(constraint.name)),
        ...optionalEntry("refer", constraint.refer, text),
        entry("selector", array(constraint.selector.map(pathLayout))),
        entry("fields", array(constraint.fields.map((field) => array(field.map(pathLayout))))),
      ]),
    ),
  );
}

function pathLayout({ descendant, steps, attribute }: ConstraintPathModel): Layout {
  return object([
    entry("descendant", atom(raw(String(descendant)))),
    entry("steps", array(steps.map(nameTestLayout))),
    ...optionalEntry("attribute", attribute, nameTestLayout),
  ]);
}

function nameTestLayout({ namespace, localName }: NameTestModel): Layout {
  return object([...optionalEntry("namespace", namespace, text), ...optionalEntry("localName", localName, text)]);
}
