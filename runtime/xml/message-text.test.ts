import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { MessageText } from "./message-text.js";

/** Different at every place, longer than several windows, with other bytes behind it. */
const whole = Array.from({ length: 20_000 }, (_, index) => `${index};`).join("");
const bytes = Buffer.from(`${whole}]]>behind`);

function loaded(): MessageText {
  const text = new MessageText();
  text.load(bytes, whole.length);
  return text;
}

describe("text of a long message", () => {
  test.each([
    [0, 10],
    [16_380, 16_390],
    [100_000, 100_010],
    [5, 5],
    [whole.length - 3, whole.length],
    [10, 60_000],
    [3, 9],
  ])("the part from %i to %i is what stands there, wherever one looked before", (start, end) => {
    const text = loaded();
    text.slice(70_000, 70_010);
    expect(text.slice(start, end)).toBe(whole.slice(start, end));
    expect(text.slice(start, end)).toBe(whole.slice(start, end));
  });

  test("what stands at a place is compared up to the end of the message", () => {
    const text = loaded();
    expect(text.stands("19999;", whole.length - 6)).toBe(true);
    expect(text.stands("19999;]", whole.length - 6)).toBe(false);
    expect(text.stands("19998;", whole.length - 6)).toBe(false);
  });

  test("the next occurrence is found, but none behind the message", () => {
    const text = loaded();
    expect(text.indexOf(";12345;", 0)).toBe(whole.indexOf(";12345;"));
    expect(text.indexOf(";12345;", whole.indexOf(";12345;") + 1)).toBe(-1);
    expect(text.indexOf("]]>", 0)).toBe(-1);
    expect(text.indexOf("9;]]", 0)).toBe(-1);
  });

  test("nothing is left of a message that was released", () => {
    const text = loaded();
    text.release();
    expect(text.stands("0;", 0)).toBe(false);
  });
});
