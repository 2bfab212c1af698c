import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  attribute,
  bundleFolders,
  descendantsNamed,
  expand,
  filesBelow,
  localName,
  messagesFolder,
  namespaceOf,
  namespacePart,
  observed,
  primary,
  readComponents,
  readIntegration,
  readXml,
  xsd,
  type Components,
  type Element,
} from "./support.js";

const soap = (local: string): string => `{http://schemas.xmlsoap.org/soap/envelope/}${local}`;
const ofVariant = "variant-observed/";
const files = filesBelow(messagesFolder);
const operations = readIntegration(primary).endpoints["EP_FS1"]?.operations ?? [];

const kebab = (operation: string): string =>
  operation.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : "-"}${letter.toLowerCase()}`);

/** The payload of an envelope: the body's child, or the detail's when that is a fault. */
function payload(file: string): Element {
  const envelope = readXml(join(messagesFolder, file));
  expect(envelope.name).toBe(soap("Envelope"));
  const [content] = envelope.children.find((child) => child.name === soap("Body"))?.children ?? [];
  if (content?.name !== soap("Fault")) return content as Element;
  expect(content.children.map((child) => child.name)).toEqual(["{}faultcode", "{}faultstring", "{}detail"]);
  return content.children[2]?.children[0] as Element;
}

/** An element and the type a schema gives it: the children must be the declared ones, in order and number. */
function verify(components: Components, element: Element, type: string): void {
  const complexType = components.complexTypes.get(type);
  if (complexType === undefined) {
    expect(element.children, element.name).toEqual([]);
    verifyFacets(components, element, type);
    return;
  }
  const particles = descendantsNamed(complexType, xsd("element"));
  const namespace = components.qualified.has(namespacePart(type)) ? namespacePart(type) : "";
  let next = 0;
  for (const particle of particles) {
    const ref = particle.attributes.get("ref");
    const declaration = ref === undefined ? particle : (components.elements.get(expand(particle, ref)) as Element);
    const local = attribute(declaration, "name");
    const name = ref === undefined ? `{${namespace}}${local}` : expand(particle, ref);
    const { minOccurs = "1", maxOccurs = "1" } = Object.fromEntries(particle.attributes);
    let count = 0;
    while (element.children[next]?.name === name) {
      verify(components, element.children[next] as Element, expand(declaration, attribute(declaration, "type")));
      next += 1;
      count += 1;
    }
    expect(count, `${name} in ${element.name}`).toBeGreaterThanOrEqual(Number(minOccurs));
    if (maxOccurs !== "unbounded") expect(count, name).toBeLessThanOrEqual(Number(maxOccurs));
  }
  expect(element.children.slice(next).map((child) => child.name)).toEqual([]);
}

const builtIn: Readonly<Record<string, RegExp>> = {
  string: /^[^]*$/,
  boolean: /^(?:true|false)$/,
  integer: /^-?\d+$/,
  date: /^\d{4}-\d\d-\d\d$/,
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/,
};

function verifyFacets(components: Components, element: Element, type: string): void {
  const simpleType = components.simpleTypes.get(type);
  if (simpleType === undefined) {
    expect(element.text, element.name).toMatch(builtIn[localName(type)] as RegExp);
    return;
  }
  const [restriction] = descendantsNamed(simpleType, xsd("restriction"));
  const facets = new Map<string, string[]>();
  for (const facet of restriction?.children ?? []) {
    facets.set(localName(facet.name), [...(facets.get(localName(facet.name)) ?? []), attribute(facet, "value")]);
  }
  verifyFacets(components, element, expand(restriction as Element, attribute(restriction as Element, "base")));
  if (facets.has("enumeration")) expect(facets.get("enumeration"), element.name).toContain(element.text);
  for (const pattern of facets.get("pattern") ?? []) expect(element.text).toMatch(new RegExp(`^(?:${pattern})$`));
  for (const low of facets.get("minInclusive") ?? []) expect(Number(element.text)).toBeGreaterThanOrEqual(Number(low));
  for (const high of facets.get("maxInclusive") ?? []) expect(Number(element.text)).toBeLessThanOrEqual(Number(high));
}

describe.each([
  { name: "primary", folder: primary, names: files.filter((file) => !file.startsWith(ofVariant)) },
  { name: "variant-observed", folder: observed, names: files.filter((file) => file.startsWith(ofVariant)) },
])("messages of $name", ({ folder, names }) => {
  const components = readComponents(bundleFolders(folder));

  test.each(names)("%s is what the schemas ask for", (file) => {
    const root = payload(file);
    const declaration = components.elements.get(root.name);
    expect(declaration, `a schema declares ${root.name}`).toBeDefined();
    if (declaration !== undefined) verify(components, root, expand(declaration, attribute(declaration, "type")));
  });
});

describe("the set of messages", () => {
  const syg = namespaceOf(readIntegration(primary), "syg");

  test.each(operations)("%s stands with and without AuthorityContext", (operation) => {
    const contexts = [`${kebab(operation)}.xml`, `${kebab(operation)}.authority.xml`].map((file) =>
      payload(file).children.map((child) => localName(child.name)),
    );
    expect(contexts).toEqual([[operation], ["CallContext", "AuthorityContext", operation]]);
  });

  test("the variant has the same receipts and answers under the same names", () => {
    const receipts = /forretningssvar|response|transportkvittering/;
    expect(files.filter((file) => file.startsWith(ofVariant)).map((file) => file.slice(ofVariant.length))).toEqual(
      files.filter((file) => !file.startsWith(ofVariant) && receipts.test(file)),
    );
  });

  test("opret.xml is the full message: every field, text beyond ASCII, an entity", () => {
    const [opret] = payload("opret.xml").children;
    const [header, body] = opret?.children ?? [];
    expect(header?.children).toHaveLength(17);
    expect(body?.children).toHaveLength(8);
    const texts = descendantsNamed(opret as Element, `{${syg}}Header`).flatMap((part) =>
      part.children.map((field) => field.text),
    );
    expect(texts.filter((text) => /[^ -~]/.test(text))).toHaveLength(2);
    expect(readFileSync(join(messagesFolder, "opret.xml"), "utf8")).toContain("&amp;");
  });
});
