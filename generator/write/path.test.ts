import { describe, expect, test } from "vitest";
import { isContainedPath } from "./path.js";

describe("isContainedPath", () => {
  test.each(["package.json", "src/types.ts", "src/codecs/tables/call-context.ts", "src/contract/a b.ts", ".npmignore"])(
    "%s stays inside the package",
    (path) => {
      expect(isContainedPath(path)).toBe(true);
    },
  );

  test.each([
    "",
    "/etc/passwd",
    "../outside.ts",
    "src/../../outside.ts",
    "src/./types.ts",
    "src//types.ts",
    "src/",
    "src\\types.ts",
    "C:/windows",
    "src/types.ts:stream",
    "src/types.ts\0.md",
    "src/line\nbreak.ts",
    "src/aux",
    "src/COM1.ts",
    "src/ends-in-dot.",
    "src/ends-in-space ",
    "dist/index.js",
    "node_modules/x/index.js",
    ".git/hooks/pre-commit",
    "a".repeat(2000),
  ])("%j does not", (path) => {
    expect(isContainedPath(path)).toBe(false);
  });
});
