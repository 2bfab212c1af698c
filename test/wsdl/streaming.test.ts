import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type CallContext,
  createHttpTransport,
  createInMemoryTransport,
  type HttpTransport,
  type ReceivedAttachment,
  type ReceivedAttachments,
  type ServerErrorEvent,
  type ServerOptions,
  type SoapServer,
  type Transport,
} from "../../runtime/index.js";
import { type AnyClient, connect, fixture, type GeneratedService, load, post } from "./support.js";

const mebibyte = 1024 * 1024;
const chunkBytes = 64 * 1024;

let photos: GeneratedService;
beforeAll(async () => {
  photos = await load(fixture("mtom"));
});

/** Counts what was made and what was used, and so what somebody holds in between. */
class Meter {
  made = 0;
  used = 0;
  mostHeld = 0;
  isClosed = false;

  async *stream(bytes: number): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let index = 0; this.made < bytes; index++) {
        const chunk = new Uint8Array(Math.min(chunkBytes, bytes - this.made)).fill(index % 251);
        this.made += chunk.length;
        this.mostHeld = Math.max(this.mostHeld, this.made - this.used);
        yield chunk;
      }
    } finally {
      this.isClosed = true;
    }
  }

  /** @returns whether the bytes are those that were made */
  async use(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
    let isSame = true;
    for await (const chunk of chunks) {
      for (const at of [0, chunk.length - 1]) {
        if (chunk[at] !== Math.floor((this.used + at) / chunkBytes) % 251) isSame = false;
      }
      this.used += chunk.length;
      // The other side would be ahead by now, if nothing held it back.
      if (this.used % mebibyte < chunk.length) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return isSame;
  }
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function overHttp(server: SoapServer): Promise<readonly [string, HttpTransport]> {
  const listener = createServer(server.nodeListener);
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const transport = createHttpTransport();
  open.push(() => {
    transport.close();
    listener.closeAllConnections();
    listener.close();
  });
  return [`http://127.0.0.1:${(listener.address() as AddressInfo).port}/`, transport];
}

async function client(
  over: "node:http" | "fetch",
  answer: (message: string, context: CallContext) => unknown,
  options: ServerOptions = {},
): Promise<AnyClient> {
  const implementation = { Describe: answer, Store: () => ({ thumbnail: new Uint8Array(0) }) };
  const { server } = connect(photos, "Photos", implementation, { server: options });
  const [endpoint, transport]: readonly [string, Transport] =
    over === "fetch" ? ["http://localhost/", createInMemoryTransport(server)] : await overHttp(server);
  return connect(photos, "Photos", implementation, { client: { endpoint, transport, mtom: false } }).client;
}

const image = (content: AsyncIterable<Uint8Array> | Uint8Array): object => ({
  attachments: [{ part: "photo", contentType: "image/png", content }],
});

describe.each(["node:http", "fetch"] as const)("64 MB over %s", (over) => {
  // What the two ends of a connection and their streams hold, which is no part of the message's size.
  const mostHeld = over === "fetch" ? mebibyte : 16 * mebibyte;
  const bytes = 64 * mebibyte;

  test("to the server are streamed", { timeout: 60_000 }, async () => {
    const meter = new Meter();
    let isSame: boolean | undefined;
    const { Describe } = await client(over, async (message, { attachments }) => {
      for await (const attachment of attachments) isSame = await meter.use(attachment.stream());
      return message;
    });
    expect(await Describe?.("a cat", image(meter.stream(bytes)))).toBe("a cat");
    expect([isSame, meter.used]).toEqual([true, bytes]);
    expect(meter.mostHeld).toBeLessThan(mostHeld);
  });

  test("from the server are streamed", { timeout: 60_000 }, async () => {
    const meter = new Meter();
    let isSame: boolean | undefined;
    const { Describe } = await client(over, (message, context) => {
      context.attach({ contentType: "image/png", content: meter.stream(bytes) });
      return message;
    });
    const onAttachments = async (attachments: ReceivedAttachments): Promise<void> => {
      for await (const attachment of attachments) isSame = await meter.use(attachment.stream());
    };
    expect(await Describe?.("a cat", { onAttachments })).toBe("a cat");
    expect([isSame, meter.used]).toEqual([true, bytes]);
    expect(meter.mostHeld).toBeLessThan(mostHeld);
  });

  test("there and back are streamed at the same time", { timeout: 60_000 }, async () => {
    const meter = new Meter();
    let isSame: boolean | undefined;
    const { Describe } = await client(over, async (message, context) => {
      for await (const { contentType, stream } of once(context.attachments)) {
        context.attach({ contentType, content: stream() });
      }
      return message;
    });
    const onAttachments = async (attachments: ReceivedAttachments): Promise<void> => {
      for await (const attachment of attachments) isSame = await meter.use(attachment.stream());
    };
    await Describe?.("a cat", { ...image(meter.stream(bytes)), onAttachments });
    expect([isSame, meter.used]).toEqual([true, bytes]);
    expect(meter.mostHeld).toBeLessThan(2 * mostHeld);
  });
});

/** The first, without asking for the next one: that would keep the content of the first in memory. */
async function* once(attachments: ReceivedAttachments): AsyncGenerator<{
  readonly contentType: string;
  readonly stream: () => AsyncIterable<Uint8Array>;
}> {
  for await (const attachment of attachments) {
    yield { contentType: attachment.contentType, stream: () => attachment.stream() };
    return;
  }
}

describe("attachments are read", () => {
  const content = (size: number): Uint8Array => new Uint8Array(size).fill(7);
  const three = {
    attachments: [1, 2, 3].map((size) => ({ contentId: `${size}`, contentType: "image/png", content: content(size) })),
  };

  test("in any order, as often as one likes to look at them, and each content once", async () => {
    const seen: unknown[] = [];
    const { Describe } = await client("node:http", async (message, { attachments }) => {
      const all: ReceivedAttachment[] = [];
      for await (const attachment of attachments) all.push(attachment);
      for (const attachment of all.toReversed()) seen.push([attachment.contentId, (await attachment.bytes()).length]);
      for await (const { contentId } of attachments) seen.push(contentId);
      seen.push(await all[0]?.bytes().catch((error: unknown) => error));
      expect(() => all[1]?.stream()).toThrow(TypeError);
      return message;
    });
    await Describe?.("x", three);
    expect(seen).toEqual([["3", 3], ["2", 2], ["1", 1], "1", "2", "3", expect.any(TypeError)]);
  });

  test("not at all", async () => {
    for (const over of ["node:http", "fetch"] as const) {
      const meter = new Meter();
      const source = Readable.from(meter.stream(64 * mebibyte));
      const { Describe } = await client(over, (message) => message);
      expect(await Describe?.("x", image(source))).toBe("x");
      await expect.poll(() => source.destroyed).toBe(true);
      expect(meter.made).toBeLessThan(64 * mebibyte);
    }
  });

  test("in part: what nobody wants is not kept", async () => {
    const { Describe } = await client(
      "node:http",
      async (message, { attachments }) => {
        let index = 0;
        for await (const attachment of attachments) {
          if (index++ === 0) attachment.discard();
          else if (index === 2) for await (const _ of attachment.stream()) break;
          else expect(await attachment.bytes()).toHaveLength(1000);
        }
        return message;
      },
      { multipart: { bufferedBytes: 1000 } },
    );
    const sizes = [mebibyte, mebibyte, 1000];
    const attachments = sizes.map((size) => ({ contentType: "image/png", content: content(size) }));
    expect(await Describe?.("x", { attachments })).toBe("x");
  });

  test("no longer than the call lasts", async () => {
    let late: ReceivedAttachments | undefined;
    const keep = (attachments: ReceivedAttachments): void => {
      late = attachments;
    };
    const { Describe } = await client("node:http", (message, context) => {
      context.attach({ contentType: "image/png", content: content(5 * mebibyte) });
      return message;
    });
    await Describe?.("x", { onAttachments: keep });
    const read = async (): Promise<void> => {
      for await (const attachment of late ?? []) await attachment.bytes();
    };
    await expect(read()).rejects.toThrow("as long as it lasts");
  });

  test("within the caller's time", async () => {
    const meter = new Meter();
    const { Describe } = await client("node:http", (message, context) => {
      context.attach({ contentType: "image/png", content: meter.stream(64 * mebibyte) });
      return message;
    });
    const onAttachments = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2000));
    await expect(Describe?.("x", { onAttachments, timeoutMs: 100 })).rejects.toMatchObject({ code: "SF-C-TIMEOUT" });
    await expect.poll(() => meter.isClosed).toBe(true);
  });
});

