import { describe, expect, test } from "vitest";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { PackageModel, RuleModel, ServiceModel } from "../ir/model.js";
import { codes, everything, misformatted, textOf } from "./emitted.fixture.js";
import { emitEntryPoints } from "./index-module.js";
import { emitPackageFiles } from "./package.js";

const options = { license: "MIT", copyright: "2026 Somebody", runtimeVersion: "0.1.0" };
const origin = { file: "a.wsdl", line: 1, column: 1 };
const security = {
  mode: "token",
  signedParts: [],
  timestamp: true,
  addressing: true,
  libertyFramework: false,
  protectTokens: false,
  onlySignEntireHeadersAndBody: true,
  clientCertificate: false,
} as const;

function aRule(parts: Partial<RuleModel>): RuleModel {
  const texts = { section: "3.1", text: "A | b *must* be <c>.", errorCode: "X", danish: "", english: "" };
  return {
    id: "R1",
    kind: "message",
    errorSides: ["receiver"],
    warningSides: ["sender"],
    optIn: false,
    applications: [],
    ...texts,
    ...parts,
  };
}

/** A package with one service whose message can be made up. */
function withService(): PackageModel {
  const digits = {
    source: "[0-9]{8}",
    javaScript: "^(?:[0-9]{8})$",
    flags: "u",
    shape: [{ ranges: [[48, 57]], count: 8 }],
  } as const;
  const service: ServiceModel = {
    stem: "Ordrer",
    module: "ordrer",
    qname: "{urn:one}Ordrer",
    port: "OrdrerPort",
    portType: "{urn:one}OrdrerPortType",
    soapVersion: "1.1",
    wsdl: "a.wsdl",
    operations: [
      {
        name: "Opret",
        methodName: "Opret",
        aliases: [],
        soapAction: "",
        input: 0,
        output: 1,
        inputHeaders: [],
        outputHeaders: [],
        encoded: false,
        faults: [],
        documentation: ["Opretter *en* ordre."],
        origin,
      },
      {
        name: "Meld",
        methodName: "Meld",
        aliases: [],
        soapAction: "",
        input: 0,
        inputHeaders: [],
        outputHeaders: [],
        encoded: false,
        faults: [],
        documentation: [],
        origin,
      },
    ],
    endpoints: [{ id: "EP_1", server: "SP", client: "KSD", security }],
    documentation: [],
    origin,
  };
  return aPackage({
    description: "Orders, _all_ of them.",
    types: [
      aSimpleType({ typeName: "Nummer", facets: { patterns: [[digits]] } }),
      aSimpleType({ symbolName: "xsDate", builtIn: "date", primitive: "date" }),
      anObjectType({
        typeName: "OpretType",
        fields: [
          aField({ propertyName: "Nummer", type: 0 }),
          aField({ propertyName: "Dato", type: 1, repeated: true }),
          aField({ propertyName: "Note", type: 1, optional: true }),
        ],
      }),
      anObjectType({ typeName: "SvarType", fields: [aField({ propertyName: "Ok-id", type: 0 })] }),
    ],
    elements: [anElement({ localName: "Opret", type: 2 }), anElement({ localName: "Svar", type: 3 })],
    services: [service],
    rules: [aRule({}), aRule({ id: "R2", kind: "process", errorSides: [], warningSides: [] })],
    documents: [{ path: "a b/a.wsdl", text: "", sha256: "" }],
  });
}

const packages: readonly (readonly [string, PackageModel])[] = [
  ["messages", everything()],
  ["a service", withService()],
  ["code lists", aPackage({ name: "@test/codes", codeLists: [codes()] })],
];

describe.each(packages)("package files: %s", (_, model) => {
  const files = [...emitPackageFiles(model, options), ...emitEntryPoints(model, "Generated.")];

  test("are laid out as prettier does", async () => {
    expect(await misformatted(files)).toEqual([]);
  });

  test("every sub-path leads to a module and has its types first", () => {
    const { exports } = JSON.parse(textOf(files, "package.json")) as {
      exports: Record<string, Record<string, string> | string>;
    };
    expect(Object.keys(exports)[0]).toBe(".");
    for (const [path, entry] of Object.entries(exports)) {
      if (typeof entry === "string") {
        // Data has no types.
        expect([path, entry]).toEqual(["./json-schema/*", "./json-schema/*"]);
        continue;
      }
      expect(Object.keys(entry)).toEqual(["types", "default"]);
      expect(entry["types"]).toBe(entry["default"]?.replace(/\.js$/, ".d.ts"));
    }
  });

  test("no entry point exports everything", () => {
    const sources = files.filter(({ path }) => path.endsWith(".ts"));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter(({ text }) => text.includes("export *"))).toEqual([]);
  });
});

