import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { compactJsonText, type JsonValue, jsonText } from "./json.js";

const long = Array.from({ length: 30 }, (_, index) => `operation-${index}`);

describe("jsonText", () => {
  test.each<[string, JsonValue]>([
    ["nested objects", { generator: { name: "snitflade", version: "0.1.0" }, files: {} }],
    ["a short list", { endpoints: ["EP_FS1", "EP_JC1"] }],
    ["a long list", { deep: { operations: long } }],
    [
      "a list of objects",
      [
        { path: "a", causes: ["schema"] },
        { path: "b", causes: [] },
      ],
    ],
    ["quotes and controls", { 'a"b': "line\nbreak \u2028 \\" }],
    ["a long list of numbers", { minimum: 0, enum: Array.from({ length: 60 }, (_, index) => index * 12_345) }],
    ["wide characters", { 名前: ["日本語".repeat(19)], 名: ["日本語".repeat(18)] }],
    ["nested lists of objects", { anyOf: [{ allOf: [{ enum: ["a"] }, {}] }, { type: "null" }] }],
    [
      "objects of one member",
      { anyOf: [{ $ref: "#/a" }, { type: "null" }], b: { c: { d: 1 } }, e: { f: "x".repeat(120) } },
    ],
    ["a long list of objects of one member", { anyOf: Array.from({ length: 9 }, () => ({ pattern: "^[0-9]{8}$" })) }],
    ["numbers and nothing", [1, -2.5, null, true]],
    ["a list just within the width", { k: ["x".repeat(110)] }],
    ["a list just beyond the width", { k: ["x".repeat(111)] }],
    ["a list at the width with a comma after it", { k: ["x".repeat(109)], l: 1 }],
    ["a list beyond the width by the comma", { k: ["x".repeat(110)], l: 1 }],
  ])("prints %s as prettier would", async (_, value) => {
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toBe(await format(text, { parser: "json", printWidth: 120 }));
    const compact = compactJsonText(value);
    expect(JSON.parse(compact)).toEqual(value);
    expect(compact).toBe(await format(compact, { parser: "json", printWidth: 120 }));
  });

  test("leaves out what is undefined", () => {
    expect(jsonText({ a: undefined, b: 1 })).toBe('{\n  "b": 1\n}\n');
  });
});
