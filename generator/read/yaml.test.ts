import { readFileSync } from "node:fs";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createDiagnostics } from "../diagnostics/collect.js";
import { positionInScalar, type YamlNode } from "./yaml-document.js";
import { readYamlSubset } from "./yaml-subset.js";
import { readWithPackage, readYaml } from "./yaml.js";

/** The document as JSON with places, so that the two readers can be compared; what only one of them knows is left out. */
function shown(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  const at = `${node.position.line}:${node.position.column}`;
  if (node.kind === "scalar") return node.text === "" && node.plain ? "nothing" : [node.text, node.plain, at];
  if (node.kind === "sequence") return { at, items: node.items.map(shown) };
  return {
    at,
    entries: node.entries.map((entry) => [
      entry.key,
      `${entry.keyPosition.line}:${entry.keyPosition.column}`,
      shown(entry.value),
    ]),
  };
}

async function reference(text: string): Promise<YamlNode | undefined> {
  return readWithPackage("x.yaml", text, createDiagnostics());
}

const documents: readonly string[] = [
  "a: 1",
  "a: 1\n",
  "a:\n  b: c\n  d: [x, 'y, z', \"q\\n\"]\n",
  "a: { b: c, d: e }\nf: g\n",
  "a: &x\n  - b\n  - c\nd: *x\n",
  "a: &x [b, c]\nd: *x\n",
  "- a\n- b: c\n  d: e\n-\n  f: g\n-\n",
  "a:\n- b\n- c\nd: e\n",
  "- - a\n  - b\n- c\n",
  "a: |\n  one\n  two\n\n  three\nb: x\n",
  "a: |-\n  one\n    two\n\n\nb: x\n",
  "a: |+\n  one\n\nb: x\n",
  "a: >\n  one\n  two\n\n  three\nb: x\n",
  "a: >-\n  one\n  two\n",
  "a: >-\n\n  one\n  two",
  "a: |\n  one",
  "a: |\n  one\n\n\n",
  "a: |+\n  one\n\n\n",
  "# comment\n\na: b # tail\n  # in between\nc: d#e\n",
  "\"a b\": c\n'd''e': f\n",
  "a: 'it''s'\nb: \"say \\\"x\\\" \\\\ \"\n",
  "a:\nb: ~\nc: null\n",
  'url: http://example.org/x\nq: "{*}Name"\n',
  "a: [\n  b, # one\n  c,\n  ]\n",
  "a: [b,\n   c]\n",
  "a: {\n  b: c,\n  d: [e, f]\n  }\n",
  "a: - b\n",
  "a: b: c\n",
  "a: [b\n",
  "a: 'b\n",
  "a: 1\na: 2\n",
  "a: b\n c: d\n",
  "a: b\n  c\n",
  "a:\n    b: c\n  d: e\n",
  "a: *nowhere\n",
  "a: &x b\nc: *x\n",
  "a: &x { b: *x }\n",
  "a: !!int 1\n",
  "a: !tag b\n",
  "? a\n: b\n",
  "a\n",
  "'a'\n",
  "[a, b]\n",
  "---\na: b\n",
  "a: b\n---\nc: d\n",
  "%YAML 1.2\n---\na: b\n",
  "a:\tb\n",
  "a: b\r\nc:\r\n  - d\r\n",
  "a: [b, c,, d]\n",
  "a: [,]\n",
  "a: {b}\n",
  "a: {b: c, b: d}\n",
  "a: {b:c}\n",
  "a: [b: c]\n",
  "a: @b\n",
  "a: -b\n- c\n",
  "a: [-b, ?c, :d]\n",
  "a: x [y] {z}\n",
  'a: "x" y\n',
  "a: 'x'#y\n",
  "a: [x]#y\n",
  "æ: ø # å\n",
  "- a\nb: c\n",
  "a:\n  - b\n c: d\n",
  "a: >\n  one\n   deeper\n  two\n",
  "a: |\n    four\n  two\nb: c\n",
  "a: |\n  x\n # comment\nb: c\n",
  "a: |\n  x\n  # text\nb: c\n",
  "a: &x\nb: *x\n",
  "a: |2\n   x\n",
  "<<: x\n",
  "",
  "# nothing\n",
  "a: 𝄞 # clef\n",
  "- &a b\n- &a c\n- *a\n",
];

