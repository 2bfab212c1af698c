import { describe, expect, test } from "vitest";
import { actionText, contentHeaders, parseMediaType, retryAfterMs } from "./http.js";
import { soap11, soap12 } from "./versions.js";

test.each([
  ["text/xml", { type: "text/xml", charset: undefined, action: undefined }],
  ['Text/XML ; Charset="UTF-8"', { type: "text/xml", charset: "UTF-8", action: undefined }],
  [
    'application/soap+xml;charset=utf-8; action="urn:a b;c=d"',
    { type: "application/soap+xml", charset: "utf-8", action: "urn:a b;c=d" },
  ],
  ["", { type: "", charset: undefined, action: undefined }],
  [`text/xml;${"=".repeat(10_000)}`, { type: "text/xml", charset: undefined, action: undefined }],
])("media type %s", (text, parsed) => {
  expect(parseMediaType(text)).toEqual(parsed);
});

describe("headers", () => {
  test("SOAP 1.1 has an action of its own, quoted even when empty", () => {
    expect(contentHeaders(soap11, "urn:a", "text/xml")).toEqual({
      "content-type": "text/xml; charset=utf-8",
      soapaction: '"urn:a"',
    });
    expect(contentHeaders(soap11, "", "application/soap+xml")["soapaction"]).toBe('""');
  });

  test("SOAP 1.2 has it in the media type", () => {
    const headers = contentHeaders(soap12, "urn:a", "application/soap+xml");
    expect(headers).toEqual({ "content-type": 'application/soap+xml; charset=utf-8; action="urn:a"' });
    expect(parseMediaType(headers["content-type"]!).action).toBe("urn:a");
  });

  test("an action cannot break out of its header", () => {
    expect(actionText('urn:æ"\r\n x\ud800')).toBe("urn:%C3%A6%22%0D%0A%20x%EF%BF%BD");
  });
});

test.each([
  [undefined, undefined],
  ["120", 120_000],
  ["Sun, 22 Nov 2026 12:00:10 GMT", 10_000],
  ["Sun, 22 Nov 2026 11:00:00 GMT", 0],
  ["soon", undefined],
])("Retry-After %s", (value, expected) => {
  expect(retryAfterMs(value, Date.parse("2026-11-22T12:00:00Z"))).toBe(expected);
});