describe("limits", () => {
  const keepAll = async (message: string, { attachments }: CallContext): Promise<string> => {
    for await (const attachment of attachments) await attachment.bytes();
    return message;
  };
  const errors: ServerErrorEvent[] = [];
  const onError = (event: ServerErrorEvent): void => void errors.push(event);

  test.each([
    ["bytes in memory", { bufferedBytes: mebibyte }],
    ["bytes in all", { totalBytes: mebibyte }],
    ["parts", { parts: 1 }],
    ["header lines", { headerBytes: 100 }],
  ])("of %s are the sender's fault", async (_what, multipart) => {
    const { Describe } = await client("node:http", keepAll, { multipart, onError });
    const call = Describe?.("x", image(new Meter().stream(4 * mebibyte)));
    await expect(call).rejects.toMatchObject({ code: "SF-C-FAULT", status: 413, fault: { blames: "sender" } });
    expect(errors).toEqual([]);
  });

  test("of an answer are too", async () => {
    const answer = (message: string, context: CallContext): string => {
      context.attach({ contentType: "image/png", content: new Uint8Array(5000) });
      return message;
    };
    const { server } = connect(photos, "Photos", { Describe: answer, Store: () => ({}) });
    const [endpoint, transport] = await overHttp(server);
    const options = { endpoint, transport, multipart: { bufferedBytes: 4999 } };
    const { Describe } = connect(photos, "Photos", { Describe: answer, Store: () => ({}) }, { client: options }).client;
    const onAttachments = async (attachments: ReceivedAttachments): Promise<void> => {
      for await (const attachment of attachments) await attachment.bytes();
    };
    await expect(Describe?.("x", { onAttachments })).rejects.toMatchObject({ code: "SF-C-RESPONSE-TOO-LARGE" });
  });

  test("that are none are refused at once", () => {
    const none = { Describe: () => "", Store: () => ({}) };
    expect(() => connect(photos, "Photos", none, { server: { multipart: { parts: 0 } } })).toThrow(RangeError);
    expect(() => connect(photos, "Photos", none, { client: { multipart: { totalBytes: 0.5 } } })).toThrow(RangeError);
  });
});

