import { defineConfig } from "vitest/config";

// Needs foreign SOAP stacks and xmllint from Debian's packages; .ci/run installs them.
export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    exclude: ["**/dist/**", "**/node_modules/**"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
