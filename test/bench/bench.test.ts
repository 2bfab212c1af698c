import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const script = join(import.meta.dirname, "..", "..", "bench", "memory.ts");

/* Not what depends on the speed of a machine: that is `npm run bench`. */

test("decoding a message takes at most four times its size, the message included", async () => {
  // The young generation holds all that is allocated, so that nothing is collected and so missed.
  const flags = ["--disable-warning=ExperimentalWarning", "--min-semi-space-size=64", "--max-semi-space-size=64"];
  const { stdout } = await run(process.execPath, [...flags, script, "decode"]);
  const { text, met } = JSON.parse(stdout) as { readonly text: string; readonly met: boolean };
  expect(text).toMatch(/^decoding 2\.\d MiB takes [1-9]/);
  expect(met, text).toBe(true);
});
