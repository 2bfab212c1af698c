import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{generator,runtime,test}/**/*.test.ts"],
    // Interop needs foreign tools from Debian's packages: vitest.interop.config.ts.
    exclude: ["**/dist/**", "**/node_modules/**", "test/interop/**"],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
