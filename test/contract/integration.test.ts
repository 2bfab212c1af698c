import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  attribute,
  bundleFolders,
  childrenNamed,
  descendantsNamed,
  enumeration,
  localName,
  observed,
  primary,
  readComponents,
  readIntegration,
  readSchemas,
  readXml,
  wsdl,
  xsd,
  type Element,
  type Endpoint,
} from "./support.js";

const wsu = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id";

const fixtures = [
  { name: "primary", folder: primary },
  { name: "variant-observed", folder: observed },
];

const named = (document: Element, kind: string): Map<string, Element> =>
  new Map(childrenNamed(document, wsdl(kind)).map((element) => [attribute(element, "name"), element]));

describe.each(fixtures)("integration.yaml of $name", ({ folder }) => {
  const integration = readIntegration(folder);
  const components = readComponents(bundleFolders(folder));
  const { bundles, endpoints, securityModes, namespaces, roles, receipts, valueMaps, replyHeader } = integration;
  const folderOf = (bundle: string): string => join(folder, bundles[bundle] ?? bundle);

  /** The operations of the service an endpoint names, and whether its binding refers to a policy. */
  function service(bundle: string, file: string, pattern: string): { operations: string[]; policy: boolean } {
    const document = readXml(join(folderOf(bundle), file));
    const port = childrenNamed(named(document, "service").get(localName(pattern)) as Element, wsdl("port"))[0];
    const binding = named(document, "binding").get(
      attribute(port as Element, "binding").replace(/^.*:/, ""),
    ) as Element;
    return {
      operations: childrenNamed(binding, wsdl("operation")).map((operation) => attribute(operation, "name")),
      policy: binding.children.some((child) => localName(child.name) === "PolicyReference"),
    };
  }

  function verify(bundle: string, endpoint: Omit<Endpoint, "bundle">): void {
    for (const file of endpoint.wsdl) {
      const { operations, policy } = service(bundle, file, endpoint.service);
      expect(operations, `${file} ${endpoint.service}`).toEqual(endpoint.operations);
      expect(policy ? "policy" : "none", file).toBe(endpoint.security in securityModes ? "none" : endpoint.security);
    }
  }

  test("four endpoints, each with its service, operations and policy in every file it names", () => {
    expect(Object.keys(endpoints)).toEqual(["EP_FS1", "EP_JC1", "EP_JC2", "EP_FS2"]);
    for (const endpoint of Object.values(endpoints)) {
      verify(endpoint.bundle, endpoint);
      if (endpoint.alternate !== undefined) verify(endpoint.bundle, endpoint.alternate);
    }
  });

  test("a security mode points to a policy that is there", () => {
    for (const mode of Object.values(securityModes)) {
      const ids = readXml(join(folderOf(mode.bundle), mode.wsdl)).children.map((policy) => policy.attributes.get(wsu));
      expect(ids).toContain(mode.policy);
    }
  });

  test("the namespaces are those of the schemas; prefixes and modules are unique", () => {
    const inSchemas = readSchemas(bundleFolders(folder)).map((schema) => attribute(schema, "targetNamespace"));
    expect(Object.keys(namespaces).sort()).toEqual([...new Set(inSchemas)].sort());
    for (const part of ["prefix", "module"] as const) {
      const used = Object.values(namespaces).map((namespace) => namespace[part]);
      expect(new Set(used).size).toBe(used.length);
    }
  });

  const declared = new Set([
    ...components.elements.keys(),
    ...[...components.elements.keys()].map(localName),
    ...[...components.complexTypes.values()].flatMap((type) =>
      descendantsNamed(type, xsd("element")).flatMap((element) => element.attributes.get("name") ?? []),
    ),
  ]);
  const isDeclared = (name: string): boolean =>
    (name.startsWith("{") ? [name] : name.split("/")).every((step) => declared.has(step));

  test("every role has a name in the bundles, and every element below a message has a role", () => {
    for (const [role, names] of Object.entries(roles)) expect(names.some(isDeclared), role).toBe(true);
    const known = new Set(Object.values(roles).flatMap((names) => names.flatMap((name) => localName(name).split("/"))));
    const wrapper = /(?:Request|Response)$/;
    const silent = ["OnBehalfOfUser", "CallersServiceCallIdentifier", "AccountingInfo"]; // CallContext is passed on, never read
    const operations = Object.values(endpoints).flatMap((endpoint) => endpoint.operations);
    const unknown = [...declared].filter(
      (name) =>
        !name.startsWith("{") &&
        !known.has(name) &&
        !wrapper.test(name) &&
        !silent.includes(name) &&
        !operations.includes(name),
    );
    expect(unknown).toEqual([]);
  });

  test("the reply header splits all fields of the header into echoed and own", () => {
    const header = [...components.complexTypes].find(([name]) => localName(name) === "HeaderType")?.[1] as Element;
    const fields = descendantsNamed(header, xsd("element")).map((element) => attribute(element, "name"));
    const split = [...replyHeader.echo, ...replyHeader.own].map((role) => roles[role]?.[0]);
    expect(split.sort()).toEqual(fields.sort());
    expect(roles[replyHeader.type]).toEqual(["Header"]);
  });

  test.each(Object.keys(receipts))("receipt %s: its map is total, its outcomes are domain values", (id) => {
    const receipt = receipts[id];
    if (receipt === undefined) throw new Error(id);
    const map = valueMaps[receipt.codes] ?? {};
    const domain = new Set(Object.values(map));
    const codeTypes = [...components.simpleTypes].filter(([name]) =>
      (roles[receipt.code] ?? []).some((code) => localName(name).startsWith(code)),
    );
    expect(codeTypes).toHaveLength(2); // Serviceplatformen's and SAP PI's
    for (const [name, type] of codeTypes) {
      const values = enumeration(type).map((value) => attribute(value, "value"));
      expect(
        values.filter((value) => map[value] === undefined),
        name,
      ).toEqual([]);
      expect(new Set(values.map((value) => map[value])), name).toEqual(domain);
    }
    for (const list of Object.values(receipt).filter((value) => typeof value !== "string")) {
      expect(list.filter((value) => !domain.has(value))).toEqual([]);
    }
    for (const role of ["element", "code", "reason", "errors", "errorCode", "errorText"]) {
      expect(roles, role).toHaveProperty(String(receipt[role]));
    }
  });

  test("every code list it names is there", () => {
    for (const file of Object.keys(integration.codeLists)) expect(existsSync(join(folder, file)), file).toBe(true);
  });
});
