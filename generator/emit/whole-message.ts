import type { ElementModel, FieldModel, PackageModel, TypeIndex, TypeModel } from "../ir/model.js";
import { at } from "./symbols.js";
import { isAnyType } from "./variants.js";

/*
 * Rules about a message as a whole: IDs are used once, references lead somewhere, keys are unique. Only the generic path
 * knows them, so a type below which there is one has no fast path.
 */

/** A type, all that wildcards for elements know, or what those for attributes do. */
type Held = TypeIndex | "registry" | "attributes";

const referring: ReadonlySet<string> = new Set(["ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES"]);

const answers = new WeakMap<PackageModel, ReadonlySet<TypeModel>>();

/** Whether a value of the type can break such a rule. */
export function hasMessageRules(model: PackageModel, type: TypeModel): boolean {
  let found = answers.get(model);
  if (found === undefined) answers.set(model, (found = typesWithRules(model)));
  return found.has(type);
}

/** As {@link hasMessageRules}, of the element. */
export function elementHasRules(model: PackageModel, element: ElementModel): boolean {
  return isConstrained(element) || hasMessageRules(model, at(model.types, element.type));
}

function isConstrained({ constraints = [] }: Pick<ElementModel, "constraints">): boolean {
  return constraints.length > 0;
}

/** From the types that state a rule back to all that hold one of them. */
function typesWithRules(model: PackageModel): ReadonlySet<TypeModel> {
  const holders = new Map<Held, Held[]>();
  const found = new Set<Held>();
  const waiting: Held[] = [];
  const hold = (held: Held, holder: Held): void => {
    const known = holders.get(held);
    if (known === undefined) holders.set(held, [holder]);
    else known.push(holder);
  };
  model.types.forEach((type, index) => {
    if (statesRule(type)) waiting.push(index);
    for (const held of heldTypes(model, type)) hold(held, index);
  });
  if (model.registry !== undefined) {
    const { elements, attributes, types } = model.registry;
    for (const element of elements) hold(at(model.elements, element).type, "registry");
    for (const { type } of attributes) hold(type, "attributes");
    hold("attributes", "registry");
    for (const type of types) hold(type, "registry");
    if (elements.some((element) => isConstrained(at(model.elements, element)))) waiting.push("registry");
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(holders.get(next) ?? []));
  }
  return new Set([...found].flatMap((index) => (typeof index === "string" ? [] : [at(model.types, index)])));
}

function statesRule(type: TypeModel): boolean {
  if (type.kind === "object") return type.fields.some(isConstrained);
  return type.variety.kind === "atomic" && referring.has(type.builtIn);
}

function heldTypes(model: PackageModel, type: TypeModel): readonly Held[] {
  if (type.kind === "simple") {
    const { variety } = type;
    const parts = variety.kind === "list" ? [variety.item] : variety.kind === "union" ? variety.members : [];
    // A simple type that stands for another one has its text read by the tables, and is written as the other one.
    return [...parts, ...type.derived.filter((index) => at(model.types, index).kind === "object")];
  }
  const looksUp = (kind: FieldModel["source"]): boolean =>
    type.fields.some(
      ({ source, wildcard }) => source === kind && wildcard !== undefined && wildcard.process !== "skip",
    );
  const fields = type.fields.filter(({ wildcard }) => wildcard === undefined).map((field) => field.type);
  return [
    ...fields,
    ...type.derived,
    ...(isAnyType(type) || looksUp("any") ? (["registry"] as const) : []),
    ...(looksUp("any-attribute") ? (["attributes"] as const) : []),
  ];
}
