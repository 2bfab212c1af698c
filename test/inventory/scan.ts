import { join } from "node:path";
import {
  attribute,
  childrenNamed,
  descendantsNamed,
  expand,
  localName,
  readXml,
  wsdl,
  xsd,
  type Element,
} from "../contract/support.js";
import { pointer, type Inventory, type MessageEntry } from "./inventory.js";

/**
 * The inventory of a WSDL as a plain scan sees it: XML and the names in it, nothing of our reader. Follows wsdl:import and
 * the includes and imports of schemas by their locations.
 */
export function scanInventory(folder: string, file: string): Inventory {
  const definitions = documentsFrom(join(folder, file));
  const named = (kind: string): ReadonlyMap<string, Element> =>
    new Map(
      definitions.flatMap((root) =>
        childrenNamed(root, wsdl(kind)).map((element): [string, Element] => [
          `{${attribute(root, "targetNamespace")}}${attribute(element, "name")}`,
          element,
        ]),
      ),
    );
  const messages = named("message");
  const portTypes = named("portType");
  const bindings = named("binding");
  const elementTypes = elementsOf(definitions);

  const messageOf = (operation: Element, direction: string): MessageEntry | undefined => {
    const [use] = childrenNamed(operation, wsdl(direction));
    if (use === undefined) return undefined;
    const message = messages.get(expand(use, attribute(use, "message")));
    if (message === undefined) throw new Error(`${file}: no message ${attribute(use, "message")}`);
    const parts = childrenNamed(message, wsdl("part")).map((part) => expand(part, attribute(part, "element")));
    return {
      message: attribute(message, "name"),
      elements: parts,
      types: parts.map((part) => {
        if (!elementTypes.has(part)) throw new Error(`${file}: no element ${part}`);
        return elementTypes.get(part);
      }),
    };
  };

  return [...named("service").values()].flatMap((service) =>
    childrenNamed(service, wsdl("port")).flatMap((port) => {
      const binding = bindings.get(expand(port, attribute(port, "binding")));
      const portType = binding === undefined ? undefined : portTypes.get(expand(binding, attribute(binding, "type")));
      if (portType === undefined) throw new Error(`${file}: port ${attribute(port, "name")} leads nowhere`);
      return childrenNamed(portType, wsdl("operation")).map((operation) => ({
        place: pointer(attribute(service, "name"), attribute(port, "name"), attribute(operation, "name")),
        input: messageOf(operation, "input"),
        output: messageOf(operation, "output"),
      }));
    }),
  );
}

/** The `wsdl:definitions` that one leads to, itself first. */
function documentsFrom(path: string): readonly Element[] {
  const found = new Map<string, Element>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const root = readXml(file);
    found.set(file, root);
    for (const link of childrenNamed(root, wsdl("import"))) visit(join(file, "..", attribute(link, "location")));
  };
  visit(path);
  return [...withSchemas(found)];
}

/** The definitions, each with the schemas it leads to put in place of the links. */
function withSchemas(documents: ReadonlyMap<string, Element>): readonly Element[] {
  const seen = new Set<string>();
  const schemasFrom = (file: string, schema: Element): Element[] => {
    const links = [...childrenNamed(schema, xsd("include")), ...childrenNamed(schema, xsd("import"))];
    const locations = links.flatMap((link) => link.attributes.get("schemaLocation") ?? []);
    const further = locations.flatMap((location) => {
      const path = join(file, "..", location);
      if (seen.has(path)) return [];
      seen.add(path);
      return schemasFrom(path, readXml(path));
    });
    return [schema, ...further];
  };
  return [...documents].map(([file, root]) => ({
    ...root,
    children: [
      ...root.children,
      ...descendantsNamed(root, xsd("schema")).flatMap((schema) => schemasFrom(file, schema)),
    ],
  }));
}

/** Global element → the name of its type; undefined where it has one of its own. */
function elementsOf(definitions: readonly Element[]): ReadonlyMap<string, string | undefined> {
  return new Map(
    definitions
      .flatMap((root) => childrenNamed(root, xsd("schema")))
      .flatMap((schema) =>
        childrenNamed(schema, xsd("element")).map((element): [string, string | undefined] => {
          const type = element.attributes.get("type");
          const name = `{${attribute(schema, "targetNamespace")}}${attribute(element, "name")}`;
          return [name, type === undefined ? undefined : localName(expand(element, type))];
        }),
      ),
  );
}
