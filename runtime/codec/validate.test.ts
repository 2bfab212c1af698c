import { describe, expect, test } from "vitest";
import { complexType } from "./define.js";
import { decodeGeneric } from "./decode.js";
import { caseFile, file, percent, root, rootOf, text } from "./example.fixture.js";
import type { Result } from "./issue.js";
import { standardSchema } from "./standard-schema.js";
import type { Type } from "./tables.js";
import { validateValue } from "./validate.js";

const decoded = decodeGeneric(new TextEncoder().encode(caseFile()), root);
if (!decoded.ok) throw new Error("The example is not valid.");
const valid = decoded.value as Record<string, unknown>;
const headerOf = valid["Header"] as object;
const rows = valid["Raekke"] as readonly object[];

function summary(value: unknown, type: Parameters<typeof validateValue>[1] = root): readonly string[] {
  const result: Result<unknown> = validateValue(value, type);
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join("/")}`);
}

const without = (value: object, key: string): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

describe("plain objects", () => {
  test("what a decoder gives is valid, and comes back as it is", () => {
    expect(validateValue(valid, root)).toEqual({ ok: true, value: valid, warnings: [] });
    expect(summary(valid, file)).toEqual([]);
  });
  test("absent and undefined are the same", () => {
    expect(summary(JSON.parse(JSON.stringify(valid)))).toEqual([]);
  });
  test("objects without a prototype are objects", () => {
    expect(summary(Object.assign(Object.create(null), valid))).toEqual([]);
  });

  const given: readonly (readonly [name: string, value: unknown, ...issues: string[]])[] = [
    ["a missing element", without(valid, "Sagsart"), "SF-V-MISSING-ELEMENT Sagsart"],
    ["a missing object", { ...valid, Header: undefined }, "SF-V-MISSING-ELEMENT Header"],
    ["a missing attribute", { ...valid, Raekke: [{ Timer: 1 }] }, "SF-V-MISSING-ATTRIBUTE Raekke/0/art"],
    ["a missing text", { ...valid, Brev: {} }, "SF-V-MISSING-ELEMENT Brev/value"],
    ["a missing alternative", { ...valid, Brev: undefined }, "SF-V-MISSING-ELEMENT "],
    ["both alternatives", { ...valid, Mail: "x" }, "SF-V-OCCURS Mail"],
    [
      "a value of another type",
      { ...valid, Header: { ...headerOf, Myndighed: 11111111 } },
      "SF-V-TYPE Header/Myndighed",
    ],
    ["a broken pattern", { ...valid, Header: { ...headerOf, Myndighed: "1" } }, "SF-V-PATTERN Header/Myndighed"],
    ["a value in an array", { ...valid, Raekke: [...rows, { Timer: 101, art: "11" }] }, "SF-V-RANGE Raekke/2/Timer"],
    ["a hole in an array", { ...valid, Raekke: [undefined] }, "SF-V-TYPE Raekke/0"],
    ["an array where there is none", { ...valid, Sagsart: ["11"] }, "SF-V-TYPE Sagsart"],
    ["no array where there is one", { ...valid, Raekke: rows[0] }, "SF-V-TYPE Raekke"],
    ["null where nothing may be nil", { ...valid, Sagsart: null }, "SF-V-NIL Sagsart"],
    ["a property that is not known", { ...valid, Sagsat: "11" }, "SF-V-UNEXPECTED-ELEMENT Sagsat"],
    ["a fixed attribute", { ...valid, Brev: { value: "a", sprog: "en" } }, "SF-V-FIXED Brev/sprog"],
    ["a string for an object", { ...valid, Header: "x" }, "SF-V-TYPE Header"],
    ["bytes for an object", { ...valid, Header: new Uint8Array() }, "SF-V-TYPE Header"],
    ["nothing at all", undefined, "SF-V-TYPE "],
    ["an array for a message", [valid], "SF-V-TYPE "],
    [
      "inherited properties",
      Object.create(valid),
      "SF-V-MISSING-ELEMENT Header",
      "SF-V-MISSING-ELEMENT Sagsart",
      "SF-V-MISSING-ELEMENT Fortrudt",
      "SF-V-MISSING-ELEMENT ",
    ],
  ];
  test.each(given)("%s", (_name, value, ...issues) => {
    expect(summary(value)).toEqual(issues);
  });

  test("null stands for nil", () => {
    expect(summary({ ...valid, Fortrudt: null })).toEqual([]);
  });
  test("an unknown property that is undefined says nothing", () => {
    expect(summary({ ...valid, Sagsat: undefined })).toEqual([]);
  });
  test("too few and too many of a repeated element", () => {
    const type = complexType({
      fields: [{ property: "a", type: () => text, repeated: true }],
      content: { kind: "sequence", min: 1, max: 1, particles: [{ kind: "element", field: 0, min: 2, max: 3 }] },
    });
    expect([[], ["1"], ["1", "2"], ["1", "2", "3", "4"]].map((a) => summary({ a }, type))).toEqual([
      ["SF-V-MISSING-ELEMENT a"],
      ["SF-V-OCCURS a"],
      [],
      ["SF-V-OCCURS a"],
    ]);
  });
});

describe("hostile values", () => {
  const tree: Type = complexType({
    fields: [{ property: "r", type: () => tree, optional: true, repeated: true }],
    content: { kind: "sequence", min: 0, max: 1, particles: [{ kind: "element", field: 0, min: 0, max: Infinity }] },
  });

  test("a cycle is refused", () => {
    const cyclic: { r: unknown[] } = { r: [] };
    cyclic.r.push(cyclic);
    expect(summary(cyclic, rootOf(tree))).toEqual([`SF-V-LIMIT ${"r/0/".repeat(256).slice(0, -1)}`]);
  });
  test("a small value that stands for a huge one is refused", () => {
    let shared: object = {};
    for (let level = 0; level < 100; level++) shared = { r: [shared, shared] };
    expect(summary(shared, rootOf(tree))[0]).toMatch(/^SF-V-LIMIT /);
  });
  test("a getter that throws, and a revoked proxy", () => {
    const trap = {
      ...valid,
      get Sagsart(): string {
        throw new Error("hemmelig");
      },
    };
    expect(JSON.stringify(validateValue(trap, root))).not.toContain("hemmelig");
    expect(summary(trap)).toContain("SF-V-TYPE ");
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(summary(proxy)).toEqual(["SF-V-TYPE "]);
  });
  test("a property called like one of every object", () => {
    const type = complexType({
      fields: ["constructor", "__proto__"].map((property) => ({ property, type: () => percent, optional: true })),
      content: {
        kind: "all",
        min: 1,
        max: 1,
        particles: [0, 1].map((field) => ({ kind: "element", field, min: 0, max: 1 })),
      },
    });
    expect(summary({}, type)).toEqual([]);
    expect(summary(JSON.parse('{"__proto__":7}'), type)).toEqual([]);
    expect(summary(JSON.parse('{"__proto__":"7"}'), type)).toEqual(["SF-V-TYPE __proto__"]);
    expect(summary(JSON.parse('{"toString":1}'), type)).toEqual(["SF-V-UNEXPECTED-ELEMENT toString"]);
  });
  test("stops after a hundred issues", () => {
    expect(summary({ ...valid, Raekke: Array.from({ length: 1000 }, () => ({})) })).toHaveLength(100);
  });
});

describe("Standard Schema", () => {
  const schema = standardSchema((value) => validateValue(value, root));
  test("is version 1 of this vendor", () => {
    expect(schema["~standard"]).toMatchObject({ version: 1, vendor: "snitflade" });
  });
  test("gives the value, or issues with message and path", () => {
    expect(schema["~standard"].validate(valid)).toEqual({ value: valid });
    expect(schema["~standard"].validate({ ...valid, Sagsart: "99" })).toMatchObject({
      issues: [{ message: "The value is not one of those allowed: 11, 12, ø.", path: ["Sagsart"] }],
    });
  });
});
