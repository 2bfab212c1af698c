import { buildTree, withoutDeclarations } from "../support/xml-tree.js";

/* Whether two documents say the same: canonical XML with expanded names, and simple values compared by value. */

/** An element with expanded names and, for values that hold prefixes, the namespaces in scope. */
interface Node {
  readonly name: string;
  /** Clark name → value; namespace declarations left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Node | string)[];
  readonly scope: ReadonlyMap<string, string>;
}

/** The first difference, as a path of local names and what differs without the values; undefined when there is none. */
export function differenceOf(left: string, right: string): string | undefined {
  return compareElements(parse(left), parse(right), "");
}

function parse(text: string): Node {
  return buildTree<Node>(
    text,
    ({ uri, local, attributes, ns }, parent) => ({
      name: `{${uri}}${local}`,
      attributes: new Map(
        withoutDeclarations(attributes).map((attribute) => [`{${attribute.uri}}${attribute.local}`, attribute.value]),
      ),
      children: [],
      scope: new Map([...(parent?.scope ?? []), ...Object.entries(ns)]),
    }),
    ({ children }, value) => {
      if (typeof children.at(-1) === "string") children.push(`${String(children.pop())}${value}`);
      else children.push(value);
    },
  );
}

function compareElements(left: Node, right: Node, above: string): string | undefined {
  const path = `${above}/${left.name.slice(left.name.indexOf("}") + 1)}`;
  if (left.name !== right.name) return `${path}: is ${right.name} now`;
  for (const [name, value] of left.attributes) {
    const other = right.attributes.get(name);
    if (other === undefined) return `${path}/@${name}: is gone`;
    if (!isSameValue(value, left.scope, other, right.scope)) return `${path}/@${name}: has another value`;
  }
  for (const name of right.attributes.keys()) if (!left.attributes.has(name)) return `${path}/@${name}: is new`;
  const [ours, theirs] = [significant(left), significant(right)];
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const [one, other] = [ours[index], theirs[index]];
    if (one === undefined || other === undefined) return `${path}: ${ours.length} parts became ${theirs.length}`;
    if (typeof one === "string" || typeof other === "string") {
      if (typeof one !== "string" || typeof other !== "string") return `${path}: text and elements have changed places`;
      if (!isSameValue(one, left.scope, other, right.scope)) return `${path}: has another value`;
      continue;
    }
    const difference = compareElements(one, other, path);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Between elements white space alone is no content; mixed content of samples has more than that. */
function significant({ children }: Node): readonly (Node | string)[] {
  if (children.every((child) => typeof child === "string")) return children.filter((child) => child !== "");
  return children.filter((child) => typeof child !== "string" || child.trim() !== "");
}

/**
 * Whether two texts are lexical forms of one value in some type of XSD. Not knowing the type makes this lenient, not blind:
 * only a text that is no number can become another one, and so on.
 */
function isSameValue(
  left: string,
  leftScope: ReadonlyMap<string, string>,
  right: string,
  rightScope: ReadonlyMap<string, string>,
): boolean {
  if (left === right && !left.includes(":")) return true;
  const [one, other] = [left, right].map((text) => text.trim().replaceAll(/\s+/g, " ")) as [string, string];
  const name = expanded(one, leftScope);
  if (name !== undefined && name === expanded(other, rightScope)) return true;
  if (left === right) return name === undefined;
  return one === other || keysOf(one).some((key) => keysOf(other).includes(key));
}

/** A qualified name in Clark notation; undefined when its prefix is not bound, or it has none. */
function expanded(text: string, scope: ReadonlyMap<string, string>): string | undefined {
  const [, prefix = "", local = ""] = /^([^\s:]+):([^\s:]+)$/.exec(text) ?? [];
  const namespace = prefix === "" ? undefined : scope.get(prefix);
  return namespace === undefined ? undefined : `{${namespace}}${local}`;
}

function keysOf(text: string): readonly string[] {
  const keys: string[] = [];
  const decimal = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  if (decimal !== null && text !== "")
    keys.push(`decimal ${decimal[1] === "-" ? "-" : ""}${decimal[2] || "0"}.${decimal[3] ?? ""}`);
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) keys.push(`double ${Number(text)}`);
  if (/^(?:true|1)$/.test(text)) keys.push("boolean true");
  if (/^(?:false|0)$/.test(text)) keys.push("boolean false");
  if (/^(?:[0-9A-Fa-f]{2})+$/.test(text)) keys.push(`hex ${text.toLowerCase()}`);
  if (/^[A-Za-z0-9+/= ]+$/.test(text)) keys.push(`base64 ${text.replaceAll(" ", "")}`);
  return keys;
}
