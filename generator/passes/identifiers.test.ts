import { expect, test } from "vitest";
import { toCamelCase, toIdentifier } from "./identifiers.js";

/* ASCII has patterns of its own: what they make of a name must be what those for all of Unicode make of its like. */

test.each([
  ["Sag", "Sag"],
  ["post-nr", "postNr"],
  ["-a--b", "aB"],
  ["a.b_c$d", "aB_c$d"],
  ["1-a", "_1A"],
  ["a b-", "aB"],
  ["--", "_"],
  ["", "_"],
  ["løn-år", "lønÅr"],
  ["-ø--b", "øB"],
  ["1-ø", "_1Ø"],
])("%j is the identifier %s", (text, expected) => {
  expect(toIdentifier(text)).toBe(expected);
});

test.each([
  ["KMDSagIdentifikator", "kmdSagIdentifikator"],
  ["ID", "id"],
  ["ID1", "id1"],
  ["Sag", "sag"],
  ["sag", "sag"],
  ["A_b", "a_b"],
  ["", ""],
  ["ÆØSag", "æøSag"],
  ["ÅR", "år"],
  ["ØSag", "øSag"],
])("%s is the property %s", (text, expected) => {
  expect(toCamelCase(text)).toBe(expected);
});
