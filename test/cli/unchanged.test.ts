import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { type Outcome, type Workspace, createWorkspace } from "./workspace.js";

/*
 * A run that finds by its seal that nothing changed reads no file, so each of these has to be seen by what the file system
 * says. Every case has a folder of its own that nobody touched for two seconds, and they wait together.
 */

const program = join(import.meta.dirname, "../../generator/bin/snitflade.js");
const cache = "node_modules/.cache/snitflade";
const input = "wsdl/SF209x Bilag/sp/Kvittering_1.xsd";
const output = "output/sygefravaer/src/index.ts";
const workspaces: Workspace[] = [];

afterAll(() => {
  for (const workspace of workspaces) workspace.dispose();
});

async function run(workspace: Workspace, args: readonly string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile(process.execPath, [program, ...args], { cwd: workspace.folder, env: {} }, (error, out, stderr) => {
      done({ exit: error === null ? 0 : Number(error.code), out, error: stderr });
    });
  });
}

/** A folder in which everything is up to date, and whose seal shows itself by a warning when it is believed. */
async function settled(prepare?: (workspace: Workspace) => void): Promise<Workspace> {
  const workspace = createWorkspace();
  workspaces.push(workspace);
  mkdirSync(join(workspace.folder, "node_modules"));
  prepare?.(workspace);
  const generated = await run(workspace, ["generate"]);
  if (generated.exit !== 0) throw new Error(generated.error);
  await setTimeout(2500);
  await run(workspace, ["check"]);
  const [seal] = sealsOf(workspace);
  if (seal !== undefined) {
    const warning = { code: "SF-W-SELFIMPORT", severity: "warning", message: "from the seal" };
    const text = workspace.read(seal);
    workspace.write(seal, text.replace('"diagnostics":[]', `"diagnostics":[${JSON.stringify(warning)}]`));
  }
  return workspace;
}

function sealsOf(workspace: Workspace): readonly string[] {
  const names = readdirSync(join(workspace.folder, cache)).filter((name) => name.startsWith("unchanged-"));
  return names.map((name) => `${cache}/${name}`);
}

describe("a run without work", { concurrent: true, timeout: 60_000 }, () => {
  test("says the same as one that looks at everything", async () => {
    const workspace = await settled();
    for (const args of [["generate"], ["check"], ["generate", "--json"], ["check", "--json"]]) {
      const sealed = await run(workspace, args);
      const full = await run(workspace, [...args, "--no-cache"]);
      expect(sealed.error + sealed.out).toContain("from the seal");
      expect(sealed.exit).toBe(full.exit);
      expect(sealed.out.replace(/"diagnostics": \[[^\]]*\]/, '"diagnostics": []')).toBe(full.out);
    }
    expect(await run(workspace, ["check", "--strict"])).toMatchObject({ exit: 3, out: "" });
  });

  test.each<[string, number, (workspace: Workspace) => void]>([
    ["a schema", 1, ({ append }) => append(input, "<!-- changed -->")],
    ["a code list", 1, ({ append }) => append("wsdl/codelists/Maalgruppe.gc", "<!-- changed -->")],
    ["the rules", 1, ({ append }) => append("wsdl/rules.yaml", "# changed\n")],
    [
      "the configuration",
      1,
      ({ read, write }) => write("snitflade.config.ts", read("snitflade.config.ts").replace("0.1.0", "0.2.0")),
    ],
    ["a generated file", 1, ({ append }) => append(output, "// changed\n")],
    ["a manifest", 1, ({ append }) => append("output/sygefravaer/manifest.json", " ")],
    ["the lock file", 1, ({ append }) => append("snitflade.lock.json", " ")],
    ["a generated file that is gone", 1, ({ remove }) => remove(output)],
    ["a schema that is gone", 3, ({ remove }) => remove(input)],
    [
      "a schema of the same size and age",
      1,
      ({ folder, read, write }) => {
        const old = new Date("2020-01-01");
        write(input, `${read(input).slice(0, -1)} `);
        utimesSync(join(folder, input), old, old);
      },
    ],
    [
      "a generated file that is a link to the same text",
      1,
      ({ folder }) => {
        renameSync(join(folder, output), join(folder, "moved.ts"));
        symlinkSync(join(folder, "moved.ts"), join(folder, output));
      },
    ],
    [
      "a generated folder that is a link to the same files",
      1,
      ({ folder }) => {
        renameSync(join(folder, "output/sygefravaer/src"), join(folder, "moved"));
        symlinkSync(join(folder, "moved"), join(folder, "output/sygefravaer/src"));
      },
    ],
  ])("sees %s", async (_, exit, change) => {
    const workspace = await settled();
    expect(await run(workspace, ["check"])).toMatchObject({ exit: 0, error: expect.stringContaining("from the seal") });
    change(workspace);
    const outcome = await run(workspace, ["check"]);
    expect(outcome.exit).toBe(exit);
    expect(outcome.error).not.toContain("from the seal");
  });

  test.each<[string, (workspace: Workspace) => void]>([
    [
      "a seal of another build",
      ({ folder }) => replaceInSeal(folder, /"question":"[0-9a-f]{8}/, '"question":"00000000'),
    ],
    ["a damaged seal", ({ folder }) => replaceInSeal(folder, /^\{/, "")],
    [
      "a seal that cannot be read",
      (workspace) => {
        for (const seal of sealsOf(workspace)) {
          workspace.remove(seal);
          symlinkSync(join(workspace.folder, seal), join(workspace.folder, seal));
        }
      },
    ],
    ["a touched input", ({ folder }) => chmodSync(join(folder, input), 0o600)],
  ])("looks at everything with %s", async (_, change) => {
    const workspace = await settled();
    change(workspace);
    expect(await run(workspace, ["check"])).toMatchObject({ exit: 0, error: "" });
  });

  test("does not believe a seal with --no-cache or --verify", async () => {
    const workspace = await settled();
    expect(await run(workspace, ["check", "--no-cache"])).toMatchObject({ exit: 0, error: "" });
    expect((await run(workspace, ["generate", "--verify", "--dry-run"])).error).not.toContain("from the seal");
  });

  test("sees a configuration that comes before the one it used", async () => {
    const workspace = await settled(({ folder }) => {
      renameSync(join(folder, "snitflade.config.ts"), join(folder, "snitflade.config.mjs"));
    });
    expect((await run(workspace, ["check"])).error).toContain("from the seal");
    workspace.write("snitflade.config.ts", workspace.read("snitflade.config.mjs").replace("0.1.0", "0.2.0"));
    expect(await run(workspace, ["check"])).toMatchObject({ exit: 1, error: "" });
  });

  test("never seals a configuration that computes", async () => {
    const workspace = await settled(({ read, write }) => {
      const text = read("snitflade.config.ts").replace('version: "0.1.0"', 'version: process.env.RELEASE ?? "0.1.0"');
      write("snitflade.config.ts", text);
    });
    expect(sealsOf(workspace)).toEqual([]);
  });

  test("does not seal what has only just been written", async () => {
    const workspace = createWorkspace();
    workspaces.push(workspace);
    mkdirSync(join(workspace.folder, "node_modules"));
    await run(workspace, ["generate"]);
    expect((await run(workspace, ["check"])).exit).toBe(0);
    expect(sealsOf(workspace)).toEqual([]);
  });
});

function replaceInSeal(folder: string, pattern: RegExp, text: string): void {
  for (const name of readdirSync(join(folder, cache))) {
    const path = join(folder, cache, name);
    if (name.startsWith("unchanged-")) writeFileSync(path, readFileSync(path, "utf8").replace(pattern, text));
  }
}
