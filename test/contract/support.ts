import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SaxesParser } from "saxes";
import { parse } from "yaml";

/* What the contract tests read with. Nothing here is shared with the generator: a fault of its reader cannot hide here. */

const root = fileURLToPath(new URL("../../", import.meta.url));
export const messagesFolder = join(root, "test/fixtures/messages");

/** The two fixtures, each a complete folder with its own integration.yaml. */
export const primary = join(root, "wsdl");
export const observed = join(primary, "variant-observed");

export const xsd = (local: string): string => `{http://www.w3.org/2001/XMLSchema}${local}`;
export const wsdl = (local: string): string => `{http://schemas.xmlsoap.org/wsdl/}${local}`;

/** Relative paths of the files below a folder, forward slashes, sorted. */
export function filesBelow(folder: string, prefix = ""): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
    )
    .sort();
}

/** An element; `name` in Clark notation, unqualified attributes under their local name. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly prefixes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Character data directly inside. */
  readonly text: string;
}

interface OpenElement extends Element {
  readonly children: Element[];
  text: string;
}

/** Parses a document, or throws where it is not namespace-well-formed. */
export function readXml(path: string): Element {
  const parser = new SaxesParser({ xmlns: true, fileName: path });
  const open: OpenElement[] = [];
  let document: Element | undefined;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const element: OpenElement = {
      name: `{${tag.uri}}${tag.local}`,
      attributes: new Map(
        Object.values(tag.attributes).map((a) => [a.uri === "" ? a.local : `{${a.uri}}${a.local}`, a.value]),
      ),
      prefixes: new Map([...(open.at(-1)?.prefixes ?? []), ...Object.entries(tag.ns)]),
      children: [],
      text: "",
    };
    open.at(-1)?.children.push(element);
    document ??= element;
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path))).close();
  if (document === undefined) throw new Error(`${path}: no element`);
  return document;
}

export const childrenNamed = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name);

export function descendantsNamed(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendantsNamed(child, name),
  ]);
}

export function attribute(element: Element, name: string): string {
  const value = element.attributes.get(name);
  if (value === undefined) throw new Error(`${element.name} has no attribute ${name}`);
  return value;
}

/** A QName in an attribute value, in Clark notation. */
export function expand(element: Element, qname: string): string {
  const [prefix, local] = qname.includes(":") ? (qname.split(":") as [string, string]) : ["", qname];
  const uri = element.prefixes.get(prefix) ?? (prefix === "" ? "" : undefined);
  if (uri === undefined) throw new Error(`prefix of ${qname} is not declared`);
  return `{${uri}}${local}`;
}

export const localName = (clark: string): string => clark.slice(clark.indexOf("}") + 1);

export const namespacePart = (clark: string): string => clark.slice(1, clark.indexOf("}"));

/** The components of schemas by Clark name. */
export interface Components {
  readonly elements: ReadonlyMap<string, Element>;
  readonly complexTypes: ReadonlyMap<string, Element>;
  readonly simpleTypes: ReadonlyMap<string, Element>;
  /** Namespaces whose local elements are qualified. */
  readonly qualified: ReadonlySet<string>;
}

/** Every schema below the folders, the inline ones of the WSDLs included. */
export function readSchemas(folders: readonly string[]): Element[] {
  return folders
    .flatMap((folder) => filesBelow(folder).map((file) => join(folder, file)))
    .filter((path) => /\.(xsd|wsdl)$/.test(path))
    .map(readXml)
    .flatMap((document) => (document.name === xsd("schema") ? [document] : descendantsNamed(document, xsd("schema"))));
}

export function readComponents(folders: readonly string[]): Components {
  const schemas = readSchemas(folders);
  const byName = (kind: string): ReadonlyMap<string, Element> =>
    new Map(
      schemas.flatMap((schema) =>
        childrenNamed(schema, xsd(kind)).map((component): [string, Element] => [
          `{${attribute(schema, "targetNamespace")}}${attribute(component, "name")}`,
          component,
        ]),
      ),
    );
  return {
    elements: byName("element"),
    complexTypes: byName("complexType"),
    simpleTypes: byName("simpleType"),
    qualified: new Set(
      schemas
        .filter((schema) => schema.attributes.get("elementFormDefault") === "qualified")
        .map((schema) => attribute(schema, "targetNamespace")),
    ),
  };
}

export function enumeration(simpleType: Element): Element[] {
  return descendantsNamed(simpleType, xsd("enumeration"));
}

