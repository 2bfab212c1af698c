import type {
  CodeListModel,
  ElementModel,
  NamespaceModel,
  PackageModel,
  ServiceModel,
  TypeIndex,
  TypeModel,
} from "../ir/model.js";
import { assignPropertyNames } from "./assign-property-names.js";
import { suffixOf, toIdentifier, toSuffix } from "./identifiers.js";
import { methodReservedNames, reservedNames } from "./reserved-names.js";

/** How names are to be settled. */
export interface NamingOptions {
  /** `contract` keeps the contract's spelling; `camelCase` lowers the first letter of properties. Default: `contract`. */
  readonly propertyNames?: "contract" | "camelCase";
  /** Names that the package declares besides its types, such as those of its receipts. */
  readonly reserved?: readonly string[];
}

/**
 * Settles every name of the generated package, once and in one place. A type is called what the contract calls it; where
 * two namespaces define the same name, the first keeps it and the others append their suffix. Types of a namespace with a
 * configured suffix come last, so that adding such a namespace renames nothing.
 *
 * Runs before receipts and rules are resolved, because those refer to properties by name.
 */
export function assignNames(model: PackageModel, options: NamingOptions = {}): PackageModel {
  const names = new NameTable(options.reserved ?? []);
  const services = assignServiceNames(model.services, names);
  const codeLists = assignCodeListNames(model.codeLists);
  for (const list of codeLists) if (list.packageName === model.name) names.claim(list.typeName, []);
  const types = assignTypeNames(model, names);
  const elements = assignElementNames(model, types, names);
  const camelCase = options.propertyNames === "camelCase";
  const named = types.map((type) =>
    type.kind === "object" ? assignPropertyNames(type, model.namespaces, camelCase) : type,
  );
  return { ...model, services, codeLists, types: named, elements };
}

/** The names taken so far. A declaration takes its own name together with those derived from it. */
class NameTable {
  readonly #taken: Set<string>;
  readonly #counts = new Map<string, number>();

  constructor(reserved: readonly string[]) {
    this.#taken = new Set([...reservedNames, ...reserved]);
  }

  isFree(name: string, derived: readonly string[]): boolean {
    return !this.#taken.has(name) && !derived.some((other) => this.#taken.has(other));
  }

  claim(name: string, derived: readonly string[]): void {
    this.#taken.add(name);
    for (const other of derived) this.#taken.add(other);
  }

  /** The first candidate that is free together with the names derived from it; numbered when none is. */
  take(candidates: readonly string[], derive: (name: string) => readonly string[]): string {
    const last = candidates.at(-1) ?? "_";
    let name = candidates.find((candidate) => this.isFree(candidate, derive(candidate)));
    for (let count = this.#counts.get(last) ?? 2; name === undefined; count++) {
      const numbered = `${last}${count}`;
      if (this.isFree(numbered, derive(numbered))) name = numbered;
      this.#counts.set(last, count + 1);
    }
    this.claim(name, derive(name));
    return name;
  }
}

function assignServiceNames(services: readonly ServiceModel[], names: NameTable): readonly ServiceModel[] {
  const modules = new Numbered([], asFile);
  return services.map((service) => {
    const stem = names.take([toIdentifier(service.stem)], (name) => [
      `${name}Client`,
      `${name}Server`,
      `${name}Implementation`,
      `create${name}Client`,
      `create${name}Server`,
      `${name}Service`,
      `${name}Operations`,
      `${name}Faults`,
      `${name}Headers`,
      `${name}Answers`,
      `${name}Encoding`,
      `is${name}Fault`,
      `create${name}Fault`,
    ]);
    const methods = new Numbered(methodReservedNames);
    const operations = service.operations.map((operation) => ({
      ...operation,
      methodName: methods.take(toIdentifier(operation.methodName)),
    }));
    return { ...service, stem, module: modules.take(service.module), operations };
  });
}

/** By short name alone, so that the package of the lists and those that use it agree. */
function assignCodeListNames(lists: readonly CodeListModel[]): readonly CodeListModel[] {
  const names = new Numbered(reservedNames);
  const modules = new Numbered(["index", "types"], asFile);
  return lists.map((list) => {
    const columnNames = new Numbered([]);
    return {
      ...list,
      typeName: names.take(toSuffix(list.typeName)),
      module: modules.take(list.module),
      columns: list.columns.map((column) => ({ ...column, columnName: columnNames.take(toSuffix(column.columnName)) })),
    };
  });
}

function assignTypeNames(model: PackageModel, names: NameTable): readonly TypeModel[] {
  const assigned = [...model.types];
  // A type whose name is ours takes none from a type that the contract names: an anonymous one, and xs:anyType.
  const rank = (type: TypeModel): number => {
    if (type.qname === undefined) return 3;
    if (isOfXsd(type)) return 2;
    return model.namespaces[type.namespace]?.typeSuffix === undefined ? 0 : 1;
  };
  const order = [0, 1, 2, 3].flatMap((wanted) =>
    model.types.flatMap((type, index) => (rank(type) === wanted ? [index] : [])),
  );
  const nillable = nillableTypes(model);
  // The alias of an element that may be nil has the element's name, so that its own type cannot have it.
  const aliased = new Set(model.elements.flatMap((element) => (element.nillable ? [element.type] : [])));
  for (const index of order) {
    const type = model.types[index];
    if (type === undefined) continue;
    const isBeside = type.kind === "object" && type.qname === undefined && aliased.has(index);
    const candidate = isBeside ? { ...type, typeName: `${type.typeName}Type` } : type;
    assigned[index] = nameType(candidate, model.namespaces[type.namespace], nillable.has(index), names);
  }
  return assigned;
}

