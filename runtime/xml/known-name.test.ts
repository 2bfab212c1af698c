import { describe, expect, test } from "vitest";
import { KnownName } from "./known-name.js";
import { Tokenizer } from "./tokenizer.js";

const utf8 = new TextEncoder();

/** A tokenizer that has read the start tag of a root which declares the prefix `p`, and the position behind it. */
function inRoot(content: string, namespace = "urn:p", limits?: { depth?: number; nameLength?: number }): Tokenizer {
  const tokenizer = new Tokenizer();
  tokenizer.load(utf8.encode(`<root xmlns:p="${namespace}">${content}</root>`), limits);
  tokenizer.next();
  return tokenizer;
}

function learned(content: string): KnownName {
  const name = new KnownName();
  const tokenizer = inRoot(content);
  tokenizer.next();
  tokenizer.learn(name);
  return name;
}

function stands(name: KnownName, content: string): boolean {
  const tokenizer = inRoot(content);
  return name.standsAt(tokenizer.view, tokenizer.position + 1);
}

describe("a known name", () => {
  test.each(["p:a", "a", "p:Abc", "Ab", "p:Ærø", "p:TwelveBytes"])("%s stands where its bytes do", (tag) => {
    const name = learned(`<${tag}>x</${tag}>`);
    expect(stands(name, `<${tag}>y</${tag}>`)).toBe(true);
    for (const other of [`${tag}x`, `${tag} `, `x${tag}`, tag.slice(0, -1), tag.replace(/.$/, "?")]) {
      expect(stands(name, `<${other}></${tag}>`)).toBe(false);
    }
  });

  test("stands nowhere before it has been learned, and is not learned of a tag that is more than a name", () => {
    for (const tag of ["<p:a />", "<p:a/>", '<p:a b=""></p:a>', "<p:a ></p:a>", `<${"a".repeat(200)}>`]) {
      const name = learned(tag);
      expect(name.size).toBe(0);
      expect(stands(name, tag)).toBe(false);
    }
    expect(new KnownName().standsAt(new DataView(new ArrayBuffer(8)), 0)).toBe(false);
  });

  test("is replaced by what is learned later", () => {
    const name = learned("<p:first></p:first>");
    const tokenizer = inRoot("<second></second>");
    tokenizer.next();
    tokenizer.learn(name);
    expect([stands(name, "<p:first>"), stands(name, "<second>"), name.prefix]).toEqual([false, true, ""]);
  });
});

describe("a tokenizer admits a known name", () => {
  const name = learned("<p:abcdefgh></p:abcdefgh>");

  test.each([
    ["under the same bindings", inRoot("<p:abcdefgh>"), true],
    ["when its prefix means another namespace", inRoot("<p:abcdefgh>", "urn:other"), false],
    ["when the element would be too deep", inRoot("<p:abcdefgh>", "urn:p", { depth: 1 }), false],
    ["when it is longer than names may be", inRoot("<p:abcdefgh>", "urn:p", { nameLength: 9 }), false],
    ["when it is just as long", inRoot("<p:abcdefgh>", "urn:p", { nameLength: 10 }), true],
  ])("%s: %#", (_, tokenizer, expected) => {
    expect(tokenizer.admits(name, "urn:p")).toBe(expected);
  });

  test("and opens the element as if the tag had been read", () => {
    const [read, opened] = [inRoot("\n  <p:abcdefgh>text</p:abcdefgh>"), inRoot("\n  <p:abcdefgh>text</p:abcdefgh>")];
    read.nextTag();
    opened.openKnown(opened.contentPosition, name, "urn:p");
    const seen = (tokenizer: Tokenizer): unknown => [
      tokenizer.elementLocalName,
      tokenizer.elementNamespace,
      tokenizer.elementPosition,
      tokenizer.position,
      tokenizer.depth,
      tokenizer.selfClosing,
      [tokenizer.next(), tokenizer.characterData, tokenizer.next(), tokenizer.next(), tokenizer.next()],
    ];
    expect(seen(opened)).toEqual(seen(read));
  });
});
