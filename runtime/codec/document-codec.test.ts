import { expect, test } from "vitest";
import { complexType, simpleType } from "./define.js";
import { documentCodec, type DocumentCodec, encodeDocument } from "./document-codec.js";
import { FastDecoder } from "./fast-decode.js";
import type { FastEncoder } from "./fast-encoder.js";
import type { RootElement } from "./tables.js";
import { writeAsIs } from "./written-text.js";

const namespace = "urn:example:row";

interface Row {
  readonly number: string;
}

const row = complexType({
  fields: [
    {
      property: "number",
      localName: "number",
      namespace,
      source: "element",
      type: () => simpleType({ builtIn: "string", whiteSpace: "preserve" }),
      optional: false,
      repeated: false,
    },
  ],
  content: { kind: "sequence", min: 1, max: 1, particles: [{ kind: "element", field: 0, min: 1, max: 1 }] },
});

test("the fast encoder of a nillable element knows only its type; nil is written all the same", () => {
  const element: RootElement<Row | null> = { namespace, localName: "row", nillable: true, type: () => row };
  const encodeRow = (encoder: FastEncoder, position: number, { number }: Partial<Row> = {}): number => {
    if (number === undefined) return encoder.fail();
    return writeAsIs(encoder, position, `<r:number>${number}</r:number>`);
  };
  // That this compiles is a part of the test: it is what is generated.
  const codec: DocumentCodec<Row | null> = documentCodec({
    element,
    namespace: 1,
    prefixes: [[namespace, "r"]],
    fast: new FastDecoder(["", namespace]),
    encode: (encoder: FastEncoder, position: number, value: Row) => encodeRow(encoder, position, value ?? undefined),
  });
  const written = (value: Row | null): string | undefined => {
    const result = encodeDocument(codec, value);
    return result.ok ? new TextDecoder().decode(result.value) : undefined;
  };
  expect(written({ number: "1" })).toBe(`<r:row xmlns:r="${namespace}"><r:number>1</r:number></r:row>`);
  expect(written(null)).toMatch(/^<r:row [^>]*xsi:nil="true"/);
});
