import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createWorkspace, type Workspace } from "../cli/workspace.js";
import { codeBlocks } from "../support/markdown.js";
import { execute, filesBelow, workspace } from "../support/tarballs.js";

/* What the documentation says can be done is done here; what it says is there is there. */

const documents = [
  "README.md",
  "runtime/README.md",
  ...filesBelow(join(workspace, "docs")).map((file) => `docs/${file}`),
  ...readdirSync(join(workspace, "output")).flatMap((name) => [
    `output/${name}/README.md`,
    `output/${name}/CHANGELOG.md`,
  ]),
].filter((file) => file.endsWith(".md"));

/** A generated CHANGELOG names documents by their place in the bundle. */
const bundles = readdirSync(join(workspace, "wsdl"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `wsdl/${name}`);

function read(path: string): string {
  return readFileSync(join(workspace, path), "utf8");
}

/** Every example, `file language`, and the test that runs it. */
const examples: Readonly<Record<string, string>> = {
  "README.md sh": "here",
  "docs/commands.md sh": "here",
  "docs/decisions/0001-generated-package.md ": "here",
  "docs/recipes/express.md ts": "test/recipes",
  "docs/recipes/fastify.md ts": "test/recipes",
  "docs/recipes/hono.md ts": "test/recipes",
  "docs/rules.md yaml": "here",
  "output/forretningssvar/README.md sh": "test/packages: installed without a registry",
  "output/forretningssvar/README.md ts": "test/packages",
  "output/kodelister/README.md sh": "test/packages: installed without a registry",
  "output/kodelister/README.md ts": "test/packages",
  "output/sygefravaer/README.md sh": "test/packages: installed without a registry",
  "output/sygefravaer/README.md ts": "test/packages",
  "runtime/README.md ts": "test/packages",
};

/**
 * Runs a line of an example, which must succeed and say something. `> file` is done here, as there is no shell; a mock is
 * given a free port and ended when it says where it is.
 */
async function runExample(folder: Workspace, line: string): Promise<void> {
  const [command = "", file] = line.split(" > ");
  const [npx, snitflade, ...args] = command.trim().split(/ +/);
  expect([npx, snitflade]).toEqual(["npx", "snitflade"]);
  if (args[0] === "mock") {
    const program = join(workspace, "generator/bin/snitflade.js");
    const free = args.map((argument) => (/^\d+$/.test(argument) ? "0" : argument));
    const child = spawn(process.execPath, [program, ...free], { cwd: folder.folder, timeout: 60_000 });
    const [out] = (await once(child.stdout, "data")) as [Buffer];
    expect(out.toString("utf8")).toContain("http://127.0.0.1:");
    child.kill("SIGINT");
    expect(await once(child, "close")).toEqual([0, null]);
    return;
  }
  const outcome = folder.run(args);
  expect([command, outcome]).toEqual([command, { exit: 0, out: expect.stringMatching(/\S/) as string, error: "" }]);
  if (file !== undefined) folder.write(file, outcome.out);
}

test("every example is one that a test runs", () => {
  const found = documents.flatMap((file) => codeBlocks(read(file)).map(({ language }) => `${file} ${language}`));
  expect([...new Set(found)].sort()).toEqual(Object.keys(examples).sort());
});

describe("README.md", () => {
  const commands = codeBlocks(read("README.md"), "sh").map(({ text }) =>
    text
      .trim()
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "")),
  );
  const [first = [], second = []] = commands;

  test("npm ci && npm start, npm ci && npm test: scripts of these names are there, and prepare builds", () => {
    expect(first).toEqual(["npm ci && npm start", "npm ci && npm test"]);
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    expect(scripts).toMatchObject({ prepare: "node build.mjs", pretest: "node build.mjs", test: "vitest run" });
    expect(scripts["start"]).toMatch(/ && snitflade generate && .*node examples\/start\.ts$/);
  });

  test("npm start prints one table of everything that was sent", async () => {
    const { code, out, error } = await execute(process.execPath, ["examples/start.ts"], workspace);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const [head = "", , ...rows] = out.trimEnd().split("\n");
    expect(head.split(/ {2,}/)).toEqual(["Operation", "Bytes", "Receipt", "Rejected, and why"]);
    const cells = rows.map((row) => row.trimEnd().split(/ {2,}/));
    const accepted = [
      "Opret",
      "OpdaterSelvstaendig",
      "OpdaterLoenmodtager",
      "OpdaterPensionskode",
      "OpdaterOphoer",
      "Afslut",
      "OpdaterStatus",
      "SendForretningsSvar",
      "ModtagForretningsSvar",
    ];
    expect(cells.slice(0, 9)).toEqual(
      accepted.map((operation) => [operation, expect.stringMatching(/^\s*\d+$/), "Ok"]),
    );
    const rejected = cells.slice(9);
    expect(rejected.length).toBeGreaterThan(5);
    for (const [operation, , receipt, why] of rejected) {
      expect(operation).toMatch(/^[A-Z]\w+, \S/);
      expect(receipt).toMatch(/^(?:Fejl|fault soap:Client)$/);
      expect(why).toMatch(/\S/);
    }
  });

  test("the commands of snitflade do what they say", async () => {
    expect(second.length).toBeGreaterThan(2);
    const folder = createWorkspace();
    try {
      folder.write("service.wsdl", read("test/scenarios/a-service-with-one-operation/input.wsdl"));
      folder.write("message.xml", folder.run(["sample", "--wsdl", "service.wsdl"]).out.split("\n")[1] ?? "");
      expect(folder.run(["generate"])).toMatchObject({ exit: 0, error: "" });
      for (const command of second) await runExample(folder, command);
      expect(JSON.parse(folder.read("packages/service/package.json"))).toMatchObject({ name: "service" });
      expect(folder.read("src/jobcentre.ts")).toContain("OpdaterLoenmodtager");
    } finally {
      folder.dispose();
    }
  });
});