describe("the subset reader says what the package yaml says, or nothing", () => {
  test.each(documents.map((text) => [JSON.stringify(text), text] as const))("%s", async (_name, text) => {
    const subset = readYamlSubset("x.yaml", text);
    if (subset !== undefined) expect(shown(subset)).toEqual(shown(await reference(text)));
    else expect(shown(await readYaml("x.yaml", text, createDiagnostics()))).toEqual(shown(await reference(text)));
  });

  test("for texts put together at random", async () => {
    const piece = fc.constantFrom(
      ..."a b: - ? & * | > ' \" # [ ] { } , : \n \n\n \n  \n    a: b:\n c - d".split(" "),
      " ",
      "\n- ",
      "\n  ",
      "'x'",
      '"y"',
      ": ",
      " #",
      "|-\n",
      ">\n",
      "&x ",
      "*x",
      "\n",
    );
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        const subset = readYamlSubset("x.yaml", source);
        if (subset === undefined) return;
        taken++;
        expect(shown(subset)).toEqual(shown(await reference(source)));
      }),
      { numRuns: 5000, seed: 2090 },
    );
    expect(taken).toBeGreaterThan(300);
  });

  test.each(["integration.yaml", "rules.yaml"])("%s is within the subset", async (name) => {
    const text = readFileSync(new URL(`../../wsdl/${name}`, import.meta.url), "utf8");
    const subset = readYamlSubset("x.yaml", text);
    expect(subset).toBeDefined();
    expect(shown(subset)).toEqual(shown(await reference(text)));
  });
});

describe("places", () => {
  test.each([
    ["a: bc d", 3, "1:7"],
    ["a: 'b''c'", 2, "1:8"],
    ["a: |\n  one\n  two\n", 5, "3:4"],
    ["a: >-\n  one\n\n  two\n", 4, "4:3"],
    ['a: "x\\ny"', 2, "1:8"],
  ])("%j, character %i", (text, offset, expected) => {
    const node = readYamlSubset("x.yaml", text);
    const value = node?.kind === "mapping" ? node.entries[0]?.value : undefined;
    if (value?.kind !== "scalar") throw new Error("expected a text");
    const position = positionInScalar(value, offset);
    expect(`${position.line}:${position.column}`).toBe(expected);
  });
});

describe("refused with a place", () => {
  test.each([
    ["a: [b", "SF-E-YAML"],
    ["a: 1\na: 2\n", "SF-E-YAML"],
    ["a: *b\n", "SF-E-YAML"],
    ["a: !x y\n", "SF-E-YAML"],
    ["a: &x [*x]\n", "SF-E-YAML"],
    ["? [a]\n: b\n", "SF-E-YAML"],
    [`a: ${"[".repeat(200)}${"]".repeat(200)}`, "SF-E-LIMIT"],
    ["x".repeat((1 << 20) + 1), "SF-E-LIMIT"],
  ])("%.30j", async (text, code) => {
    const diagnostics = createDiagnostics();
    expect(await readYaml("x.yaml", text, diagnostics)).toBeUndefined();
    expect(diagnostics.all.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(diagnostics.all[0]?.position?.file).toBe("x.yaml");
  });

  test("a hundred thousand open brackets end in a diagnostic", async () => {
    const diagnostics = createDiagnostics();
    expect(await readYaml("x.yaml", `a: ${"[".repeat(100_000)}`, diagnostics)).toBeUndefined();
    expect(diagnostics.hasErrors).toBe(true);
  });
});
