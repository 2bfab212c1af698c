import { describe, expect, test } from "vitest";
import { everything, expectPrettier, textOf } from "./emitted.fixture.js";
import { emitTypes } from "./types.js";

describe("types", () => {
  const artifacts = emitTypes(everything(), "Generated.");
  const one = textOf(artifacts, "src/types/one.ts");

  test("are laid out as prettier does", async () => {
    await expectPrettier(artifacts);
  });
  test("print", () => { console.log(one); });
});
