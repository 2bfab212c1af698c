import { describe, expect, test } from "vitest";
import { aField, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import { lay } from "../print/layout.js";
import { anyContract } from "./any-contract.fixture.js";
import { everything } from "./emitted.fixture.js";
import { exampleValue } from "./example-value.js";
import { emitPackageFiles } from "./package.js";
import { valueKeys } from "./value-keys.js";

describe("keys that are not the contract's", () => {
  test("are named as far as the package has them", () => {
    expect(valueKeys(anyContract()).map(({ key }) => key)).toEqual([
      "$type",
      "$value",
      "$nil",
      "$choice",
      "$content",
      "$any",
      "$attributes",
    ]);
    expect(valueKeys({ ...everything(), elements: [] }).map(({ key }) => key)).toEqual(["$nil"]);
  });

  test("stand in the README where there are any", () => {
    const options = { license: "MIT", copyright: "nobody", runtimeVersion: "1.0.0" };
    const readme = (model: ReturnType<typeof everything>): string =>
      emitPackageFiles(model, options).find(({ path }) => path === "README.md")?.text ?? "";
    expect(readme(anyContract())).toContain("\n- `$any`: elements that the contract leaves open:");
    expect(readme({ ...everything(), types: [], elements: [] })).not.toContain("## Values");
  });
});

describe("examples of any contract", () => {
  test.each([
    ["a choice: its first alternative", 3, '{ Beloeb: "text", Konto: "text" }'],
    ["an abstract type: the first derived from it", 4, '{ $type: "Hund", Navn: "text" }'],
    ["mixed content", 10, '{ $content: ["text"] }'],
  ])("%s", (_, type, expected) => {
    const example = exampleValue(anyContract(), type);
    expect(example && lay(example, 0, "", 0).text.replaceAll(/\s+/g, " ").replace(", }", " }")).toBe(expected);
  });

  test("none where it would be longer than anybody reads", () => {
    const names = ["a", "b", "c", "d"];
    const types = Array.from({ length: 10 }, (_, index) =>
      anObjectType({
        typeName: `T${index}`,
        fields: names.map((propertyName) => aField({ propertyName, type: index + 1 })),
      }),
    );
    expect(exampleValue(aPackage({ types: [...types, aSimpleType()] }), 0)).toBeUndefined();
  });
});
