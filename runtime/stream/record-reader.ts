import {
  createDecodeContext,
  type DecodeContext,
  type DecodeOptions,
  GenericDecoder,
  xmlIssue,
} from "../codec/decode.js";
import type { Issue, Result } from "../codec/issue.js";
import { Locator, type Location } from "../xml/location.js";
import { XmlError } from "../xml/xml-error.js";
import type { ElementContext } from "./element-context.js";
import { placeFrom } from "./place-counter.js";
import type { RecordPath } from "./record-path.js";

/** Decodes records one by one, each where it stood in the message. */
export class RecordReader {
  private readonly around: ElementContext;
  private readonly path: RecordPath;
  private readonly context: DecodeContext;
  private readonly decoder: GenericDecoder;
  private record: Uint8Array = new Uint8Array(0);
  private recordStart = 0;
  private location: Location = { line: 1, column: 1 };

  constructor(around: ElementContext, path: RecordPath, options: DecodeOptions) {
    this.around = around;
    this.path = path;
    const locate = (offset: number): Location => {
      const found = new Locator(this.record, this.record.length).locate(offset - this.recordStart);
      return placeFrom(this.location, found);
    };
    this.context = createDecodeContext(options, { places: { locate } });
    this.decoder = new GenericDecoder(this.context);
  }

  /**
   * @param location of its first byte
   * @param index among the records
   */
  read(record: Uint8Array, location: Location, index: number): Result<unknown> {
    const { around, context } = this;
    const { tokenizer } = around;
    this.record = record;
    this.location = location;
    let value: unknown;
    try {
      this.recordStart = around.load(record);
      value = this.decoder.decodeElement(tokenizer, this.recordStart, this.path.record);
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      context.issues.push(xmlIssue(tokenizer, error, context.places));
    }
    const found = context.issues.splice(0);
    const issues = found.map((issue): Issue => ({ ...issue, path: [...this.path.properties, index, ...issue.path] }));
    return issues.some(({ severity }) => severity === "error")
      ? { ok: false, issues }
      : { ok: true, value, warnings: issues };
  }
}
