import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Workspace, createWorkspace } from "./workspace.js";

let workspace: Workspace;

beforeEach(() => {
  workspace = createWorkspace();
  const { exit, error } = workspace.run(["generate"]);
  if (exit !== 0) throw new Error(error);
});

afterEach(() => {
  workspace.dispose();
});

const comment = "\n<!-- changed -->\n";

describe("check", () => {
  test("is content right after generate, and prints what it looked at", () => {
    const outcome = workspace.run(["check"]);
    expect(outcome).toMatchObject({ exit: 0, error: "" });
    expect(outcome.out).toMatch(/^\d+ files in 3 packages, all up to date\n$/);
  });

  test.each<[string, (workspace: Workspace) => void, readonly string[]]>([
    [
      "a WSDL",
      ({ append }) => append("wsdl/SF209X Teknisk Spec/wsdl/token/SygefravaerService.wsdl", comment),
      ["schema: wsdl/SF209X Teknisk Spec/wsdl/token/SygefravaerService.wsdl was changed", "sygefravaer/manifest.json"],
    ],
    [
      "the policies",
      ({ append }) => append("wsdl/SF209X Teknisk Spec/wsdl/context/policies.wsdl", comment),
      ["schema: wsdl/SF209X Teknisk Spec/wsdl/context/policies.wsdl was changed"],
    ],
    [
      "an XSD",
      ({ append }) => append("wsdl/SF209x Bilag/sp/Kvittering_1.xsd", comment),
      ["schema: wsdl/SF209x Bilag/sp/Kvittering_1.xsd was changed", "forretningssvar/manifest.json"],
    ],
    [
      "a name in an XSD",
      ({ read, write }) => {
        const path = "wsdl/SF209X Teknisk Spec/xsd/SygefravaerServiceTypes.xsd";
        write(path, read(path).replaceAll("UdgiverTypeKode", "UdgiverTypeKodeNy"));
        const configuration = "wsdl/integration.yaml";
        write(
          configuration,
          read(configuration).replaceAll("[UdgiverTypeKode]", "[UdgiverTypeKode, UdgiverTypeKodeNy]"),
        );
      },
      ["output/sygefravaer/src/types/sygefravaer.ts  update  (schema, configuration)"],
    ],
    [
      "a code list",
      ({ read, write }) => {
        const path = "wsdl/codelists/Maalgruppe.gc";
        write(path, read(path).replace("Lønmodtager med løn", "Lønmodtager uden løn"));
      },
      [
        "output/kodelister/src/code-lists/maalgruppe.ts  update  (code list)",
        "code list: wsdl/codelists/Maalgruppe.gc was changed",
      ],
    ],
    [
      "the integration description",
      ({ append }) => append("wsdl/integration.yaml", "# changed\n"),
      ["configuration: wsdl/integration.yaml was changed"],
    ],
    [
      "the rules",
      ({ append }) => append("wsdl/rules.yaml", "# changed\n"),
      ["configuration: wsdl/rules.yaml was changed"],
    ],
    [
      "the configuration",
      ({ read, write }) => write("snitflade.config.ts", read("snitflade.config.ts").replace('"0.1.0"', '"0.2.0"')),
      ["output/sygefravaer/package.json  update  (configuration)", "configuration: version was changed"],
    ],
    [
      "a generated file",
      ({ append }) => append("output/kodelister/README.md", "mine\n"),
      ["output/kodelister/README.md  update  (edited by hand)"],
    ],
    [
      "the manifest of a package",
      ({ append }) => append("output/kodelister/manifest.json", "\n"),
      ["output/kodelister/manifest.json  update  (edited by hand)"],
    ],
    [
      "a generated file that is gone",
      ({ remove }) => remove("output/kodelister/README.md"),
      ["output/kodelister/README.md  create  (missing)"],
    ],
    ["the lock file", ({ remove }) => remove("snitflade.lock.json"), ["snitflade.lock.json"]],
    [
      "the version of the generator",
      ({ read, write }) => {
        for (const path of ["output/kodelister/manifest.json", "snitflade.lock.json"]) {
          write(path, read(path).replace('"version": "0.1.0"', '"version": "0.0.9"'));
        }
      },
      ["output/kodelister/manifest.json  update"],
    ],
  ])("names %s that changed, and why", (_, change, expected) => {
    change(workspace);
    const before = workspace.snapshot();
    const outcome = workspace.run(["check"]);
    expect(outcome.exit).toBe(1);
    for (const text of expected) expect(outcome.out).toContain(text);
    expect(workspace.snapshot()).toEqual(before);
  });

  test("--json gives file, action, causes and reasons", () => {
    workspace.append("wsdl/codelists/Maalgruppe.gc", comment);
    const { exit, out } = workspace.run(["check", "--json"]);
    expect(exit).toBe(1);
    const result = JSON.parse(out) as { readonly packages: readonly { readonly name: string }[] };
    expect(result).toMatchObject({ command: "check", ok: false, lockFile: { changed: true } });
    expect(result.packages.find(({ name }) => name === "@sf2090/kodelister")).toMatchObject({
      folder: "output/kodelister",
      files: [{ path: "manifest.json", action: "update", causes: ["code-list"], refused: false }],
      reasons: [{ kind: "code-list", subject: "wsdl/codelists/Maalgruppe.gc", change: "changed" }],
    });
  });
});
