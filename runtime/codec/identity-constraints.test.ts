import { describe, expect, test } from "vitest";
import { Tokenizer } from "../xml/tokenizer.js";
import { IdentityChecker } from "./identity-constraints.js";
import type { ConstraintPath, IdentityConstraint } from "./tables.js";

/** `.//a/b`, `@c`, `.`, `a|b`: the subset of XPath, without namespaces. */
function paths(text: string): readonly ConstraintPath[] {
  return text.split("|").map((alternative) => {
    const descendant = alternative.startsWith(".//");
    const steps = (descendant ? alternative.slice(3) : alternative).split("/").filter((step) => step !== ".");
    const attribute = steps.at(-1)?.startsWith("@") === true ? steps.pop()?.slice(1) : undefined;
    const nameTest = (name: string) => (name === "*" ? {} : { namespace: "", localName: name });
    return {
      descendant,
      steps: steps.map(nameTest),
      ...(attribute === undefined ? {} : { attribute: nameTest(attribute) }),
    };
  });
}

function constraint(kind: IdentityConstraint["kind"], name: string, selector: string, ...fields: string[]) {
  const [own = "", refer] = name.split(" of ");
  return {
    kind,
    name: `{urn:k}${own}`,
    ...(refer === undefined ? {} : { refer: `{urn:k}${refer}` }),
    selector: paths(selector),
    fields: fields.map((field) => paths(field)),
  };
}

/**
 * Rules broken by a document, each with the column of its place. Elements without child elements have simple values;
 * those with `nil="true"` are nil.
 */
function broken(xml: string, constraints: Readonly<Record<string, readonly IdentityConstraint[]>>): string[] {
  const found: string[] = [];
  const checker = new IdentityChecker(({ code, rule }, offset) => {
    expect(code).toBe("SF-V-IDENTITY");
    found.push(`${rule.replace("cvc-identity-constraint.", "")} at ${offset}`);
  });
  const tokenizer = new Tokenizer();
  tokenizer.load(new TextEncoder().encode(xml));
  tokenizer.openElement(tokenizer.prolog());
  let pending: { readonly nil: boolean; text: string } | undefined;
  const open = (): void => {
    const { elementNamespace, elementLocalName, elementPosition } = tokenizer;
    checker.open(elementNamespace, elementLocalName, constraints[elementLocalName], elementPosition);
    let nil = false;
    for (let index = 0; index < tokenizer.attributeCount; index++) {
      const name = tokenizer.attributeLocalNames[index] ?? "";
      const value = tokenizer.attributeValues[index] ?? "";
      nil ||= name === "nil";
      const namespace = tokenizer.attributeNamespaces[index] ?? "";
      checker.attribute(namespace, name, value, tokenizer.attributePositions[index] ?? -1);
    }
    pending = { nil, text: "" };
  };
  open();
  for (let depth = 1; depth > 0;) {
    const token = tokenizer.next();
    if (token === "start-element") {
      open();
      depth++;
    } else if (token === "text") {
      if (pending !== undefined) pending.text = tokenizer.characterData;
    } else {
      if (pending !== undefined) checker.text(pending.nil ? undefined : pending.text, pending.nil);
      pending = undefined;
      checker.close();
      depth--;
    }
  }
  return found;
}

const keyed = { a: [constraint("key", "k", "b", "@i")] };
const unique = { a: [constraint("unique", "u", "b", "@i")] };
const referring = { a: [constraint("key", "k", "b", "@i"), constraint("keyref", "r of k", "c", "@r")] };

