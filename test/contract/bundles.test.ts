import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { describe, expect, test } from "vitest";
import {
  attribute,
  descendantsNamed,
  filesBelow,
  observed,
  primary,
  readIntegration,
  readXml,
  wsdl,
  xsd,
  type Element,
} from "./support.js";

const xml = /\.(wsdl|xsd|gc)$/;
const bytes = (...path: string[]): Buffer => readFileSync(join(...path));
const same = (one: string, other: string): boolean => bytes(one).equals(bytes(other));

const own = filesBelow(primary).filter((file) => !file.startsWith("variant-observed/"));

const fixtures = [
  { name: "primary", folder: primary, files: own },
  { name: "variant-observed", folder: observed, files: filesBelow(observed) },
];

/** A reference to another file, from wherever WSDL and XSD allow one. */
interface Reference {
  readonly kind: "import" | "include";
  /** Target namespace of the document or inline schema that refers. */
  readonly from: string;
  /** Namespace it expects to find. */
  readonly namespace: string;
  readonly target: string;
}

function references(document: Element): Reference[] {
  const imports = descendantsNamed(document, wsdl("import")).map((element): Reference => ({
    kind: "import",
    from: attribute(document, "targetNamespace"),
    namespace: attribute(element, "namespace"),
    target: attribute(element, "location"),
  }));
  const schemas = document.name === xsd("schema") ? [document] : descendantsNamed(document, xsd("schema"));
  return [
    ...imports,
    ...schemas.flatMap((schema) => {
      const from = attribute(schema, "targetNamespace");
      return [
        ...descendantsNamed(schema, xsd("import")).map((element): Reference => ({
          kind: "import",
          from,
          namespace: attribute(element, "namespace"),
          target: attribute(element, "schemaLocation"),
        })),
        ...descendantsNamed(schema, xsd("include")).map((element): Reference => ({
          kind: "include",
          from,
          namespace: from,
          target: attribute(element, "schemaLocation"),
        })),
      ];
    }),
  ];
}

describe.each(fixtures)("$name", ({ folder, files }) => {
  const { bundles } = readIntegration(folder);
  const teknisk = bundles["WSDL-SP"] ?? "";
  const bilag = bundles["Bilag"] ?? "";

  test("both bundles are laid out as published", () => {
    const shared = [
      "sp/AuthorityContext_1.xsd",
      "sp/CallContext_1.xsd",
      "sp/Kvittering_1.xsd",
      "sp/ServiceplatformFaultMessage_1.wsdl",
      "sp/ServiceplatformFault_1.xsd",
      "sp/TransportKvitteringFaultMessage_1.wsdl",
      "sp/service.properties",
      "wsdl/context/policies.wsdl",
      "wsdl/token/policies.wsdl",
      "xsd/SygefravaerServiceTypes.xsd",
      "xsd/SygefravaerServiceVaerdilister.xsd",
    ];
    expect(filesBelow(join(folder, teknisk))).toEqual(
      [
        ...shared,
        "SygefravaerServiceMsg.xsd",
        "wsdl/context/SygefravaerService.wsdl",
        "wsdl/token/SygefravaerService.wsdl",
      ].sort(),
    );
    expect(filesBelow(join(folder, bilag))).toEqual(
      [
        ...shared,
        "KSD-KMD/KSD_os_KSDSygefravaerService_MIService_complete.wsdl",
        "SygefravaerServiceKSD.wsdl",
        "SygefravaerServiceKSDMsg.xsd",
        "wsdl/context/SygefravaerServiceKSD.wsdl",
        "wsdl/token/SygefravaerServiceKSD.wsdl",
      ].sort(),
    );
  });

  test("what both bundles hold is byte-identical, but for service.properties", () => {
    const inBoth = filesBelow(join(folder, teknisk)).filter((file) => existsSync(join(folder, bilag, file)));
    const different = inBoth.filter((file) => !same(join(folder, teknisk, file), join(folder, bilag, file)));
    expect(different).toEqual(["sp/service.properties"]);
  });

  test.each([teknisk, bilag])("%s: token and context differ in policies.wsdl alone", (bundle) => {
    const [token, context] = ["token", "context"].map((model) => join(folder, bundle, "wsdl", model)) as [
      string,
      string,
    ];
    expect(filesBelow(token)).toEqual(filesBelow(context));
    const different = filesBelow(token).filter((file) => !same(join(token, file), join(context, file)));
    expect(different).toEqual(["policies.wsdl"]);
  });

  test("every document is well-formed", () => {
    for (const file of files.filter((name) => xml.test(name))) {
      expect(() => readXml(join(folder, file)), file).not.toThrow();
    }
  });

  test("every file is UTF-8 without BOM, has LF only and ends with a newline", () => {
    for (const file of files) {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes(folder, file));
      expect(text, file).toMatch(/^[^\u{FEFF}\r][^\r]*\n$/u);
    }
  });

  test("no file names an absolute path", () => {
    const absolute = /\bfile:|\b[A-Za-z]:\\|(?<![\w/.:-])\/(?:home|Users|mnt|opt|root|tmp|var|work)\b/;
    expect(files.filter((file) => absolute.test(bytes(folder, file).toString("utf8")))).toEqual([]);
  });

  test.each(files.filter((file) => /\.(wsdl|xsd)$/.test(file)))("%s: every reference resolves", (file) => {
    const bundle = join(folder, file.slice(0, file.indexOf("/")));
    for (const { kind, from, namespace, target } of references(readXml(join(folder, file)))) {
      expect(target).not.toMatch(/^(?:[/\\]|\w+:)/);
      const path = resolve(join(folder, dirname(file)), target);
      expect(path.startsWith(bundle + sep), `${target} stays in its bundle`).toBe(true);
      expect(existsSync(path), target).toBe(true);
      expect(attribute(readXml(path), "targetNamespace"), target).toBe(namespace);
      // v2.2.0 of the description: "import af eks. Namespace, som skulle includes i stedet"
      if (kind === "import") expect(namespace, `${target} is imported, not included`).not.toBe(from);
    }
  });
});

test("variant-observed differs in the receipts and in nothing else", () => {
  const variant = filesBelow(observed);
  expect(own.filter((file) => !variant.includes(file) && file !== "rules.yaml")).toEqual(["fields.csv"]);
  expect(variant.filter((file) => !own.includes(file))).toEqual([]);
  expect(variant.filter((file) => !same(join(primary, file), join(observed, file)))).toEqual([
    "SF209X Teknisk Spec/sp/Kvittering_1.xsd",
    "SF209x Bilag/KSD-KMD/KSD_os_KSDSygefravaerService_MIService_complete.wsdl",
    "SF209x Bilag/SygefravaerServiceKSDMsg.xsd",
    "SF209x Bilag/sp/Kvittering_1.xsd",
    "codelists/ForretningsValideringsKode.gc",
    "codelists/TransportValideringKode.gc",
    "integration.yaml",
  ]);
});

test("the integration.yaml of the variant differs in the types of its receipt code list and in the path of its rules", () => {
  const { codeLists, rules, ...rest } = readIntegration(observed);
  const { codeLists: primaryLists, rules: primaryRules, ...primaryRest } = readIntegration(primary);
  expect(rest).toEqual(primaryRest);
  expect(Object.keys(codeLists).filter((file) => String(codeLists[file]) !== String(primaryLists[file]))).toEqual([
    "codelists/TransportValideringKode.gc",
  ]);
  expect(resolve(observed, rules)).toBe(resolve(primary, primaryRules));
});
