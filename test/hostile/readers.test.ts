import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeDocument, decodeDocumentGeneric } from "../../runtime/dist/codec/document-codec.js";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { parseXml } from "../../generator/read/xml.js";
import { Tokenizer } from "../../runtime/xml/tokenizer.js";
import { XmlError } from "../../runtime/xml/xml-error.js";
import { fixtureBytes, messageKinds, seed } from "../support/messages.js";
import { declared, frameOf, malformed, misencoded, odd, plainFrame, type Frame, type Kind } from "./documents.js";

/** What the reader of contracts says: a code, or nothing when it has read the document. */
function contractReader(bytes: Uint8Array): string | undefined {
  const diagnostics = createDiagnostics();
  const document = parseXml(bytes, "a.xml", diagnostics);
  const [first] = diagnostics.all.filter(({ severity }) => severity === "error");
  expect(document === undefined).toBe(first !== undefined);
  return first?.code;
}

/** What the reader of messages says, without any schema. */
function messageReader(bytes: Uint8Array): string | undefined {
  const tokenizer = new Tokenizer();
  try {
    tokenizer.load(bytes);
    while (tokenizer.next() !== "end-of-document");
    return undefined;
  } catch (error) {
    if (error instanceof XmlError) return error.code;
    throw error;
  }
}

/** What a generated package says to a message of its own with something in it: the same on both of its paths. */
function packageReader(): { readonly frame: Frame; read(bytes: Uint8Array): readonly string[] } {
  const kind = messageKinds.find(({ name }) => name === "Opret");
  if (kind === undefined) throw new Error("there is no such message");
  const frame = frameOf(new TextDecoder().decode(fixtureBytes("opret.xml")));
  return {
    frame,
    read(bytes) {
      const fast = decodeDocument(kind.codec, bytes);
      expect(fast).toEqual(decodeDocumentGeneric(kind.codec, bytes));
      return fast.ok ? [] : fast.issues.map(({ code }) => code);
    },
  };
}

const ofPackage = packageReader();
const listed = (kinds: readonly Kind[]): readonly (readonly [string, Kind])[] => kinds.map((kind) => [kind.name, kind]);

test("the suite holds every kind once", () => {
  const kinds = [...malformed, ...misencoded, ...declared, ...odd].map(({ name }) => name);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(malformed.length + declared.length).toBeGreaterThan(22);
});

describe("not well-formed: refused by all readers", () => {
  test.each(listed(malformed))("%s", (_, { make }) => {
    expect(contractReader(make(plainFrame))).toBe("SF-E-XML");
    expect(messageReader(make(plainFrame))).toBe("SF-V-XML");
    expect(ofPackage.read(make(ofPackage.frame))).toContain("SF-V-XML");
  });
});

describe("not in the encoding it claims: refused by all readers", () => {
  test.each(listed(misencoded))("%s", (_, { make }) => {
    expect(contractReader(make(plainFrame))).toMatch(/^SF-E-(?:ENCODING|XML)$/);
    expect(messageReader(make(plainFrame))).toBe("SF-V-XML");
    expect(ofPackage.read(make(ofPackage.frame))).toContain("SF-V-XML");
  });
});

describe("a document type declaration: refused in every message", () => {
  test.each(listed(declared))("%s", (_, { make }) => {
    expect(messageReader(make(plainFrame))).toBe("SF-V-DTD");
    expect(ofPackage.read(make(ofPackage.frame))).toEqual(["SF-V-DTD"]);
  });

  // Contracts may declare entities with their text; nothing may come from outside, and nothing without bound.
  test.each<[name: string, code: string | undefined]>([
    ["a document type declaration", undefined],
    ["one behind a comment and a declaration", undefined],
    ["an external DTD", undefined],
    ["a public one", undefined],
    ["an internal entity", undefined],
    ["a default attribute", undefined],
    ["a file as entity", "SF-E-DTD"],
    ["an address as entity", "SF-E-DTD"],
    ["a parameter entity", "SF-E-DTD"],
    ["an entity within itself", "SF-E-DTD"],
    ["a billion laughs", "SF-E-LIMIT"],
    ["a quadratic explosion", "SF-E-LIMIT"],
    ["one that does not end", "SF-E-XML"],
  ])("in a contract: %s → %s", (name, code) => {
    const kind = declared.find((candidate) => candidate.name === name);
    expect(kind && contractReader(kind.make(plainFrame))).toBe(code);
  });
});

describe("odd, and read by all readers", () => {
  test.each(listed(odd))("%s", (_, { make }) => {
    expect(contractReader(make(plainFrame))).toBeUndefined();
    expect(messageReader(make(plainFrame))).toBeUndefined();
    expect(ofPackage.read(make(ofPackage.frame))).toEqual([]);
  });
});

test("a message cut off anywhere is refused", () => {
  const bytes = fixtureBytes("opret.xml");
  for (let length = 0; length < bytes.length; length += 1 + ((seed + length) % 3)) {
    expect(ofPackage.read(bytes.subarray(0, length))).toContain("SF-V-XML");
    expect(messageReader(bytes.subarray(0, length))).toBe("SF-V-XML");
  }
});

test("a contract cut off anywhere is refused", () => {
  const bytes = readFileSync(join(import.meta.dirname, "readers.xsd"));
  expect(contractReader(bytes)).toBeUndefined();
  const end = bytes.lastIndexOf(">");
  for (let length = 0; length <= end; length++) {
    expect(contractReader(bytes.subarray(0, length)), String(length)).toMatch(/^SF-E-(?:XML|ENCODING)$/);
  }
});
