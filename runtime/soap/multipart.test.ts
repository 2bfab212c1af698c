import { describe, expect, test } from "vitest";
import { MultipartError, readMultipart, writeMultipart } from "./multipart.js";

const encoder = new TextEncoder();

function read(text: string, boundary = "B"): readonly (readonly [Readonly<Record<string, string>>, string])[] {
  return readMultipart(encoder.encode(text), boundary).map(({ headers, bytes }) => [
    headers,
    new TextDecoder().decode(bytes),
  ]);
}

describe("what is written is read again", () => {
  test.each([
    ["text", "hello"],
    ["nothing", ""],
    ["line ends at the ends", "\r\nx\r\n"],
    ["what looks like the boundary", "--B--\r\n--Bx\r\nx--B\r\n"],
  ])("%s", (_what, content) => {
    const part = { contentId: "a@b", contentType: "text/plain", bytes: encoder.encode(content) };
    const body = writeMultipart([part, part], "C");
    const headers = {
      "content-type": "text/plain",
      "content-transfer-encoding": "binary",
      "content-id": "<a@b>",
    };
    expect(read(new TextDecoder().decode(body), "C")).toEqual([
      [headers, content],
      [headers, content],
    ]);
  });

  test("a header value cannot begin another header", () => {
    const part = { contentId: "a>\r\nX: y", contentType: "text/plain\r\n\r\nevil", bytes: new Uint8Array(0) };
    const [[headers] = [{}]] = read(new TextDecoder().decode(writeMultipart([part], "C")), "C");
    expect(Object.keys(headers)).toEqual(["content-type", "content-transfer-encoding", "content-id"]);
  });
});

test.each([
  ["no boundary at all", "x"],
  ["an end without a part", "--B--"],
  ["no end", "--B\r\n\r\nx"],
  ["a part without an empty line", "--B\r\nA: b\r\n--B--"],
  ["a line that is no header", "--B\r\nnone\r\n\r\nx\r\n--B--"],
  ["too many parts", `${"--B\r\n\r\n\r\n".repeat(1001)}--B--`],
])("%s is refused", (_what, text) => {
  expect(() => read(text)).toThrow(MultipartError);
});

test("a header called like a property of every object is one like any other", () => {
  expect(read("--B\r\n__proto__: x\r\n\r\nc\r\n--B--")[0]?.[1]).toBe("c");
});

test("boundaries that nearly match cost no more than they are long", () => {
  const body = encoder.encode(`--B\r\n\r\n${"\n--".repeat(2_000_000)}\r\n--B--`);
  const started = performance.now();
  expect(readMultipart(body, "B")).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(1000);
});
