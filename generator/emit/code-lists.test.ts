import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPackage } from "../ir/model.fixture.js";
import { codeListExports, emitCodeLists } from "./code-lists.js";
import { codes, misformatted, textOf } from "./emitted.fixture.js";

const artifacts = emitCodeLists(aPackage({ name: "@test/codes", codeLists: [codes()] }), "Generated.");
const text = textOf(artifacts, "src/code-lists/aarsag.ts");

describe("code lists", () => {
  test("are laid out as prettier does", async () => {
    expect(await misformatted(artifacts)).toEqual([]);
  });

  test("are printed in the package that defines them only", () => {
    expect(emitCodeLists(aPackage({ codeLists: [codes()] }), "Generated.")).toEqual([]);
  });

  test("a label cannot end its comment", () => {
    expect(text).toContain("  /** Flyttet *\u200b/ */\n");
  });

  test("every name that is exported is listed, and no other", () => {
    const { types, values } = codeListExports(codes());
    const exported = [...text.matchAll(/^export (?:const|function|type|interface) (\w+)/gm)].map((match) => match[1]);
    expect([...new Set(exported)].sort()).toEqual([...new Set([...types, ...values])].sort());
  });

  test("a column without a value prints nothing", () => {
    expect(text).not.toContain("Unused");
  });

  test("a union lists the values that the configuration allows, used or not", () => {
    expect(text).toContain('export type AarsagInbound = "yes" | "no" | "no-discard";');
  });
});

/** The module as a program sees it. */
interface Aarsager {
  readonly Aarsag: Readonly<Record<string, string>>;
  readonly aarsagLabels: Readonly<Record<string, string>>;
  readonly aarsagRemarks: Readonly<Record<string, string | undefined>>;
  readonly aarsagList: Readonly<Record<string, string>>;
  isAarsag(value: string): boolean;
  maySetAarsag(code: string, party: string): boolean;
  isAarsagAcceptedInbound(code: string): boolean;
  isAarsagDiscardedInbound(code: string): boolean;
  outboundAarsag(code: string): string;
  isAarsagValid(code: string, date: string): boolean;
}

describe("a generated code list", () => {
  const folder = mkdtempSync(join(tmpdir(), "code-list-"));
  let list: Aarsager;

  beforeAll(async () => {
    const file = join(folder, "aarsag.ts");
    writeFileSync(file, text);
    list = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Aarsager;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("holds codes, labels, remarks and its own identity", () => {
    expect(Object.values(list.Aarsag)).toEqual(["1", "2", "50", "a-b"]);
    expect(list.aarsagLabels).toEqual({ "1": "Rask", "2": "Flyttet */", "50": "`Død`", "a-b": "Ferie" });
    expect(list.aarsagRemarks).toEqual({ "2": 'Sættes kun af KSD.\nOg "ingen" andre.' });
    expect(list.aarsagList).toMatchObject({ version: "1.0", agency: 'The "agency"', canonicalUri: "urn:list:Aarsag" });
  });

  test.each([
    ["50", true],
    ["51", false],
    ["toString", false],
    ["", false],
  ])("guards %s", (code, expected) => {
    expect(list.isAarsag(code)).toBe(expected);
  });

  test.each([
    ["1", "JC", true],
    ["2", "KSD", true],
    ["2", "JC", false],
    ["50", "KSD", false],
    ["50", "KSD-manuel", true],
  ])("says who may set a code: %s by %s", (code, party, expected) => {
    expect(list.maySetAarsag(code, party)).toBe(expected);
  });

  test.each([
    ["1", true, false],
    ["2", false, true],
    ["50", true, false],
  ])("says what may come in: %s", (code, accepted, discarded) => {
    expect([list.isAarsagAcceptedInbound(code), list.isAarsagDiscardedInbound(code)]).toEqual([accepted, discarded]);
  });

  test.each([
    ["1", "1"],
    ["50", "2"],
  ])("says what goes out for %s", (code, expected) => {
    expect(list.outboundAarsag(code)).toBe(expected);
  });

  test.each([
    ["1", "1999-01-01", true],
    ["2", "2025-12-31", false],
    ["2", "2026-01-01", true],
    ["50", "2026-12-31", true],
    ["50", "2027-01-01", false],
  ])("says when a code may be used: %s on %s", (code, date, expected) => {
    expect(list.isAarsagValid(code, date)).toBe(expected);
  });
});
