import type { DecodeOptions } from "../codec/decode.js";
import type { DocumentCodec } from "../codec/document-codec.js";
import type { Result } from "../codec/issue.js";
import { hasMessageRules } from "../codec/whole-message.js";
import { recordPath } from "./record-path.js";
import { RecordStream } from "./record-stream.js";

/** How to read a message record by record. */
export interface StreamOptions extends Omit<DecodeOptions, "encoding" | "codes"> {
  /** Bytes of one record, and of anything else that has no end, at most. Default 1 MiB. */
  readonly maximumRecordBytes?: number | undefined;
  /** Bytes of the message without its records, at most. Default 1 MiB. */
  readonly maximumRestBytes?: number | undefined;
}

/** What comes out of a stream: records, and in the end, always, the rest. */
export type StreamedPart<Value, Item> = StreamedRecord<Item> | StreamedRest<Value>;

export interface StreamedRecord<Item> {
  readonly kind: "record";
  /** Among the records, from 0. */
  readonly index: number;
  /** Offset of the record's first byte in the stream. */
  readonly offset: number;
  /** Lines, columns and paths of issues are those in the whole message. */
  readonly result: Result<Item>;
}

export interface StreamedRest<Value> {
  readonly kind: "rest";
  /** Records there were, and how many of them were not valid. */
  readonly records: number;
  readonly invalid: number;
  /**
   * The message without its records, but for the first ones, which show where they stand. The message is valid when this is
   * and no record was invalid.
   */
  readonly result: Result<Value>;
}

const mebibyte = 1024 * 1024;

/**
 * Reads a message that is too large for memory, as a document or in a SOAP envelope: the records of one array are decoded
 * and validated one by one, as they arrive, and what is around them in the end. Memory is bounded by the two limits,
 * whatever the length of the message. Only UTF-8 is read.
 *
 *     for await (const part of streamRecords(codec, (message) => message.Body.Row, createReadStream(file))) {
 *       if (part.kind === "record" && part.result.ok) await store(part.result.value);
 *     }
 *
 * A record is handed out before what follows it was seen: a message may prove invalid when most of it has been processed.
 *
 * @param select the array of records, nothing but properties: `(message) => message.Body.Row`
 * @throws TypeError when the selection is no repeated element, or a rule of the schema is about the message as a whole (ID
 *   and IDREF, key, keyref, unique)
 * @throws RangeError when a limit is not a positive integer
 */
export async function* streamRecords<Value, Item>(
  codec: DocumentCodec<Value>,
  select: (message: Value) => readonly Item[] | undefined,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: StreamOptions = {},
): AsyncGenerator<StreamedPart<Value, Item>, void, undefined> {
  if (hasMessageRules(codec.element)) {
    throw new TypeError(`Rules of ${codec.localName} are about the whole message: it cannot be read record by record.`);
  }
  const { maximumRecordBytes = mebibyte, maximumRestBytes = mebibyte } = options;
  for (const limit of [maximumRecordBytes, maximumRestBytes]) {
    if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError("A limit must be a positive integer.");
  }
  const path = recordPath(codec.element, select);
  const stream = new RecordStream(codec, path, { ...options, maximumRecordBytes, maximumRestBytes });
  for await (const chunk of source) {
    // Large chunks in pieces, so that what is buffered does not depend on who sends.
    for (let start = 0; start < chunk.length && !stream.isOver; start += pieceSize) {
      stream.append(chunk.subarray(start, start + pieceSize));
      // Not `yield*`, which waits for each of them three times.
      for (const record of stream.complete()) yield record as StreamedRecord<Item>;
    }
    if (stream.isOver) break;
  }
  yield stream.rest();
}

const pieceSize = 64 * 1024;
