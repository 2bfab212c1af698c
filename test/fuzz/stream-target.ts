import { isDeepStrictEqual } from "node:util";
import { createRandom } from "../../generator/run/random.js";
import { SampleMaker } from "../../generator/run/sample.js";
import { createMemorySource } from "../../generator/read/files.js";
import { decodeDocument, type DocumentCodec, encodeDocument } from "../../runtime/codec/document-codec.js";
import type { Issue } from "../../runtime/codec/issue.js";
import type { Type } from "../../runtime/codec/tables.js";
import { hasMessageRules } from "../../runtime/codec/whole-message.js";
import { type StreamedPart, streamRecords } from "../../runtime/stream/stream-records.js";
import { makePackage } from "../conformance/schema-package.js";
import { mutateBytes } from "../support/byte-mutations.js";
import type { Draw } from "../support/random.js";
import { createDraw } from "./draw.js";
import { print, show } from "./judges.js";
import { drawBytes, textOf } from "./message-forms.js";
import { publishedCodecs } from "./published-packages.js";
import { drawSchema } from "./schema-grammar.js";
import { codecsOf, sampleOf } from "./schema-target.js";
import { isBetrayed } from "./secrets.js";
import { Notes, readable, type Target } from "./target.js";
import { mutateText } from "./text-mutations.js";

const samples = 3;
const mutants = 8;

/** Messages read record by record, in chunks of any size, against the same messages read as a whole. */
export const streamTarget: Target = {
  name: "streams",
  share: 2,
  async round(seed) {
    const notes = new Notes();
    const draw = createDraw(seed);
    if (draw.once(3)) {
      const codec = draw.pick(publishedCodecs);
      await tryCodec(codec, "", seed, draw, notes);
      return notes;
    }
    const schema = drawSchema(createDraw(seed), seed % 3 > 0);
    const made = makePackage(["fuzz.xsd"], createMemorySource({ "fuzz.xsd": schema }));
    if (made.kind !== "package") return notes;
    for (const codec of codecsOf(made).values()) await tryCodec(codec, schema, seed, draw, notes);
    return notes;
  },
};

async function tryCodec(
  codec: DocumentCodec<unknown>,
  schema: string,
  seed: number,
  draw: Draw,
  notes: Notes,
): Promise<void> {
  if (hasMessageRules(codec.element)) return;
  const paths = recordPaths(codec.element.type());
  if (paths.length === 0) return;
  const maker = new SampleMaker(createRandom(seed), true);
  for (let sample = 0; sample < samples; sample++) {
    const value = sampleOf(codec, maker);
    const encoded = value === undefined ? undefined : encodeDocument(codec, value);
    if (encoded?.ok !== true) return;
    const text = new TextDecoder().decode(encoded.value);
    for (let mutant = 0; mutant < mutants; mutant++) {
      const changed = mutant === 0 ? text : mutateText(text, codec.namespace, ["nosuch"], draw);
      const plain = drawBytes(draw.once(3) ? inEnvelope(changed, draw) : changed, draw);
      const bytes = mutant > 0 && draw.once(3) ? mutateBytes(plain, draw) : plain;
      const path = draw.pick(paths);
      const input = `${schema}\n${codec.localName} ${path.join(".")}\n${readable(bytes)}`;
      await notes.tryAsync(input, async () => {
        notes.count("streams");
        const quarrel = await quarrelOf(codec, path, bytes, draw, notes);
        if (quarrel !== undefined) notes.add(quarrel, input);
      });
    }
  }
}

function inEnvelope(document: string, draw: Draw): string {
  const namespace = draw.pick(["http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"]);
  const header = draw.pick(["", "<s:Header/>", '<s:Header><x xmlns="urn:x">y</x></s:Header>']);
  return `<s:Envelope xmlns:s="${namespace}">${header}<s:Body>${document.replace(/^<\?.*?\?>/, "")}</s:Body></s:Envelope>`;
}

/** Property keys that lead to arrays of elements, through elements that stand once. */
function recordPaths(type: Type, depth = 0): readonly (readonly string[])[] {
  if (type.kind === "simple" || depth > 3) return [];
  return type.fields
    .filter(({ source }) => source === "element")
    .flatMap((field) =>
      field.repeated
        ? [[field.property]]
        : recordPaths(field.type(), depth + 1).map((path) => [field.property, ...path]),
    );
}

