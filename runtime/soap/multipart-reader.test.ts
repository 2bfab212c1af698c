import { describe, expect, test } from "vitest";
import { MultipartError, multipartLimits } from "./multipart.js";
import { MultipartReader } from "./multipart-reader.js";
import { collected } from "./outgoing-body.js";
import { pack } from "./packing.js";

const encoder = new TextEncoder();

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

type Part = readonly [Readonly<Record<string, string>>, string];

/** All parts, the content of each as text, from chunks of a size. */
async function read(text: string, boundary = "B", size = text.length, limits = {}): Promise<readonly Part[]> {
  const reader = new MultipartReader(inChunks(encoder.encode(text), size), boundary, multipartLimits(limits));
  const parts: Part[] = [];
  for (let headers = await reader.next(); headers !== undefined; headers = await reader.next()) {
    const decoder = new TextDecoder();
    let content = "";
    for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read()) {
      content += decoder.decode(chunk, { stream: true });
    }
    parts.push([headers, content]);
  }
  return parts;
}

async function packed(content: string, headers: Readonly<Record<string, string>> = {}): Promise<readonly Part[]> {
  const attachment = { contentId: "a@b", contentType: "text/plain", content: encoder.encode(content), headers };
  const { body, contentType } = pack(encoder.encode("<root/>"), "text/xml", [attachment, attachment]);
  const text = new TextDecoder().decode(await collected(body));
  expect(body.length).toBe(encoder.encode(text).length);
  return read(text, /boundary="([^"]+)"/.exec(contentType)?.[1]);
}

describe("what is written is read again", () => {
  test.each([
    ["text", "hello"],
    ["nothing", ""],
    ["line ends at the ends", "\r\nx\r\n"],
    ["what looks like a boundary", "--B--\r\n--Bx\r\nx--B\r\n--uuid_\r\n"],
  ])("%s", async (_what, content) => {
    const headers = { "content-type": "text/plain", "content-transfer-encoding": "binary", "content-id": "<a@b>" };
    const [root, ...others] = await packed(content);
    expect(root?.[1]).toBe("<root/>");
    expect(others).toEqual([
      [headers, content],
      [headers, content],
    ]);
  });

  test("more header lines go with a part, but cannot begin another one or take the place of ours", async () => {
    const [, [headers] = [{}]] = await packed("x", {
      "Content-Disposition": "attachment\r\nX: y",
      "Content-ID": "<other>",
      "Bad\r\nName": "z",
    });
    expect(headers).toEqual({
      "content-type": "text/plain",
      "content-transfer-encoding": "binary",
      "content-id": "<a@b>",
      "content-disposition": "attachmentX: y",
      badname: "z",
    });
  });
});

const whole =
  "preamble\r\n--B \t\r\nContent-Type: text/xml;\r\n charset=utf-8\r\n\r\n<a/>\r\n--B\nX:\n\n\r\n--Bo\r\n-\r\n--B-\r\n--B--x\r\n\r\n--B\r\n\r\n--B--  \r\nepilogue\r\n--B\r\n\r\nno part";

test.each([1, 2, 3, 5, 7, 16, whole.length])("in chunks of %i a body is what it is", async (size) => {
  expect(await read(whole, "B", size)).toEqual([
    [{ "content-type": "text/xml; charset=utf-8" }, "<a/>"],
    [{ x: "" }, "\r\n--Bo\r\n-\r\n--B-\r\n--B--x\r\n"],
    [{}, ""],
  ]);
});

test.each([
  ["no boundary at all", "x", "structure"],
  ["no end", "--B\r\n\r\nx", "structure"],
  ["an end that is cut", "--B\r\n\r\nx\r\n--B-", "structure"],
  ["a part without an empty line", "--B\r\nA: b\r\n--B--", "structure"],
  ["a header that is cut", "--B\r\nA: b\r\n", "structure"],
  ["a line that is no header", "--B\r\nnone\r\n\r\nx\r\n--B--", "structure"],
  ["a header that folds nothing", "--B\r\n x\r\n\r\nx\r\n--B--", "structure"],
  ["too many parts", `${"--B\r\n\r\n\r\n".repeat(1001)}--B--`, "size"],
  ["a header that is too long", `--B\r\nA: ${"x".repeat(20_000)}\r\n\r\nx\r\n--B--`, "size"],
  ["too many lines of a header", `--B\r\n${"A: b\r\n".repeat(4000)}\r\nx\r\n--B--`, "size"],
  ["a preamble without end", `${"x\r\n".repeat(10_000)}--B\r\n\r\nx\r\n--B--`, "structure"],
])("%s is refused", async (_what, text, kind) => {
  for (const size of [text.length, 700, ...(text.length < 100 ? [1] : [])]) {
    const error = await read(text, "B", size).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MultipartError);
    expect(error).toMatchObject({ kind });
  }
});

test("an end without a part is no part", async () => {
  expect(await read("--B--")).toEqual([]);
});

test.each(["", "B".repeat(201)])("the boundary %j is none", (boundary) => {
  expect(() => new MultipartReader(inChunks(new Uint8Array(0), 1), boundary, multipartLimits(undefined))).toThrow(
    MultipartError,
  );
});

test("a body is read only as far as its limit", async () => {
  const length = whole.indexOf("epilogue");
  await expect(read(whole, "B", 1, { totalBytes: length - 1 })).rejects.toMatchObject({ kind: "size" });
  await expect(read(whole, "B", 1, { totalBytes: length })).resolves.toHaveLength(3);
  expect(() => multipartLimits({ parts: 0 })).toThrow(RangeError);
});

test("a header called like a property of every object is one like any other", async () => {
  const [[headers, content] = [{}, ""]] = await read("--B\r\n__proto__: x\r\n\r\nc\r\n--B--");
  expect([Object.entries(headers), content]).toEqual([[["__proto__", "x"]], "c"]);
});

test.each([64 * 1024, Infinity])(
  "boundaries that nearly match cost no more than they are long, by %i",
  async (size) => {
    const text = `--B\r\n\r\n${"\n--".repeat(1_000_000)}${"\r\n--B x".repeat(100_000)}\r\n--B--`;
    const started = performance.now();
    expect(await read(text, "B", Math.min(size, text.length))).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(1000);
  },
);
