import { FastEncoder, notValid } from "./fast-encoder.js";

/** What a writer writes behind another text, or undefined when it says that the value is not valid. */
export function written(write: (encoder: FastEncoder, position: number) => number): string | undefined {
  const encoder = FastEncoder.begin();
  const before = 3;
  try {
    const end = write(encoder, encoder.room(encoder.start, before) + before);
    return new TextDecoder().decode(encoder.finish(end).subarray(before));
  } catch (error) {
    encoder.abandon();
    if (error !== notValid) throw error;
    return undefined;
  }
}