describe("what breaks off", () => {
  async function* broken(): AsyncGenerator<Uint8Array, void, undefined> {
    yield new Uint8Array(100_000);
    throw new Error("no more");
  }
  const readAll = async (message: string, { attachments }: CallContext): Promise<string> => {
    for await (const attachment of attachments) await attachment.bytes();
    return message;
  };

  test("on the way to the server is a failed call, and no error of the implementation", async () => {
    const errors: ServerErrorEvent[] = [];
    const { Describe } = await client("node:http", readAll, { onError: (event) => void errors.push(event) });
    await expect(Describe?.("x", image(broken()))).rejects.toMatchObject({ code: "SF-C-CONNECTION" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(errors).toEqual([]);
  });

  test("on the way back is a failed call, and is told", async () => {
    const errors: ServerErrorEvent[] = [];
    const answer = (message: string, context: CallContext): string => {
      context.attach({ contentType: "image/png", content: broken() });
      return message;
    };
    const { Describe } = await client("node:http", answer, { onError: (event) => void errors.push(event) });
    const onAttachments = async (attachments: ReceivedAttachments): Promise<void> => {
      for await (const attachment of attachments) await attachment.bytes();
    };
    await expect(Describe?.("x", { onAttachments })).rejects.toMatchObject({ code: "SF-C-CONNECTION" });
    expect(errors).toMatchObject([{ code: "SF-S-ATTACHMENT", error: { message: "no more" } }]);
  });

  test("or is not sound behind the envelope is the sender's fault", async () => {
    const errors: ServerErrorEvent[] = [];
    const implementation = { Describe: readAll, Store: () => ({}) };
    const options: ServerOptions = { onError: (event) => void errors.push(event) };
    const { server } = connect(photos, "Photos", implementation, { server: options });
    const envelope =
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><t:Describe xmlns:t="urn:photos">x</t:Describe></e:Body></e:Envelope>';
    const body = `--B\r\nContent-Type: text/xml\r\n\r\n${envelope}\r\n--B\r\n\r\nhalf`;
    const reply = await post(server, body, { "content-type": 'multipart/related; boundary="B"' });
    expect([reply.status, errors]).toEqual([415, []]);
    expect(reply.text).not.toContain("half");
  });

  test("or comes too slowly is not waited for", async () => {
    const implementation = { Describe: readAll, Store: () => ({}) };
    const { server } = connect(photos, "Photos", implementation, { server: { bodyTimeoutMs: 100 } });
    const [endpoint] = await overHttp(server);
    const headers = { "content-type": 'multipart/related; boundary="B"' };
    const drop = async (wait: number): Promise<number> => {
      const { request } = await import("node:http");
      return await new Promise((resolve, reject) => {
        const outgoing = request(endpoint, { method: "POST", headers }, (response) => {
          clearInterval(timer);
          resolve(response.statusCode ?? 0);
          outgoing.destroy();
        });
        outgoing.on("error", reject);
        const timer = setInterval(() => outgoing.write("x"), wait);
        outgoing.write("-");
      });
    };
    // Nothing for too long, and a little all the time.
    expect(await drop(10_000)).toBe(408);
    expect(await drop(20)).toBe(408);
  });
});

test("connections serve call after call", async () => {
  const sockets = new Set<unknown>();
  const { Describe, Store } = await client("node:http", (message, context) => {
    sockets.add((context.native as { readonly socket: unknown }).socket);
    context.attach({ contentType: "image/png", content: new Uint8Array(1000) });
    return message;
  });
  for (let call = 0; call < 3; call++) {
    await Describe?.("x", { ...image(new Uint8Array(100_000)) });
    await Store?.({ title: "x", picture: [new Uint8Array(2000)] });
  }
  // One is given back while the next call begins already.
  expect(sockets.size).toBeLessThanOrEqual(2);
});
