import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { execute, packAll, packageFolders, moduleExports, readPackageJson, type Tarball } from "../support/tarballs.js";

/* What the linters of the npm world say of the tarballs. Neither needs a network. */

const require = createRequire(import.meta.url);
const destination = mkdtempSync(join(tmpdir(), "snitflade-lint-"));
let tarballs: readonly Tarball[] = [];

beforeAll(async () => {
  tarballs = await packAll(destination);
}, 60_000);

afterAll(() => rmSync(destination, { recursive: true }));

function tarballOf(folder: string): Tarball {
  const found = tarballs.find((tarball) => tarball.folder === folder);
  if (found === undefined) throw new Error(`${folder} was not packed`);
  return found;
}

describe.each(packageFolders)("%s", (folder) => {
  test("publint has nothing to say", async () => {
    const tarball = Uint8Array.from(readFileSync(tarballOf(folder).path)).buffer;
    const { messages, pkg } = await publint({ strict: true, level: "suggestion", pack: { tarball } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("@arethetypeswrong/cli finds every export right for ESM", { timeout: 60_000 }, async () => {
    const program = join(dirname(require.resolve("@arethetypeswrong/cli/package.json")), "dist/index.js");
    const { path } = tarballOf(folder);
    const { code, out, error } = await execute(
      process.execPath,
      [program, path, "--profile", "esm-only", "--format", "json"],
      destination,
    );
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const { analysis } = JSON.parse(out) as AttwReport;
    expect(analysis.types).toEqual({ kind: "included" });
    const packageJson = readPackageJson(folder);
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(packageJson.exports).sort());
    for (const subPath of Object.keys(moduleExports(packageJson))) {
      const { resolutions = {} } = analysis.entrypoints[subPath] ?? {};
      expect(resolutions["node16-esm"]?.resolution?.isTypeScript).toBe(true);
      expect(resolutions["bundler"]?.resolution?.isTypeScript).toBe(true);
    }
  });
});

interface AttwReport {
  readonly analysis: {
    readonly types: unknown;
    readonly entrypoints: Readonly<
      Record<
        string,
        { readonly resolutions: Readonly<Record<string, { readonly resolution?: { readonly isTypeScript: boolean } }>> }
      >
    >;
  };
}
