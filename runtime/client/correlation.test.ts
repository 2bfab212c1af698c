import { describe, expect, test } from "vitest";

import { type Correlation, createCorrelation } from "./correlation.js";

const finals = new Set(["Accepteret", "Afvist", "Fejlet"]);

function correlation(limit = 10, now = () => 1000): Correlation<string, string> {
  return createCorrelation({ isFinal: (answer) => finals.has(answer), limit, now });
}

describe("answers find their request", () => {
  test("one after the other, until a final one", () => {
    const kept = correlation();
    expect(kept.register("a", "Opret")).toBe("registered");
    expect(kept.answer("a", "Modtaget")).toEqual({
      outcome: "accepted",
      request: "Opret",
      answers: ["Modtaget"],
      isSettled: false,
    });
    expect(kept.outstanding()).toEqual([{ transaction: "a", request: "Opret", answers: ["Modtaget"], since: 1000 }]);
    expect(kept.answer("a", "Accepteret")).toMatchObject({ outcome: "accepted", isSettled: true });
    expect(kept.outstanding()).toEqual([]);
    expect(kept.answers("a")).toEqual(["Modtaget", "Accepteret"]);
  });

  test.each([
    ["Accepteret", "repeated"],
    ["Afvist", "conflicting"],
    ["Modtaget", "conflicting"],
  ])("%s after Accepteret is %s", (answer, outcome) => {
    const kept = correlation();
    kept.register("a", "Opret");
    kept.answer("a", "Accepteret");
    expect(kept.answer("a", answer).outcome).toBe(outcome);
    expect(kept.answers("a")).toEqual(["Accepteret"]);
  });

  test("an id that differs in case is another one", () => {
    const kept = correlation();
    kept.register("6F9F", "Opret");
    expect(kept.answer("6f9f", "Modtaget")).toEqual({ outcome: "unknown" });
    expect(kept.isKnown("6F9F")).toBe(true);
    expect(kept.isKnown("6f9f")).toBe(false);
  });

  test("what says the same is for the caller to say", () => {
    const kept = createCorrelation<string, { code: string }>({
      isFinal: () => false,
      isSame: (left, right) => left.code === right.code,
    });
    kept.register("a", "Opret");
    kept.answer("a", { code: "Modtaget" });
    expect(kept.answer("a", { code: "Modtaget" }).outcome).toBe("repeated");
  });
});

describe("memory is bounded", () => {
  test("outstanding requests are never forgotten", () => {
    const kept = correlation(2);
    kept.register("a", "1");
    kept.register("b", "2");
    expect(kept.register("c", "3")).toBe("full");
    expect(kept.register("a", "1")).toBe("known");
    expect(kept.forget("a")).toBe(true);
    expect(kept.register("c", "3")).toBe("registered");
    expect(kept.outstanding().map(({ transaction }) => transaction)).toEqual(["b", "c"]);
  });

  test("settled ones make room, the one settled first", () => {
    const kept = correlation(2);
    kept.register("a", "1");
    kept.register("b", "2");
    kept.answer("b", "Afvist");
    kept.answer("a", "Afvist");
    expect(kept.register("c", "3")).toBe("registered");
    expect([kept.isKnown("a"), kept.isKnown("b"), kept.isKnown("c")]).toEqual([true, false, true]);
  });
});

test("requests that have waited long enough to be asked about", () => {
  let time = 0;
  const kept = correlation(10, () => time);
  kept.register("a", "1");
  time = 60;
  kept.register("b", "2");
  time = 100;
  expect(kept.outstanding(50).map(({ transaction }) => transaction)).toEqual(["a"]);
  expect(kept.outstanding().map(({ transaction }) => transaction)).toEqual(["a", "b"]);
});
