import { describe, expect, test } from "vitest";
import { createManifest, manifestText, parseManifest, sha256 } from "./manifest.js";

const generator = { name: "snitflade", version: "1.2.3" };
const inputs = [
  { kind: "schema", path: "wsdl/b.xsd", sha256: sha256("b") },
  { kind: "code-list", path: "wsdl/a.gc", sha256: sha256("a") },
] as const;
const files = [
  { path: "src/types.ts", sha256: sha256("export {};\n") },
  { path: "README.md", sha256: sha256("# æøå\n") },
];

describe("manifest", () => {
  test("is the same text whatever the order of what goes in", () => {
    const forward = createManifest(generator, { format: "none" }, inputs, files);
    const backward = createManifest(generator, { format: "none" }, inputs.toReversed(), files.toReversed());
    expect(manifestText(backward)).toBe(manifestText(forward));
  });

  test("lists inputs and files by path, with the SHA-256 of the UTF-8 bytes", () => {
    const text = manifestText(createManifest(generator, {}, inputs, files));
    expect(JSON.parse(text)).toEqual({
      generator,
      settings: {},
      inputs: {
        "wsdl/a.gc": { kind: "code-list", sha256: "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb" },
        "wsdl/b.xsd": { kind: "schema", sha256: "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d" },
      },
      files: { "README.md": sha256(Buffer.from("# æøå\n", "utf8")), "src/types.ts": sha256("export {};\n") },
    });
    expect(Object.keys(JSON.parse(text).files)).toEqual(["README.md", "src/types.ts"]);
  });

  test("is read back as it was written", () => {
    const manifest = createManifest(generator, { operations: ["A"] }, inputs, files);
    const read = parseManifest(manifestText(manifest));
    expect(read).toEqual(manifest);
  });

  test.each([
    ["no JSON", "<<<<<<< ours"],
    ["a list", "[]"],
    ["no generator", '{"settings":{},"inputs":{},"files":{}}'],
    ["an unknown kind of input", edited((json) => (json.inputs["x"] = { kind: "magic", sha256: "0" }))],
    ["a path that leads out", edited((json) => (json.files["../../etc/passwd"] = "0"))],
    ["an absolute path", edited((json) => (json.files["/etc/passwd"] = "0"))],
    ["a built file", edited((json) => (json.files["dist/index.js"] = "0"))],
    ["itself", edited((json) => (json.files["manifest.json"] = "0"))],
    ["a hash that is no string", edited((json) => (json.files["a.ts"] = 1))],
  ])("is not believed with %s in it", (_, text) => {
    expect(parseManifest(text)).toBeUndefined();
  });
});

interface EditableManifest {
  readonly inputs: Record<string, unknown>;
  readonly files: Record<string, unknown>;
}

function edited(edit: (json: EditableManifest) => void): string {
  const json = JSON.parse(manifestText(createManifest(generator, {}, inputs, files))) as EditableManifest;
  edit(json);
  return JSON.stringify(json);
}
