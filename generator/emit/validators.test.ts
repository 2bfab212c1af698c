import { describe, expect, test } from "vitest";
import { everything, misformatted } from "./emitted.fixture.js";
import { emitValidators } from "./validators.js";

describe("validators", () => {
  const artifact = emitValidators(everything(), "Generated.");

  test("are laid out as prettier does", async () => {
    expect(await misformatted([artifact])).toEqual([]);
  });

  test("an element has a function and a Standard Schema", () => {
    expect(artifact.text).toContain(
      "export function validateOrdre(value: unknown): Result<Ordre> {\n  return validateValue(value, OrdreElement);\n}",
    );
    expect(artifact.text).toContain(
      "export const OrdreSchema: StandardSchemaV1<unknown, Ordre> = /*#__PURE__*/ standardSchema(validateOrdre);",
    );
  });

  test("so has an object type, once where the element has the same name", () => {
    expect(artifact.text).toContain("  return validateValue(value, OrdreTypeTable);");
    expect(artifact.text.match(/function validateTom\b/g)).toHaveLength(1);
    for (const stem of ["Ordre", "OrdreType", "Tom", "MedTekst"]) {
      expect(artifact.text).toContain(`export function validate${stem}(`);
      expect(artifact.text).toContain(`export const ${stem}Schema: `);
    }
  });

  test("a package with rules exports them here as well", () => {
    const rule = {
      id: "R1",
      section: "1",
      text: "",
      kind: "process",
      errorSides: [],
      warningSides: [],
      errorCode: "",
      danish: "",
      english: "",
      optIn: false,
      applications: [],
    } as const;
    const { text } = emitValidators({ ...everything(), rules: [rule] }, "Generated.");
    expect(text).toContain('export { rules } from "./rules.js";');
  });
});
