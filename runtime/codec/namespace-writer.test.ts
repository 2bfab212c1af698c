import { describe, expect, test } from "vitest";
import { NamespaceWriter } from "./namespace-writer.js";

const preferred = new Map([
  ["urn:a", "a"],
  ["urn:b", "b"],
]);

describe("prefixes", () => {
  test("those of the contract are declared on the root, those that are used, in order", () => {
    const names = new NamespaceWriter(preferred);
    expect([names.name("urn:b", "x"), names.name("", "x"), names.name("urn:c", "x"), names.name("urn:a", "x")]).toEqual(
      ["b:x", "x", "ns1:x", "a:x"],
    );
    expect(names.rootDeclarations()).toBe(` xmlns:a="urn:a" xmlns:b="urn:b" xmlns:ns1="urn:c"`);
  });
  test("one that is bound to the namespace further in is used there", () => {
    const names = new NamespaceWriter(preferred);
    names.open({ p: "urn:c", q: "urn:d" });
    expect([names.name("urn:c", "x"), names.name("urn:d", "x")]).toEqual(["p:x", "q:x"]);
    expect(names.close()).toBe(` xmlns:p="urn:c" xmlns:q="urn:d"`);
    expect(names.name("urn:c", "x")).toBe("ns1:x");
  });
  test("one that is hidden further in is not", () => {
    const names = new NamespaceWriter(preferred);
    expect(names.name("urn:a", "x")).toBe("a:x");
    names.open({ a: "urn:b" });
    expect([names.name("urn:a", "x"), names.name("urn:a", "y"), names.name("urn:b", "x")]).toEqual([
      "ns1:x",
      "ns1:y",
      "a:x",
    ]);
    expect(names.close()).toBe(` xmlns:a="urn:b" xmlns:ns1="urn:a"`);
    expect([names.name("urn:a", "x"), names.name("urn:b", "x")]).toEqual(["a:x", "b:x"]);
  });
  test("an inner binding is back in force where a further one ends", () => {
    const names = new NamespaceWriter(preferred);
    names.open({ p: "urn:c" });
    names.open({ p: "urn:d", q: "urn:c" });
    expect([names.name("urn:c", "x"), names.name("urn:d", "x")]).toEqual(["q:x", "p:x"]);
    names.close();
    expect([names.name("urn:c", "x"), names.name("urn:d", "x")]).toEqual(["p:x", "ns1:x"]);
  });
  test("a default namespace is for text only, and is undeclared where names have no namespace", () => {
    const names = new NamespaceWriter(preferred);
    names.open({ "": "urn:a" });
    expect(names.name("urn:a", "x")).toBe("a:x");
    names.open(undefined);
    names.clearDefault();
    expect(names.close()).toBe(` xmlns=""`);
    expect(names.close()).toBe(` xmlns="urn:a"`);
    names.open(undefined);
    names.clearDefault();
    expect(names.close()).toBe("");
  });
  test("that of xml is never declared", () => {
    const names = new NamespaceWriter(preferred);
    names.open({ xml: "http://www.w3.org/XML/1998/namespace" });
    expect(names.name("http://www.w3.org/XML/1998/namespace", "lang")).toBe("xml:lang");
    expect([names.close(), names.rootDeclarations()]).toEqual(["", ""]);
  });
  test("one is made up for each of very many namespaces in no time", () => {
    const names = new NamespaceWriter(preferred);
    for (let index = 0; index < 100_000; index++) names.prefix(`urn:${index}`);
    expect(names.prefix("urn:99999")).toBe("ns100000");
  });
});
