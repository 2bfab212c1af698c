const floatText = /^(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN)$/;

/** `xs:float` and `xs:double` (XSD Part 2 §3.2.4, §3.2.5). Undefined for any other text. */
export function parseDouble(text: string): number | undefined {
  if (!floatText.test(text)) return undefined;
  if (text === "INF") return Infinity;
  return text === "-INF" ? -Infinity : Number(text);
}

/** A number as `xs:double` text, which reads back as the same number. */
export function formatDouble(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value).replace("e+", "E").replace("e", "E");
  return Number.isNaN(value) ? "NaN" : value > 0 ? "INF" : "-INF";
}