/** The Danish documentation of a component. */
export function documentation(component: Element): string | undefined {
  return childrenNamed(component, xsd("annotation"))
    .flatMap((annotation) => childrenNamed(annotation, xsd("documentation")))
    .find((text) => text.attributes.get("{http://www.w3.org/XML/1998/namespace}lang") === "da")?.text;
}

export interface Endpoint {
  readonly bundle: string;
  readonly wsdl: readonly string[];
  readonly service: string;
  readonly name: string;
  readonly operations: readonly string[];
  readonly security: string;
  readonly alternate?: Omit<Endpoint, "bundle">;
}

export interface Receipt {
  readonly code: string;
  readonly codes: string;
  readonly success: readonly string[];
  readonly processed: readonly string[];
  readonly [key: string]: string | readonly string[];
}

/** The part of integration.yaml that these tests look at. */
export interface Integration {
  readonly bundles: Readonly<Record<string, string>>;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly securityModes: Readonly<Record<string, { bundle: string; wsdl: string; policy: string }>>;
  readonly namespaces: Readonly<Record<string, { prefix: string; module: string }>>;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly receipts: Readonly<Record<string, Receipt>>;
  readonly valueMaps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly replyHeader: { readonly type: string; readonly echo: readonly string[]; readonly own: readonly string[] };
  readonly codeLists: Readonly<Record<string, readonly string[]>>;
  readonly columns: Readonly<
    Record<string, { meaning: string } & Readonly<Record<string, string | readonly string[]>>>
  >;
  readonly rules: string;
}

export function readIntegration(fixture: string): Integration {
  return parse(readFileSync(join(fixture, "integration.yaml"), "utf8")) as Integration;
}

export const bundleFolders = (fixture: string): string[] =>
  Object.values(readIntegration(fixture).bundles).map((folder) => join(fixture, folder));

/** The namespace that goes by a prefix in integration.yaml. */
export function namespaceOf(integration: Integration, prefix: string): string {
  const found = Object.entries(integration.namespaces).find(([, namespace]) => namespace.prefix === prefix);
  if (found === undefined) throw new Error(`integration.yaml names no namespace with prefix ${prefix}`);
  return found[0];
}

/** One row of a field table of the integration description. */
export interface FieldRow {
  readonly operation: string;
  readonly level: number;
  readonly field: string;
  readonly kard: string;
  readonly vaerdisaet: string;
  readonly obl: string;
  readonly section: string;
}

export function readFields(): FieldRow[] {
  const [head, ...lines] = readFileSync(join(primary, "fields.csv"), "utf8").trimEnd().split("\n");
  if (head !== "operation,level,field,Kard,Vaerdisaet,Obl,section") throw new Error(`unexpected head: ${head}`);
  return lines.map((line) => {
    const [operation, level, field, kard, vaerdisaet, obl, section, ...rest] = cells(line);
    if (section === undefined || rest.length > 0) throw new Error(`not seven cells: ${line}`);
    return { operation, level: Number(level), field, kard, vaerdisaet, obl, section } as FieldRow;
  });
}

/** RFC 4180, one record on one line. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

const seedFolder = join(root, "../shared/seed");

/**
 * The tests against the integration description run where it stands beside the project, and on CI, where its absence is
 * a failure.
 */
export const seedExpected = existsSync(seedFolder) || process.env["CI"] === "true";

/** The text of the integration description. */
export function readSeed(): string {
  const [file, ...more] = readdirSync(seedFolder).filter((name) => name.endsWith(".txt"));
  if (file === undefined || more.length > 0) throw new Error("expected one text in the folder of the description");
  return readFileSync(join(seedFolder, file), "utf8");
}

/** What stands between two passages, the first one after `from`; passages are regular expressions. */
export function between(text: string, start: RegExp, end: RegExp): string {
  const first = start.exec(text);
  if (first === null) throw new Error(`${start} is not in the text`);
  const rest = text.slice(first.index + first[0].length);
  const last = end.exec(rest);
  if (last === null) throw new Error(`${end} does not follow ${start}`);
  return rest.slice(0, last.index);
}

/**
 * For comparing running text: the description is wrapped and hyphenated, and whether a hyphen at a line's end belongs to
 * the word cannot be told, so neither white space nor hyphens count.
 */
export const bare = (text: string): string => text.replace(/[\s-]+/g, "");
