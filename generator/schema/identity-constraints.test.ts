import { describe, expect, test } from "vitest";
import { parseConstraintPath } from "./constraint-paths.js";
import { readFiles } from "./schema.fixture.js";

const namespaces = new Map([["t", "urn:t"]]);

function pathProblem(path: string, field: boolean): string | undefined {
  const parsed = parseConstraintPath(path, field, namespaces);
  return "problem" in parsed ? parsed.problem : undefined;
}

describe("paths of selectors and fields", () => {
  test.each(["a", ".", "./a", ".//a", ". // a/b", "a | t:b", "*", "t:*", "child::a", "a-b.c/d", " a / b "])(
    "%s selects",
    (path) => {
      expect(pathProblem(path, false)).toBeUndefined();
      expect(pathProblem(path, true)).toBeUndefined();
    },
  );

  test.each(["@a", "a/@t:b", ".//@*", "attribute::a", "a|@b"])("%s is a field only", (path) => {
    expect(pathProblem(path, true)).toBeUndefined();
    expect(pathProblem(path, false)).toBeDefined();
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
    expect(pathProblem(path, true)).toBeDefined();
  });
});

describe("what a path says", () => {
  const a = { namespace: "", localName: "a" };
  const b = { namespace: "urn:t", localName: "b" };
  test.each([
    ["a/t:b", [{ descendant: false, steps: [a, b] }]],
    [".", [{ descendant: false, steps: [] }]],
    [".//t:*", [{ descendant: true, steps: [{ namespace: "urn:t" }] }]],
    ["./a/./*/@*", [{ descendant: false, steps: [a, {}], attribute: {} }]],
    [
      "@t:b | child::a",
      [
        { descendant: false, steps: [], attribute: b },
        { descendant: false, steps: [a] },
      ],
    ],
    [
      ".//@xml:id",
      [
        {
          descendant: true,
          steps: [],
          attribute: { namespace: "http://www.w3.org/XML/1998/namespace", localName: "id" },
        },
      ],
    ],
  ])("%s", (path, paths) => {
    expect(parseConstraintPath(path, true, namespaces)).toEqual({ paths });
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

test("each path has the prefixes in scope where it stands", () => {
  const { codes } = readFiles({
    "a.xsd": `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
      <xs:element name="E"><xs:complexType><xs:sequence/></xs:complexType>
        <xs:key name="K">
          <xs:selector xmlns:p="urn:t" xpath="p:a"/>
          <xs:field xmlns:q="urn:t" xpath="@q:b"/>
        </xs:key>
      </xs:element>
    </xs:schema>`,
  });
  expect(codes).toEqual([]);
});
