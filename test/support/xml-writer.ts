import type { Draw } from "./random.js";
import { declarations, elementsOf, isElement, type XmlElement, type XmlNode } from "./xml-tree.js";

/*
 * Writes one tree in many forms that mean the same: other prefixes, declarations elsewhere, CDATA, references, comments,
 * white space in tags and between elements.
 */

/** Every form is equivalent in the sense of XML Schema. */
export interface Form {
  /** Namespace → prefix, `""` for the default namespace. Namespaces that are not listed get a prefix of their own. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Declare everything on the root, or each namespace where it is first needed. */
  readonly declarations: "root" | "where needed";
  /** How text is written, chosen anew for each text. */
  text(value: string): string;
  /** White space inside a tag: `before` an attribute is at least one character, at the end any. */
  tagSpace(least: 0 | 1): string;
  /** What stands before a child element, or before the end tag, of an element without text. @param next local name, or `""` */
  between(depth: number, next: string): string;
  readonly quote: '"' | "'";
  /** `<a/>` instead of `<a></a>`. */
  readonly selfClosing: boolean;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;",
};

const escapeText = (value: string): string => value.replace(/[&<>\r]/g, (character) => escapes[character]!);

const escapeAttribute = (value: string): string =>
  value.replace(/[&<>"'\r\n\t]/g, (character) => escapes[character] ?? `&#${character.charCodeAt(0)};`);

/** The plain form: prefixes of our own, declared on the root, nothing between elements. */
export const plainForm: Form = {
  prefixes: new Map(),
  declarations: "root",
  text: escapeText,
  tagSpace: (least) => (least === 1 ? " " : ""),
  between: () => "",
  quote: '"',
  selfClosing: false,
};

/** A random form. */
export function drawForm(draw: Draw, namespaces: readonly string[]): Form {
  const used = new Set<string>();
  const prefixes = new Map<string, string>();
  for (const namespace of namespaces) {
    if (namespace === "") continue;
    const candidates = ["", "a", "b", "ns1", "syg", "long-prefix.name", "ø", "_", "x1y2"];
    const prefix = draw.pick(candidates);
    // Two namespaces cannot share a prefix that is declared on one element.
    if (!used.has(prefix)) prefixes.set(namespace, prefix);
    used.add(prefix);
  }
  const spaces = ["", "", "", " ", "\n", "\t", "\r\n  "];
  return {
    prefixes,
    declarations: draw.pick(["root", "where needed"]),
    text: (value) => drawText(draw, value),
    tagSpace: (least) => (least === 1 ? draw.pick([" ", " ", "\n", "  \t"]) : draw.pick(spaces)),
    between: (depth, next) =>
      draw.pick([
        "",
        "",
        `\n${"  ".repeat(depth)}`,
        " \t",
        "<!-- - -->",
        `<!--<a:${next}>-->`,
        `<!--a:${next}></a:${next}-->`,
        `<?a ${next}?>\n`,
        `<?${next === "" ? "x" : next}?>`,
        "\r\n",
        "&#32;",
        "&#x9;&#xA;",
      ]),
    quote: draw.pick(['"', "'"]),
    selfClosing: draw.once(2),
  };
}

function drawText(draw: Draw, value: string): string {
  if (!draw.once(3)) return escapeText(value);
  const characters = [...value];
  const cut = draw.below(characters.length + 1);
  const left = escapeText(characters.slice(0, cut).join(""));
  const right = escapeText(characters.slice(cut).join(""));
  switch (draw.below(5)) {
    case 0:
      // A carriage return cannot stand in a CDATA section: it would be read as a line feed.
      return value.includes("]]>") || value.includes("\r") ? escapeText(value) : `<![CDATA[${value}]]>`;
    case 1:
      return characters.map((character) => `&#${character.codePointAt(0)!};`).join("");
    case 2:
      return characters.map((character) => `&#x${character.codePointAt(0)!.toString(16)};`).join("");
    case 3:
      return `${left}<!-- ${draw.pick(["", "&", "<a>", "]]>"])} -->${right}`;
    default:
      return `${left}<?app ${draw.pick(["", "x", "<", "?"])}?>${right}`;
  }
}

interface Scope {
  /** Prefix → namespace in force; `""` is the default. */
  readonly bindings: ReadonlyMap<string, string>;
  readonly form: Form;
  readonly depth: number;
}

/** Writes the tree as a document. */
export function writeXml(root: XmlElement, form: Form = plainForm): string {
  return writeElement(root, { bindings: new Map(), form, depth: 1 }, true);
}

/** Namespaces of the names below an element, its own included. */
export function namespacesOf(element: XmlElement): ReadonlySet<string> {
  const names = elementsOf(element).flatMap((each) => [each, ...each.attributes]);
  return new Set(names.map((name) => name.namespace).filter((namespace) => namespace !== declarations));
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

function writeElement(element: XmlElement, scope: Scope, isRoot: boolean): string {
  const { form, depth } = scope;
  const bindings = new Map(scope.bindings);
  const declared = new Map<string, string>();
  const declare = (prefix: string, namespace: string): void => {
    declared.set(prefix, namespace);
    bindings.set(prefix, namespace);
  };
  const bind = (namespace: string, prefixed: boolean): void => {
    if (namespace === xmlNamespace || prefixFor(bindings, namespace, prefixed) !== undefined) return;
    const wanted = namespace === "" ? "" : form.prefixes.get(namespace);
    // The default namespace serves no attribute, and is not free where the element itself is in no namespace.
    const defaultTaken = prefixed || (element.namespace === "" && namespace !== "");
    const usable = wanted !== undefined && !declared.has(wanted) && !(wanted === "" && defaultTaken);
    declare(usable ? wanted : freePrefix(bindings), namespace);
  };
  const attributes = element.attributes.filter((each) => each.namespace !== declarations);
  for (const each of element.attributes) if (each.namespace === declarations) declare(each.local, each.value);
  bind(element.namespace, false);
  for (const each of attributes) if (each.namespace !== "") bind(each.namespace, true);
  if (isRoot && form.declarations === "root") {
    for (const namespace of namespacesOf(element)) if (namespace !== "") bind(namespace, false);
  }

  const nameOf = (namespace: string, local: string, isAttribute: boolean): string => {
    if (namespace === xmlNamespace) return `xml:${local}`;
    const prefix = isAttribute && namespace === "" ? "" : prefixFor(bindings, namespace, isAttribute);
    return prefix === "" || prefix === undefined ? local : `${prefix}:${local}`;
  };
  const equals = (): string => `${form.tagSpace(0)}=${form.tagSpace(0)}`;
  const written = (name: string, value: string): string =>
    `${form.tagSpace(1)}${name}${equals()}${form.quote}${escapeAttribute(value)}${form.quote}`;
  const name = nameOf(element.namespace, element.local, false);
  const all = [
    ...[...declared].map(([prefix, uri]) => written(prefix === "" ? "xmlns" : `xmlns:${prefix}`, uri)),
    ...attributes.map((each) => written(nameOf(each.namespace, each.local, true), each.value)),
  ];
  const start = `<${name}${all.join("")}${form.tagSpace(0)}`;
  if (element.children.length === 0 && form.selfClosing) return `${start}/>`;
  const content = writeChildren(element.children, { bindings, form, depth: depth + 1 });
  return `${start}>${content}</${name}${form.tagSpace(0)}>`;
}

function prefixFor(bindings: ReadonlyMap<string, string>, namespace: string, prefixed: boolean): string | undefined {
  if (namespace === "" && !bindings.has("")) return "";
  for (const [prefix, uri] of bindings) if (uri === namespace && !(prefixed && prefix === "")) return prefix;
  return undefined;
}

function freePrefix(bindings: ReadonlyMap<string, string>): string {
  for (let number = 0; ; number++) if (!bindings.has(`p${number}`)) return `p${number}`;
}

function writeChildren(children: readonly XmlNode[], scope: Scope): string {
  const { form, depth } = scope;
  const onlyElements = children.some(isElement) && children.every((child) => isElement(child) || "raw" in child);
  const parts = children.map((child) => {
    if (isElement(child))
      return (onlyElements ? form.between(depth, child.local) : "") + writeElement(child, scope, false);
    return "raw" in child ? child.raw : form.text(child.text);
  });
  return parts.join("") + (onlyElements ? form.between(depth - 1, "") : "");
}