describe("docs/commands.md", () => {
  test("its examples run as they stand", async () => {
    const lines = codeBlocks(read("docs/commands.md"), "sh").flatMap(({ text }) => text.trim().split("\n"));
    expect(lines.length).toBeGreaterThan(7);
    const folder = createWorkspace();
    try {
      for (const name of ["orders.wsdl", "orders.xsd"]) folder.write(name, read(`test/cli/contract/${name}`));
      folder.write("order.xml", read("test/cli/contract/order.xml"));
      for (const line of lines) await runExample(folder, line.replace(/\s+#.*$/, ""));
    } finally {
      folder.dispose();
    }
  });
});

describe("docs/decisions/0001-generated-package.md", () => {
  test("lists every file of a generated package, and none that is not there", () => {
    const [layout] = codeBlocks(read("docs/decisions/0001-generated-package.md"));
    const listed = (layout?.text ?? "")
      .split("\n")
      .flatMap((line, index) => (index === 0 ? line.split(/\s+/) : pathsAtStart(line)));
    expect(listed.length).toBeGreaterThan(15);
    const patterns = listed.map((path) => ({
      path,
      pattern: new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/<\w+>/g, "[^/]+")}$`),
    }));
    const files = filesBelow(join(workspace, "output/sygefravaer")).filter((file) => !/^(?:dist\/|\.)/.test(file));
    expect(files.filter((file) => !patterns.some(({ pattern }) => pattern.test(file)))).toEqual([]);
    expect(patterns.filter(({ pattern }) => !files.some((file) => pattern.test(file))).map(({ path }) => path)).toEqual(
      [],
    );
  });
});

describe("docs/rules.md", () => {
  test("its example is the rule as wsdl/rules.yaml has it, texts shortened", () => {
    const [example] = parse(codeBlocks(read("docs/rules.md"), "yaml")[0]?.text ?? "") as readonly Rule[];
    const { rules } = parse(read("wsdl/rules.yaml")) as { readonly rules: readonly Rule[] };
    const rule = rules.find(({ id }) => id === example?.id);
    expect({ ...example, text: rule?.text, danish: rule?.danish, english: rule?.english }).toEqual(rule);
  });
});

interface Rule {
  readonly id: string;
  readonly text: string;
  readonly danish: string;
  readonly english: string;
}

/** The paths that a line of a listing begins with; what follows them is prose. */
function pathsAtStart(line: string): readonly string[] {
  const words = line.split(/ +/);
  const end = words.findIndex((word) => !/^[\w<>-]+(?:\/[\w<>.-]+|\.\w+)+$/.test(word));
  return words.slice(0, end < 0 ? words.length : end).filter((word) => word !== "");
}

describe.each(documents)("%s", (file) => {
  test("its links lead somewhere", () => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target.replace(/#.*$/, ""));
    const local = links.filter((target) => target !== "" && !/^[a-z]+:/.test(target));
    expect(local.filter((target) => !existsSync(join(workspace, dirname(file), target)))).toEqual([]);
  });

  test("the source files it names are there", () => {
    const roots = [
      "",
      "generator",
      "runtime",
      "output/sygefravaer",
      "output/sygefravaer/src",
      "docs",
      "wsdl",
      ...bundles,
    ];
    const named = [...read(file).matchAll(/`((?:[\w@-]+\/)+[\w.-]+\.(?:ts|mjs|yaml|md|json|xsd|wsdl|csv))`/g)].map(
      ([, path = ""]) => path,
    );
    expect(named.filter((path) => !roots.some((root) => existsSync(join(workspace, root, path))))).toEqual([]);
  });
});
