import { describe, expect, test } from "vitest";
import { formatText } from "./format.js";

describe("format", () => {
  test.each([
    ["src/a.ts", "const a = {b:1}", {}, "const a = { b: 1 };\n"],
    ["src/a.ts", "const a = 'x'", { semi: false, singleQuote: true }, "const a = 'x'\n"],
    ["package.json", '{"a":["b"]}', {}, '{\n  "a": [\n    "b"\n  ]\n}\n'],
    ["LICENSE", "as  it is", {}, "as  it is"],
  ])("%s as the options say: %s", async (path, text, options, expected) => {
    expect(await formatText(path, text, options)).toBe(expected);
    expect(await formatText(path, expected, options)).toBe(expected);
  });
});
