import type { ComplexType, Field, SimpleType, Type } from "../../runtime/codec/tables.js";
import type { Draw } from "./random.js";
import { temptingValues } from "./tempting-values.js";
import { childElements, declarations, elementsOf, textOf, type XmlElement, type XmlNode } from "./xml-tree.js";

/*
 * Changes that a schema has an opinion on: structure, values, names, attributes. What comes out is well-formed and is
 * sometimes valid; which, is for the judges to say.
 */

/** What was done, in words that can be counted: `value: dateTime`, `drop`. Never holds a value of the message. */
export interface Mutation {
  readonly kind: string;
  /** Local names from the root to the changed element. */
  readonly at: string;
  /** The new value, or name, where there is one. */
  readonly detail: string;
}

/** Changes the tree in place. */
export function mutateTree(root: XmlElement, type: Type, draw: Draw): Mutation {
  for (;;) {
    const done = draw.once(2) ? changeValue(root, type, draw) : changeStructure(root, type, draw);
    if (done !== undefined) return done;
  }
}

/** An element that the tables know. */
export interface Place {
  readonly element: XmlElement;
  readonly type: Type;
  readonly parent: XmlElement | undefined;
  /** Local names from the root. */
  readonly path: string;
}

/** Every element that the tables know, the root first. */
export function typedElements(root: XmlElement, type: Type): Place[] {
  const below = (element: XmlElement, elementType: Type, parent: XmlElement | undefined, path: string): Place[] => [
    { element, type: elementType, parent, path },
    ...(elementType.kind === "simple"
      ? []
      : childElements(element).flatMap((child) => {
          const field = fieldFor(elementType, child);
          return field === undefined ? [] : below(child, field.type(), element, `${path}/${child.local}`);
        })),
  ];
  return below(root, type, undefined, root.local);
}

function fieldFor(type: ComplexType, child: XmlElement): Field | undefined {
  return type.fields.find(
    (field) => field.source === "element" && field.localName === child.local && field.namespace === child.namespace,
  );
}

function changeValue(root: XmlElement, type: Type, draw: Draw): Mutation | undefined {
  const places = typedElements(root, type).filter((place) => place.type.kind === "simple");
  if (places.length === 0) return undefined;
  // Few fields have the types with the most to get wrong: choose the type first.
  const simple = (place: Place): SimpleType => place.type as SimpleType;
  const names = [...new Set(places.map((place) => simple(place).name || simple(place).builtIn))];
  const name = draw.pick(names);
  const {
    element,
    type: chosen,
    path,
  } = draw.pick(places.filter((place) => (simple(place).name || simple(place).builtIn) === name));
  const value = draw.pick(temptingValues(chosen as SimpleType, textOf(element), draw));
  element.children = value === "" ? [] : [{ text: value }];
  return { kind: `value: ${(chosen as SimpleType).primitive}`, at: path, detail: value };
}

const instance = "http://www.w3.org/2001/XMLSchema-instance";
const otherNamespaces = ["", "urn:other", "http://www.w3.org/2001/XMLSchema", instance];

type Change = (place: Place, draw: Draw, places: readonly Place[]) => string | undefined;

/** Takes the element's place among its parent's children. */
function at({ element, parent }: Place): { readonly siblings: XmlNode[]; readonly index: number } | undefined {
  return parent === undefined ? undefined : { siblings: parent.children, index: parent.children.indexOf(element) };
}

/** What `Mutation.kind` can be, besides `value: …`. */
export const structureKinds = (): readonly string[] => Object.keys(structureChanges);

