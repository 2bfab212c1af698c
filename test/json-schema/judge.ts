import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidateFunction } from "ajv/dist/2020.js";
import type { JsonValue } from "../../generator/print/json.js";
import { decodeDocumentGeneric, documentCodec } from "../../runtime/codec/document-codec.js";
import { encodeGeneric } from "../../runtime/codec/encode.js";
import { FastDecoder } from "../../runtime/codec/fast-decode.js";
import type { RootElement } from "../../runtime/codec/tables.js";
import { validateValue } from "../../runtime/codec/validate.js";
import { fromJson, toJson } from "./json-values.js";

/** One way in which a JSON schema says less than our validator. */
interface Difference {
  readonly code: string;
  readonly rule: string;
  /** Part of the `$comment` that must say so. */
  readonly words: string;
}

const differences: readonly Difference[] = readFileSync(join(import.meta.dirname, "differences.tsv"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [code = "", rule = "", words = ""] = line.split("\t");
    return { code, rule, words };
  });

const seen = new Set<Difference>();

/** The known differences that no judgement has met so far. */
export function unseenDifferences(): readonly Difference[] {
  return differences.filter((difference) => !seen.has(difference));
}

/** What ajv says about a value that a decoder gave; undefined when it accepts it. */
export function refusal(value: unknown, validate: ValidateFunction): string | undefined {
  const json = toJson(value);
  return validate(json) ? undefined : `${JSON.stringify(json)}: ${JSON.stringify(validate.errors)}`;
}

/**
 * Holds our verdict on any JSON against that of its schema. Undefined when they agree, or differ in a way that is known and
 * that one of the comments states; else what they differ in.
 */
export function disagreement(
  json: JsonValue,
  root: RootElement,
  validate: ValidateFunction,
  comments: string,
): string | undefined {
  const result = validateValue(fromJson(json, root), root);
  if (result.ok) {
    const read = asDecoded(result.value, root);
    const refused = refusal(read, validate);
    return refused === undefined ? undefined : `refused by the schema only: ${refused}`;
  }
  if (!validate(json)) return undefined;
  // Every issue has to be one that a schema cannot see.
  for (const { code, rule, path } of result.issues) {
    const isOpen = path.some((step) => /^\$(?:any|attributes)/.test(String(step)));
    const known = differences.filter((difference) =>
      isOpen ? difference.code === "*" : difference.code === code && difference.rule === rule,
    );
    const stated = known.filter(({ words }) => comments.includes(words));
    if (stated.length === 0)
      return `accepted by the schema only: ${code} ${rule} at ${path.join("/")}: ${JSON.stringify(json)}`;
    for (const difference of stated) seen.add(difference);
  }
  return undefined;
}

const fast = new FastDecoder([]);

/** The value as a decoder gives it back: without what stands for nothing, such as an empty array. */
function asDecoded(value: unknown, root: RootElement): unknown {
  const bytes = new TextEncoder().encode(encodeGeneric(value, root, new Map()));
  const result = decodeDocumentGeneric(documentCodec({ element: root, namespace: 0, prefixes: [], fast }), bytes);
  if (!result.ok) throw new Error(`not read back: ${JSON.stringify(result.issues)}`);
  return result.value;
}
