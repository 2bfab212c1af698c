import { describe, expect, test } from "vitest";
import { catalogue } from "./catalogue.js";
import { createDiagnostics, report } from "./collect.js";
import { diagnosticToJson } from "./json.js";
import { formatDiagnostic, formatDiagnostics } from "./text.js";

const position = { file: "a.xsd", line: 3, column: 7 };

describe("catalogue", () => {
  test("is sorted, and the letter of a code is its usual severity", () => {
    const codes = Object.keys(catalogue);
    expect(codes).toEqual([...codes].sort());
    for (const [code, entry] of Object.entries(catalogue)) {
      expect(code).toMatch(/^SF-[EW](-[A-Z0-9]+)+$/);
      expect(entry.severity).toBe(code.startsWith("SF-E-") ? "error" : "warning");
    }
  });
});

describe("createDiagnostics", () => {
  test("keeps order, drops repetitions, knows errors from warnings", () => {
    const diagnostics = createDiagnostics();
    report(diagnostics, "SF-W-SELFIMPORT", "own namespace", position);
    expect(diagnostics.hasErrors).toBe(false);
    report(diagnostics, "SF-E-RESOLVE", "type x is not defined", position);
    report(diagnostics, "SF-E-RESOLVE", "type x is not defined", position);
    expect(diagnostics.hasErrors).toBe(true);
    expect(diagnostics.all.map((diagnostic) => diagnostic.code)).toEqual(["SF-W-SELFIMPORT", "SF-E-RESOLVE"]);
  });
});

describe("printing", () => {
  const diagnostic = { code: "SF-E-RESOLVE", severity: "error", message: "type x is not defined", position } as const;

  test("text has place, code, message and fix", () => {
    expect(formatDiagnostic({ ...diagnostic, fix: "Define x." })).toBe(
      "a.xsd:3:7 SF-E-RESOLVE type x is not defined\n  Define x.\n",
    );
    expect(formatDiagnostic(diagnostic, { colours: true })).toContain("\u001B[31mSF-E-RESOLVE\u001B[39m");
  });

  test("text ends with counts; nothing gives nothing", () => {
    expect(formatDiagnostics([diagnostic]).endsWith("\n1 error\n")).toBe(true);
    expect(formatDiagnostics([])).toBe("");
  });

  test("control characters of the input do not reach the terminal", () => {
    expect(formatDiagnostic({ ...diagnostic, message: "type \u001B[2Jx" })).not.toContain("\u001B");
  });

  test("json falls back on the catalogue's fix and has null where there is no place", () => {
    const json = diagnosticToJson({ code: "SF-E-XML", severity: "error", message: "broken" });
    expect(json).toMatchObject({ file: null, line: null, column: null, fix: catalogue["SF-E-XML"].fix });
  });
});
