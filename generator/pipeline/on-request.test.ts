import { describe, expect, test } from "vitest";
import { verifyPackages } from "./on-request.js";

function packageOf(
  name: string,
  files: Readonly<Record<string, string>>,
): Parameters<typeof verifyPackages>[0][number] {
  const manifest = {
    name,
    type: "module",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  };
  const all = { "package.json": JSON.stringify(manifest), ...files };
  return { name, files: Object.entries(all).map(([path, text]) => ({ path, content: () => text })) };
}

const library = packageOf("@x/list", { "src/index.ts": 'export type Colour = "red" | "green";\n' });

describe("verifyPackages", { timeout: 60_000 }, () => {
  test("finds nothing in packages that compile, one importing from the other", async () => {
    const user = packageOf("@x/user", {
      "src/index.ts": 'import type { Colour } from "@x/list";\nexport const colour: Colour = "red";\n',
    });
    expect(await verifyPackages([library, user])).toEqual([]);
  });

  test("names package, place and code of what does not compile", async () => {
    const user = packageOf("@x/user", {
      "src/index.ts": 'import type { Colour } from "@x/list";\nexport const colour: Colour = "blue";\n',
    });
    const [finding, ...others] = await verifyPackages([library, user]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ package: "@x/user", path: "src/index.ts", line: 2, column: 14, code: "TS2322" });
  });

  test("knows the runtime's declarations", async () => {
    const user = packageOf("@x/user", {
      "src/index.ts":
        'import { noSuchThing } from "@snitflade/runtime/generated-code";\nexport const a: string = noSuchThing;\n',
    });
    expect((await verifyPackages([user])).map(({ code }) => code)).toEqual(["TS2305"]);
  });
});