function isOfXsd({ qname }: TypeModel): boolean {
  return qname?.startsWith("{http://www.w3.org/2001/XMLSchema}") === true;
}

function nillableTypes({ types, elements }: PackageModel): ReadonlySet<TypeIndex> {
  const fields = types.flatMap((type) => (type.kind === "object" ? type.fields : []));
  return new Set([...fields, ...elements].flatMap(({ nillable, type }) => (nillable ? [type] : [])));
}

function nameType(
  type: TypeModel,
  namespace: NamespaceModel | undefined,
  isNillable: boolean,
  names: NameTable,
): TypeModel {
  if (type.typeName === "") {
    const isBuiltIn = type.qname !== undefined;
    const symbolName = names.take(
      [isBuiltIn ? toIdentifier(type.symbolName) : `${toIdentifier(type.symbolName)}Table`],
      () => [],
    );
    return { ...type, symbolName };
  }
  const hasVariants = type.derived.length > 0 || isOfXsd(type);
  const derive = (name: string): readonly string[] => [
    `${name}Table`,
    ...(type.kind === "object" ? [`${name}Schema`, `decode${name}`, `encode${name}`, `validate${name}`] : []),
    // The union of the type and those derived from it, and what stands for nil elements of them.
    ...(hasVariants ? [`${name}Variant`] : []),
    ...(hasVariants && isNillable ? [`${name}Nil`] : []),
  ];
  const base = toIdentifier(type.typeName);
  const suffix = suffixOf(namespace);
  const hasOtherName = type.qname === undefined || reservedNames.has(base);
  const typeName = names.take([base, ...(hasOtherName ? [`${base}Type`] : []), `${base}${suffix}`], derive);
  return { ...type, typeName, symbolName: `${typeName}Table` };
}

function assignElementNames(
  model: PackageModel,
  types: readonly TypeModel[],
  names: NameTable,
): readonly ElementModel[] {
  const shared = new Set<string>();
  const derive = (name: string): readonly string[] => [
    `${name}Element`,
    `${name}Codec`,
    `${name}Schema`,
    `decode${name}`,
    `encode${name}`,
    `validate${name}`,
    `check${name}`,
  ];
  const nameElement = (element: ElementModel): ElementModel => {
    const base = toIdentifier(element.typeName);
    const type = types[element.type];
    // An element may share the name of its own object type; nil needs an alias that says so.
    const own = type?.kind === "object" && type.typeName === base && !element.nillable && !shared.has(base);
    const extra = [`${base}Element`, `${base}Codec`, `check${base}`];
    if (own && extra.every((name) => names.isFree(name, []))) {
      shared.add(base);
      names.claim(base, extra);
      return { ...element, typeName: base };
    }
    const namespace = model.namespaces[element.namespace];
    const suffixed = `${base}${suffixOf(namespace)}`;
    const others = namespace?.typeSuffix === undefined ? [`${base}Message`, suffixed] : [suffixed, `${base}Message`];
    return { ...element, typeName: names.take([base, ...others], derive) };
  };
  const assigned = [...model.elements];
  const order = model.elements.map((_, index) => index);
  // No function is called after an element that only wildcards can name, so that it leaves the names to the others.
  const rank = (index: number): number => {
    const element = model.elements[index];
    if (element?.role === "registry") return 2;
    return element !== undefined && model.namespaces[element.namespace]?.typeSuffix !== undefined ? 1 : 0;
  };
  for (const index of order.sort((left, right) => rank(left) - rank(right) || left - right)) {
    const element = model.elements[index];
    if (element !== undefined) assigned[index] = nameElement(element);
  }
  return assigned;
}

/** Names that are told apart by numbers. */
class Numbered {
  readonly #used: Set<string>;
  readonly #counts = new Map<string, number>();
  readonly #identity: (name: string) => string;

  /** @param identity what makes two names the same; lower case for files, because some file systems say so */
  constructor(reserved: Iterable<string>, identity: (name: string) => string = (name) => name) {
    this.#identity = identity;
    this.#used = new Set([...reserved].map(identity));
  }

  /** The name itself, or the name with the lowest number from 2 on that is free. */
  take(name: string): string {
    const known = this.#identity(name);
    let taken = name;
    let count = this.#counts.get(known) ?? 2;
    while (this.#used.has(this.#identity(taken))) taken = `${name}${count++}`;
    this.#counts.set(known, count);
    this.#used.add(this.#identity(taken));
    return taken;
  }
}

function asFile(name: string): string {
  return name.toLowerCase();
}