describe("package.json", () => {
  const json = (model: PackageModel): Record<string, unknown> =>
    JSON.parse(textOf(emitPackageFiles(model, options), "package.json")) as Record<string, unknown>;

  test("depends on the runtime and on the packages it imports from", () => {
    expect(json(everything())["dependencies"]).toEqual({ "@snitflade/runtime": "0.1.0", "@test/codes": "1.0.0" });
    // What the script `build` runs.
    expect(json(everything())["devDependencies"]).toEqual({ "@types/node": ">=22", typescript: ">=5.9 <8" });
  });

  test("of code lists alone depends on nothing", () => {
    const model = aPackage({ name: "@test/codes", codeLists: [codes()] });
    expect(json(model)).not.toHaveProperty("dependencies");
    expect(json(model)).toHaveProperty("devDependencies", { typescript: ">=5.9 <8" });
    expect(Object.keys(json(model)["exports"] as object)).toEqual([".", "./aarsag"]);
  });

  test("is an ES module without side effects", () => {
    expect(json(everything())).toMatchObject({ type: "module", sideEffects: false, engines: { node: ">=22.13" } });
  });

  test("a description is text, whatever it holds", () => {
    const description = 'A "quoted" \\ line\nand another';
    expect(json({ ...everything(), description })["description"]).toBe(description);
  });
});

describe("README", () => {
  const readme = textOf(emitPackageFiles(withService(), options), "README.md");

  test("shows a call that can be run", () => {
    expect(readme).toContain(`const server = createOrdrerServer({
  Opret: () => ({ "Ok-id": "12345678" }),
  Meld: () => undefined,
});`);
    expect(readme).toContain(`const answer = await client.Opret({
  Nummer: "12345678",
  Dato: ["2026-01-15"],
});
console.log(answer);`);
  });

  test("names endpoints, operations and rules, and shows their text as it is", () => {
    expect(readme).toContain("- EP_1: KSD calls SP, authenticated by token.");
    expect(readme).toContain("- `Opret(Opret)` gives `Svar`: Opretter \\*en\\* ordre.");
    expect(readme).toContain("- `Meld(Opret)` gives `void`\n");
    expect(readme).toContain("- R1 (§ 3.1): A \\| b \\*must\\* be \\<c\\>. (error for receiver; warning for sender)");
    expect(readme).toContain("- R2 (§ 3.1): A \\| b \\*must\\* be \\<c\\>.\n");
  });

  test("has a client alone, with a function, where no message can be made up", () => {
    const { services } = withService();
    const [, ...types] = withService().types;
    const opaque = aSimpleType({
      typeName: "Nummer",
      facets: { patterns: [[{ source: "a+", javaScript: "^(?:a+)$", flags: "u" }]] },
    });
    const text = textOf(
      emitPackageFiles({ ...withService(), services, types: [opaque, ...types] }, options),
      "README.md",
    );
    expect(text).toContain('const client = createOrdrerClient({ endpoint: "https://example.invalid/service" });');
    expect(text).toContain('export async function call(...input: Parameters<OrdrerClient["Opret"]>): Promise<void> {');
    expect(text).not.toContain("createOrdrerServer");
  });

  test("has a client alone where the operations are many", () => {
    const model = withService();
    const services = model.services.map((service) => ({
      ...service,
      operations: Array.from({ length: 9 }, () => service.operations).flat(),
    }));
    const text = textOf(emitPackageFiles({ ...model, services }, options), "README.md");
    expect(text).toContain("await client.Opret(");
    expect(text).not.toContain("createOrdrerServer");
  });
});

describe("LICENSE", () => {
  test.each([
    ["MIT", "Permission is hereby granted"],
    ["EUPL-1.2", "SPDX-License-Identifier: EUPL-1.2"],
  ])("%s", (license, expected) => {
    const text = textOf(emitPackageFiles(everything(), { ...options, license }), "LICENSE");
    expect(text).toContain(expected);
    expect(text).toContain("Copyright (c) 2026 Somebody");
  });
});

describe("CHANGELOG", () => {
  test("says from what the version was generated", () => {
    expect(textOf(emitPackageFiles(withService(), options), "CHANGELOG.md")).toContain(
      "## 1.2.3\n\nGenerated from:\n\n- `a b/a.wsdl`\n",
    );
  });
});
