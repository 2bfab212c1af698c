import { describe, expect, test } from "vitest";
import { pathProblem } from "./identity-constraints.js";
import { readFiles } from "./schema.fixture.js";

const namespaces = new Map([["t", "urn:t"]]);

describe("paths of selectors and fields", () => {
  test.each(["a", ".", "./a", ".//a", ". // a/b", "a | t:b", "*", "t:*", "child::a", "a-b.c/d", " a / b "])(
    "%s selects",
    (path) => {
      expect(pathProblem(path, false, namespaces)).toBeUndefined();
      expect(pathProblem(path, true, namespaces)).toBeUndefined();
    },
  );

  test.each(["@a", "a/@t:b", ".//@*", "attribute::a", "a|@b"])("%s is a field only", (path) => {
    expect(pathProblem(path, true, namespaces)).toBeUndefined();
    expect(pathProblem(path, false, namespaces)).toBeDefined();
  });

  test.each([
    "",
    "/a",
    "//a",
    "a//b",
    ".//.//a",
    "a/",
    "|a",
    "a|",
    "..",
    "a[1]",
    "u:a",
    "t:",
    "@a/b",
    "self::a",
    "a b",
    "f()",
  ])("%s is refused", (path) => {
    expect(pathProblem(path, true, namespaces)).toBeDefined();
  });
});

test("a keyref has as many fields as its key, and names are given once", () => {
  const constraint = (kind: string, fields: number): string =>
    `<xs:${kind}><xs:selector xpath="a"/>${'<xs:field xpath="@b"/>'.repeat(fields)}</xs:${kind.split(" ")[0] ?? ""}>`;
  const element = (content: string): readonly string[] =>
    readFiles({ "a.xsd": `<xs:element name="E"><xs:complexType/>${content}</xs:element>` }).codes;
  const key = constraint('key name="k"', 2);
  expect(element(key + constraint('keyref name="r" refer="t:k"', 2))).toEqual([]);
  expect(element(key + constraint('keyref name="r" refer="t:k"', 1))).toEqual(["SF-E-IDENTITY-CONSTRAINT"]);
  expect(element(key + key)).toContain("SF-E-DUPLICATE");
});