describe("IdentityChecker", () => {
  test.each<[why: string, xml: string, constraints: Record<string, IdentityConstraint[]>, expected: string[]]>([
    ["all keys differ", `<a><b i="1"/><b i="2"/></a>`, keyed, []],
    ["a key twice", `<a><b i="1"/><b i="1"/></a>`, keyed, ["4.2.2 at 13"]],
    ["thrice", `<a><b i="1"/><b i="1"/><b i="1"/></a>`, keyed, ["4.2.2 at 13", "4.2.2 at 23"]],
    ["a key missing", `<a><b/></a>`, keyed, ["4.2.1 at 3"]],
    ["unique twice", `<a><b i="1"/><b i="1"/></a>`, unique, ["4.1 at 13"]],
    ["unique and missing", `<a><b/><b/><b i="1"/></a>`, unique, []],
    ["not selected: too deep", `<a><x><b i="1"/></x><b i="1"/></a>`, keyed, []],
    ["each element by itself", `<x><a><b i="1"/></a><a><b i="1"/></a></x>`, keyed, []],
    ["a reference before its key", `<a><c r="1"/><b i="1"/></a>`, referring, []],
    ["a reference to nothing", `<a><c r="2"/><b i="1"/></a>`, referring, ["4.3 at 3"]],
    ["no reference", `<a><c/></a>`, referring, []],
    [
      "descendants",
      `<a><x><b i="1"/></x><b i="1"/></a>`,
      { a: [constraint("key", "k", ".//b", "@i")] },
      ["4.2.2 at 20"],
    ],
    [
      "any element below, but not the one itself",
      `<a i="1"><x i="1"><y i="2"/></x><z i="2"/></a>`,
      { a: [constraint("key", "k", ".//*", "@i")] },
      ["4.2.2 at 32"],
    ],
    ["the element itself", `<a/>`, { a: [constraint("key", "k", ".", "@i")] }, ["4.2.1 at 0"]],
    [
      "the element itself and all below",
      `<a i="1"><x i="1"/></a>`,
      { a: [constraint("unique", "k", ".//.", "@i")] },
      // Keys are compared when an element ends.
      ["4.1 at 0"],
    ],
    [
      "alternatives of a selector",
      `<a><b i="1"/><c><d i="1"/></c></a>`,
      { a: [constraint("key", "k", "b|c/d", "@i")] },
      ["4.2.2 at 16"],
    ],
    [
      "an element selected by two alternatives counts once",
      `<a><b i="1"/></a>`,
      { a: [constraint("key", "k", "b|*", "@i")] },
      [],
    ],
    ["the value of the element", `<a><b>1</b><b>1</b></a>`, { a: [constraint("key", "k", "b", ".")] }, ["4.2.2 at 11"]],
    [
      "values of children, in any order",
      `<a><b><p>1</p><q>2</q></b><b><q>2</q><p>1</p></b><b><p>2</p><q>1</q></b></a>`,
      { a: [constraint("key", "k", "b", "p", "q")] },
      ["4.2.2 at 26"],
    ],
    [
      "parts are not run together",
      `<a><b p="1" q="11"/><b p="11" q="1"/><b p="1:1" q="1"/></a>`,
      { a: [constraint("key", "k", "b", "@p", "@q")] },
      [],
    ],
    ["a part missing", `<a><b p="1"/><b p="1"/></a>`, { a: [constraint("unique", "k", "b", "@p", "@q")] }, []],
    [
      "a field deep inside",
      `<a><b><x><y i="1"/></x></b><b><y i="1"/></b></a>`,
      { a: [constraint("key", "k", "b", ".//@i")] },
      ["4.2.2 at 27"],
    ],
    ["a field twice", `<a><b><p>1</p><p>2</p></b></a>`, { a: [constraint("key", "k", "b", "p")] }, ["3 at 14"]],
    [
      "an element and an attribute for one field",
      `<a><b p="1"><p>1</p></b></a>`,
      { a: [constraint("unique", "k", "b", "p|@p")] },
      ["3 at 12"],
    ],
    [
      "either for one field",
      `<a><b p="1"/><b><p>1</p></b></a>`,
      { a: [constraint("unique", "k", "b", "p|@p")] },
      ["4.1 at 13"],
    ],
    [
      "a field without a simple value",
      `<a><b><p><x/></p></b></a>`,
      { a: [constraint("unique", "k", "b", "p")] },
      ["3 at 6"],
    ],
    ["a nil part of a key", `<a><b><p nil="true"/></b></a>`, { a: [constraint("key", "k", "b", "p")] }, ["4.2.3 at 6"]],
    [
      "nil is equal to nothing",
      `<a><b><p nil="true"/></b><b><p nil="true"/></b></a>`,
      { a: [constraint("unique", "k", "b", "p")] },
      [],
    ],
    [
      "an element in two constraints",
      `<a><b i="1" j="2"/><b i="1" j="2"/></a>`,
      { a: [constraint("key", "k", "b", "@i"), constraint("unique", "u", "b", "@j")] },
      ["4.2.2 at 19", "4.1 at 19"],
    ],
    [
      "elements inside elements of the same name",
      `<a><b i="1"/><a><b i="1"/><b i="2"/></a><b i="2"/></a>`,
      { a: [constraint("key", "k", ".//b", "@i")] },
      ["4.2.2 at 16", "4.2.2 at 40"],
    ],
    [
      "a field of any attribute, of which there are two",
      `<a><b i="1" j="2"/></a>`,
      { a: [constraint("unique", "k", "b", "@*")] },
      ["3 at 12"],
    ],
  ])("%s", (_, xml, constraints, expected) => {
    expect(broken(xml, constraints)).toEqual(expected);
  });

  describe("keys are known to the elements around (XSD Part 1 §3.11.5)", () => {
    const inner = [constraint("key", "k", "b", "@i")];
    const outer = [constraint("keyref", "r of k", "c", "@r")];
    test.each<[why: string, xml: string, expected: string[]]>([
      ["of a child", `<o><a><b i="1"/></a><c r="1"/></o>`, []],
      ["of any descendant", `<o><x><x><a><b i="1"/></a></x></x><c r="1"/></o>`, []],
      ["of several", `<o><a><b i="1"/></a><x><a><b i="2"/></a></x><c r="1"/><c r="2"/></o>`, []],
      ["not when two children have it", `<o><a><b i="1"/></a><a><b i="1"/></a><c r="1"/></o>`, ["4.3 at 37"]],
      [
        "nor when a third one has",
        `<o><a><b i="1"/></a><a><b i="1"/></a><a><b i="1"/><b i="2"/></a><c r="1"/><c r="2"/></o>`,
        ["4.3 at 64"],
      ],
      [
        "a clash is forgotten one level up",
        `<o><x><a><b i="1"/></a><a><b i="1"/></a></x><a><b i="1"/></a><c r="1"/></o>`,
        [],
      ],
      ["not of the parent", `<a><b i="1"/><o><c r="1"/></o></a>`, ["4.3 at 16"]],
      [
        "the element's own keys win over its children's",
        `<p><a><b i="1"/></a><a><b i="1"/></a><b i="1"/><c r="1"/></p>`,
        [],
      ],
    ])("%s", (_, xml, expected) => {
      expect(broken(xml, { a: inner, o: outer, p: [...inner, ...outer] })).toEqual(expected);
    });
  });

  test("namespaces are told apart", () => {
    const named = (namespace: string): ConstraintPath => ({ descendant: false, steps: [{ namespace }] });
    const found: number[] = [];
    const checker = new IdentityChecker((_, offset) => found.push(offset));
    const key: IdentityConstraint = {
      kind: "unique",
      name: "k",
      selector: [named("urn:b")],
      fields: [[{ descendant: false, steps: [], attribute: { namespace: "urn:i" } }]],
    };
    checker.open("urn:a", "a", [key], 0);
    for (const [offset, namespace] of ["urn:b", "urn:c", "urn:b", "urn:b"].entries()) {
      checker.open(namespace, "x", undefined, offset);
      checker.attribute(offset === 2 ? "" : "urn:i", "i", "1", offset);
      checker.close();
    }
    checker.close();
    expect(found).toEqual([3]);
  });

  test("a part of a key that may be nil is refused even with a value; of a unique it is not", () => {
    const rules: string[] = [];
    const checker = new IdentityChecker(({ rule }) => rules.push(rule));
    checker.open("", "a", [constraint("key", "k", "b", "."), constraint("unique", "u", "b", ".")], 0);
    checker.open("", "b", undefined, 1);
    checker.text("1", false, true);
    checker.close();
    checker.close();
    expect(rules).toEqual(["cvc-identity-constraint.4.2.3"]);
  });

  test("a hundred thousand keys, handed up through two hundred elements", () => {
    const count = 100_000;
    const checker = new IdentityChecker(({ message }) => expect.unreachable(message));
    checker.open("", "o", [constraint("keyref", "r of k", ".//c", "@r")], 0);
    for (let depth = 0; depth < 200; depth++) checker.open("", "x", undefined, 0);
    checker.open("", "a", [constraint("key", "k", "b", "@i")], 0);
    for (let index = 0; index < count; index++) {
      checker.open("", "b", undefined, index);
      checker.attribute("", "i", String(index), index);
      checker.close();
      checker.open("", "c", undefined, index);
      checker.attribute("", "r", String(count - 1 - index), index);
      checker.close();
    }
    for (let depth = 0; depth < 202; depth++) checker.close();
  });

  test("elements inside one another that multiply the work are refused at a bound", () => {
    const rules: string[] = [];
    const checker = new IdentityChecker(({ rule }) => rules.push(rule));
    const everything = [constraint("unique", "u", ".//*", ".//@i", ".//@j", ".//@k")];
    for (let depth = 0; depth < 500; depth++) checker.open("", "a", everything, depth);
    for (let index = 0; index < 2000; index++) {
      checker.open("", "b", undefined, index);
      checker.attribute("", "i", String(index), index);
      checker.text("1", false);
      checker.close();
    }
    for (let depth = 0; depth < 500; depth++) checker.close();
    expect(rules).toEqual(["limit"]);
  });
});