const structureChanges: Readonly<Record<string, Change>> = {
  drop(place) {
    const here = at(place);
    here?.siblings.splice(here.index, 1);
    return here && place.element.local;
  },
  duplicate(place, draw) {
    const here = at(place);
    if (here === undefined) return undefined;
    const copies = 1 + draw.below(3);
    here.siblings.splice(here.index, 0, ...Array.from({ length: copies }, () => structuredClone(place.element)));
    return `${copies} more`;
  },
  swap(place) {
    const here = at(place);
    if (here === undefined || here.index + 1 >= here.siblings.length) return undefined;
    here.siblings.splice(here.index, 2, here.siblings[here.index + 1]!, place.element);
    return place.element.local;
  },
  move(place, draw, places) {
    const here = at(place);
    if (here === undefined) return undefined;
    const target = draw.pick(places).element;
    if (elementsOf(place.element).includes(target)) return undefined;
    here.siblings.splice(here.index, 1);
    target.children.splice(draw.below(target.children.length + 1), 0, place.element);
    return `into ${target.local}`;
  },
  replace(place, draw, places) {
    const here = at(place);
    if (here === undefined) return undefined;
    here.siblings[here.index] = structuredClone(draw.pick(places).element);
    return place.element.local;
  },
  rename({ element }, draw) {
    const names = [
      element.local.toLowerCase(),
      element.local.slice(1) || "x",
      `${element.local}x`,
      element.local.slice(0, -1) || "x",
      "x",
    ];
    element.local = draw.pick(names);
    return element.local;
  },
  "change namespace"({ element }, draw, places) {
    element.namespace = draw.pick([...otherNamespaces, ...places.map((place) => place.element.namespace)]);
    return element.namespace;
  },
  "add element"({ element }, draw, places) {
    const namespace = draw.pick([element.namespace, draw.pick(places).element.namespace, ...otherNamespaces]);
    const added: XmlElement = {
      namespace,
      local: draw.pick(["x", "Begrundelse", "FejlKode", "Header"]),
      attributes: [],
      children: [],
    };
    element.children.splice(draw.below(element.children.length + 1), 0, added);
    return `{${namespace}}${added.local}`;
  },
  "add text"({ element }, draw) {
    const text = draw.pick(["x", "0", "\u00a0", "\u2003", "\ufeff", "&", " x "]);
    element.children.splice(draw.below(element.children.length + 1), 0, { text });
    return text;
  },
  "add white space"({ element }, draw) {
    const text = draw.pick([" ", "\n", "\t", "\r", "   \r\n"]);
    element.children.splice(draw.below(element.children.length + 1), 0, { text });
    return text;
  },
  "add markup"({ element }, draw) {
    const raw = draw.pick([
      "<!-- c -->",
      "<?app x?>",
      "<![CDATA[]]>",
      "<![CDATA[ ]]>",
      "<![CDATA[x]]>",
      "&#32;",
      "&#xA;",
      "&#120;",
    ]);
    element.children.splice(draw.below(element.children.length + 1), 0, { raw });
    return raw;
  },
  empty({ element }) {
    if (element.children.length === 0) return undefined;
    element.children = [];
    return element.local;
  },
  "make white space"({ element }, draw) {
    element.children = [{ text: draw.pick([" ", "\n\t"]) }];
    return element.local;
  },
  "add attribute"({ element }, draw) {
    const namespace = draw.pick(["", "", "urn:other", element.namespace, "http://www.w3.org/XML/1998/namespace"]);
    const local = namespace.startsWith("http://www.w3.org/XML")
      ? draw.pick(["lang", "space", "base"])
      : draw.pick(["x", "id", "type", "nil"]);
    const value = local === "space" ? "preserve" : draw.pick(["", "da", "true"]);
    return addAttribute(element, namespace, local, value);
  },
  "add xsi:nil": ({ element }, draw) =>
    addAttribute(element, instance, "nil", draw.pick(["true", "false", "1", "0", " true ", "TRUE", ""])),
  "add xsi:nil to empty"({ element }, draw) {
    element.children = [];
    return addAttribute(element, instance, "nil", draw.pick(["true", "false", "1"]));
  },
  "add xsi attribute": ({ element }, draw) =>
    draw.once(2)
      ? addAttribute(element, instance, "schemaLocation", "urn:other not-there.xsd")
      : addAttribute(element, instance, draw.pick(["noNamespaceSchemaLocation", "unknown"]), "not-there.xsd"),
  "add xsi:type"({ element, type }, draw, places) {
    const [namespace, local] = draw.once(3) ? expanded(draw.pick(places).type) : expanded(type);
    const prefix = draw.pick(["t", "t", "t", "u", ""]);
    // A default namespace on an element in no namespace cannot be written.
    if (prefix === "" && element.namespace === "") return undefined;
    const declared = prefix === "u" || (namespace !== "" && declarePrefix(element, prefix, namespace));
    if (!declared || !declarePrefix(element, "xs", xmlSchema)) return undefined;
    const builtIns = [
      "string",
      "normalizedString",
      "token",
      "NCName",
      "date",
      "dateTime",
      "int",
      "anyType",
      "anySimpleType",
      "nosuch",
    ];
    const value = draw.once(3) ? `xs:${draw.pick(builtIns)}` : prefix === "" ? local : `${prefix}:${local}`;
    return addAttribute(element, instance, "type", draw.once(8) ? ` ${value} ` : value);
  },
};

const xmlSchema = "http://www.w3.org/2001/XMLSchema";

/** Namespace and local name of a type. */
function expanded({ name }: Type): readonly [namespace: string, local: string] {
  const end = name.lastIndexOf("}");
  return [name.slice(1, Math.max(end, 1)), name.slice(end + 1)];
}

/** A declaration for a name in a value; the writer puts it on the element as it stands. */
function declarePrefix(element: XmlElement, prefix: string, namespace: string): boolean {
  if (element.attributes.some((attribute) => attribute.local === prefix)) return false;
  element.attributes.push({ namespace: declarations, local: prefix, value: namespace });
  return true;
}

function addAttribute(element: XmlElement, namespace: string, local: string, value: string): string | undefined {
  if (element.attributes.some((attribute) => attribute.namespace === namespace && attribute.local === local))
    return undefined;
  element.attributes.push({ namespace, local, value });
  return `{${namespace}}${local}=${value}`;
}

function changeStructure(root: XmlElement, type: Type, draw: Draw): Mutation | undefined {
  const places = typedElements(root, type);
  const kind = draw.pick(Object.keys(structureChanges));
  // The root keeps its name: which roots are allowed is not a question for the schema.
  const naming = kind === "rename" || kind === "change namespace";
  const candidates = naming ? places.slice(1) : places;
  if (candidates.length === 0) return undefined;
  const place = draw.pick(candidates);
  const detail = structureChanges[kind]!(place, draw, places);
  return detail === undefined ? undefined : { kind, at: place.path, detail };
}