async function quarrelOf(
  codec: DocumentCodec<unknown>,
  path: readonly string[],
  bytes: Uint8Array,
  draw: Draw,
  notes: Notes,
): Promise<string | undefined> {
  const parts = await read(codec, path, inChunks(bytes, draw));
  const again = await read(codec, path, inChunks(bytes, draw));
  if (!isDeepStrictEqual(withoutForm(parts), withoutForm(again)))
    return `in other chunks: ${showParts(parts)}\n${showParts(again)}`;
  if (isBetrayed(parts.map(({ result }) => (result.ok ? result.warnings : result.issues)))) {
    return `a value is repeated: ${showParts(parts)}`;
  }
  const rest = parts.at(-1);
  if (rest?.kind !== "rest") return "there is no rest";
  const records = parts.slice(0, -1);
  const invalid = records.filter(({ result }) => !result.ok).length;
  if (rest.records !== records.length || rest.invalid !== invalid) return `miscounted: ${showParts(parts)}`;
  return quarrelWithWhole(codec, path, bytes, parts, notes);
}

const malformed: ReadonlySet<string> = new Set(["SF-V-XML", "SF-V-DTD", "SF-V-LIMIT"]);

/**
 * Which flaw of a document that is not well-formed is told depends on how much of it has come; and behind an envelope that
 * is refused nothing is read.
 */
function withoutForm(parts: readonly StreamedPart<unknown, unknown>[]): readonly unknown[] {
  return parts.map((part) => {
    const { kind, result } = part;
    const isRefused = kind === "rest" && !result.ok && result.issues.some(endsReading);
    return isRefused ? { ...part, result: "refused" } : part;
  });
}

function endsReading({ code, rule }: Issue): boolean {
  return malformed.has(code) || rule.startsWith("SOAP ");
}

function quarrelWithWhole(
  codec: DocumentCodec<unknown>,
  path: readonly string[],
  bytes: Uint8Array,
  parts: readonly StreamedPart<unknown, unknown>[],
  notes: Notes,
): string | undefined {
  const text = textOf(bytes);
  // Only UTF-8 is read in a stream, and an envelope is none of the codec's.
  if (text === "unknown" || bytes[0] === 0xff || bytes[0] === 0xfe || /Envelope/.test(text ?? "")) return undefined;
  const whole = decodeDocument(codec, bytes);
  const isValid = parts.every(({ result }) => result.ok);
  if (whole.ok) notes.count("valid streams");
  const issues = parts.flatMap(({ result }) => (result.ok ? [] : result.issues));
  // The elements around the records must be of the types that the contract gives them.
  if (whole.ok && issues.some(({ code }) => code === "SF-V-TYPE-SUBSTITUTION")) return undefined;
  if (whole.ok !== isValid) return `as a whole ${print(whole)}\nas a stream ${showParts(parts)}`;
  if (!whole.ok) return undefined;
  const values = parts.flatMap(({ kind, result }) => (kind === "record" && result.ok ? [result.value] : []));
  const found = path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    whole.value,
  );
  return isDeepStrictEqual(values, found ?? []) ? undefined : `as a whole ${show(found)}\nas a stream ${show(values)}`;
}

async function read(
  codec: DocumentCodec<unknown>,
  path: readonly string[],
  chunks: Iterable<Uint8Array>,
): Promise<readonly StreamedPart<unknown, unknown>[]> {
  const select = (message: unknown): readonly unknown[] =>
    path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], message) as readonly unknown[];
  const parts: StreamedPart<unknown, unknown>[] = [];
  for await (const part of streamRecords(codec, select, chunks)) parts.push(part);
  return parts;
}

/** Pieces of one to many bytes, empty ones among them. */
export function* inChunks(bytes: Uint8Array, draw: Draw): Generator<Uint8Array> {
  const size = draw.pick([1, 3, 17, 200, 5000]);
  for (let start = 0; start < bytes.length;) {
    const length = draw.once(20) ? 0 : 1 + draw.below(size);
    yield bytes.slice(start, start + length);
    start += length;
  }
}

function showParts(parts: readonly StreamedPart<unknown, unknown>[]): string {
  return parts.map((part) => show(part)).join("\n");
}
