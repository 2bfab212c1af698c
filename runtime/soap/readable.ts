/** A stream of fetch's that reads on only when it is read itself. */
export function readableOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await iterator.next();
          if (done === true) return controller.close();
          // Without a chunk nobody would ask again. A view may be of memory that others use as well.
          if (value.byteLength > 0) return controller.enqueue(new Uint8Array(value));
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
