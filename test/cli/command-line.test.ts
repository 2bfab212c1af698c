import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../generator/cli.js";
import type { CommandContext } from "../../generator/commands/command.js";
import { type Workspace, createWorkspace } from "./workspace.js";

let workspace: Workspace;

beforeAll(() => {
  workspace = createWorkspace();
});

afterAll(() => {
  workspace.dispose();
});

describe("help", () => {
  test.each([
    ["--help"],
    ["generate", "--help"],
    ["check", "--help"],
    ["scaffold", "--help"],
    ["validate", "--help"],
    ["sample", "--help"],
    ["mock", "--help"],
    ["lint", "--help"],
  ])("%s %s", async (...args) => {
    const outcome = workspace.run(args);
    expect(outcome).toMatchObject({ exit: 0, error: "" });
    const lines = outcome.out.split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    await expect(outcome.out).toMatchFileSnapshot(`golden/${args.join(" ").replace(" --", "-").replace("--", "")}.txt`);
  });

  test("help COMMAND is COMMAND --help", () => {
    expect(workspace.run(["help", "check"]).out).toBe(workspace.run(["check", "--help"]).out);
  });

  test("no command at all shows the overview as an error", () => {
    const outcome = workspace.run([]);
    expect(outcome).toMatchObject({ exit: 2, out: "" });
    expect(outcome.error).toBe(workspace.run(["--help"]).out);
  });

  test("--version prints the version alone", () => {
    expect(workspace.run(["--version"])).toMatchObject({
      exit: 0,
      error: "",
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe("a wrong command line exits with 2 and says what to do", () => {
  test.each<[readonly string[], string]>([
    [["generat"], "Unknown command generat. Did you mean snitflade generate?"],
    [["xyzzy"], "Unknown command xyzzy.\n"],
    [["generate", "--wsld", "x"], "Unknown option --wsld. Did you mean --wsdl?"],
    [["generate", "--constructor"], "Unknown option --constructor.\n"],
    [["generate", "-x"], "Unknown option -x."],
    [["generate", "--json=yes"], "--json takes no value."],
    [["generate", "--wsdl"], "--wsdl needs a value: --wsdl FILE."],
    [["generate", "--wsdl", "--out", "x"], "--wsdl needs a value"],
    [["generate", "--config", "a", "--config", "b"], "--config may be given only once."],
    [["generate", "extra"], 'generate takes no argument "extra".'],
    [["lint", "a.wsdl"], 'lint takes no argument "a.wsdl". Did you mean --wsdl a.wsdl?'],
    [["generate", "--wsdl", "a.wsdl"], "--wsdl needs --out DIR"],
    [["generate", "--out", "x"], "--out goes with --wsdl"],
    [["generate", "--wsdl", "wsdl/fields.csv", "--out", "x", "--package", "Not Valid"], "is not an npm package name"],
    [["scaffold"], "scaffold needs --package NAME"],
    [["scaffold", "--package", "@sf2090/sygefravaer"], "scaffold needs --out FILE"],
    [["scaffold", "--package", "@sf2090/sygefravar", "--out", "x.ts"], "Did you mean @sf2090/sygefravaer?"],
    [["validate", "a.xml"], "validate needs either --schema FILE or --wsdl FILE."],
    [
      ["validate", "--schema", "a.xsd", "--wsdl", "a.wsdl", "a.xml"],
      "validate needs either --schema FILE or --wsdl FILE.",
    ],
    [["validate", "--wsdl", "a.wsdl"], "validate needs at least one MESSAGE."],
    [["validate", "--shema", "a.xsd"], "Unknown option --shema. Did you mean --schema?"],
    [["sample"], "sample needs --wsdl FILE."],
    [["sample", "--wsdl", "a.wsdl", "--seed", "-1"], "--seed needs a value"],
    [["sample", "--wsdl", "a.wsdl", "--seed", "many"], "--seed is an integer from 0 to 999999999."],
    [["sample", "--wsdl", "a.wsdl", "extra"], 'sample takes no argument "extra".'],
    [["sample", "--wsdl", "a.wsdl", "--operations", "x"], "Unknown option --operations. Did you mean --operation?"],
    [["mock", "--wsdl", "a.wsdl"], "mock needs --wsdl FILE and --port NUMBER."],
    [["mock", "--port", "1"], "mock needs --wsdl FILE and --port NUMBER."],
    [["mock", "--wsdl", "a.wsdl", "--port", "65536"], "--port is a number from 0 to 65535."],
    [["mock", "--wsdl", "a.wsdl", "--port", "http"], "--port is a number from 0 to 65535."],
    [["lint"], "lint needs --wsdl FILE."],
    [["lint", "--wsdl", "a.wsdl", "--stict"], "Unknown option --stict. Did you mean --strict?"],
  ])("%j", (args, expected) => {
    const outcome = workspace.run(args);
    expect(outcome).toMatchObject({ exit: 2, out: "" });
    expect(outcome.error).toContain(expected);
  });
});

describe("an input that cannot be read exits with 3 and says why", () => {
  const reasons = [
    ["missing.wsdl", "cannot be read: there is no such file."],
    ["folder.wsdl", "cannot be read: it is a folder."],
    ["https://example.invalid/a.wsdl", "is a URL. Nothing is fetched: save it, and all it imports, and name the file."],
  ] as const;
  const commands = [["generate", "--out", "x"], ["check", "--out", "x"], ["sample"], ["mock", "--port", "0"], ["lint"]];

  test.each(commands.flatMap((command) => reasons.map(([file, reason]) => [command, file, reason] as const)))(
    "%j %s",
    (command, file, reason) => {
      workspace.write("folder.wsdl/note.txt", "");
      const outcome = workspace.run([...command, "--wsdl", file]);
      expect(outcome).toEqual({ exit: 3, out: "", error: `The WSDL ${file} ${reason}\n` });
    },
  );

  test.each(reasons)("validate, message %s", (file, reason) => {
    workspace.write("folder.wsdl/note.txt", "");
    const outcome = workspace.run(["validate", "--schema", "a.xsd", file]);
    expect(outcome).toEqual({ exit: 3, out: "", error: `The message ${file} ${reason}\n` });
  });
});

describe("a wrong configuration exits with 2 and names the place", () => {
  test.each<[string, string, string]>([
    ["a.json", '{"packages": [], "integraton": "x"}', 'unknown key "integraton". Did you mean "integration"?'],
    ["b.json", '{"packages": []}', "packages must be a list with at least one package"],
    ["c.json", '{"packages": [{"wsdl": "x"}]}', 'packages[0] lacks the key "name"'],
    ["d.json", '{"packages": [{"name": "a", "wsdl": "x", "wdsl": 1}]}', 'Did you mean "wsdl"?'],
    ["e.json", '{"packages": [{"name": "a"}]}', 'needs "integration"'],
    ["f.json", '{"packages": [{"name": "A"}]}', "npm package name"],
    ["g.json", '{"packages": [{"name": "a", "wsdl": "x"}], "propertyNames": "camelcase"}', 'Did you mean "camelCase"?'],
    ["h.json", '{"packages": [{"name": "a", "wsdl": "x", "version": "1"}]}', "semantic version"],
    ["i.json", '{"packages": [{"name": "a", "wsdl": "x"}, {"name": "a", "wsdl": "y"}]}', "used twice"],
    ["j.json", '{"packages": [{"name": "@a/x", "wsdl": "x"}, {"name": "@b/x", "wsdl": "y"}]}', "output/x"],
    ["k.json", "{", "does not load"],
    ["l.mjs", "export default 1 +;", "does not load"],
    ["m.ts", "export default { packages: 5 as number };", "packages must be a list"],
    ["n.mjs", "throw new Error('from the config');", "from the config"],
    ["o.mjs", "export const x = 1;", "the configuration must be an object"],
    ["p.json", '{"packages": [{"name": "a", "codeLists": ["nowhere/*.gc"]}]}', 'no file matches "nowhere/*.gc"'],
  ])("%s: %s", (file, text, expected) => {
    workspace.write(file, text);
    const outcome = workspace.run(["generate", "--config", file]);
    expect(outcome).toMatchObject({ exit: 2, out: "" });
    expect(outcome.error).toContain(expected);
  });

  test("none at all", () => {
    const outcome = workspace.run(["generate"], "..");
    expect(outcome).toMatchObject({ exit: 2, out: "" });
    expect(outcome.error).toContain("There is no snitflade.config.ts");
  });

  test("--json tells the same to machines", () => {
    workspace.write("q.json", "{}");
    const outcome = workspace.run(["check", "--json", "--config", "q.json"]);
    expect(outcome).toMatchObject({ exit: 2, error: "" });
    expect(JSON.parse(outcome.out)).toMatchObject({ command: "check", ok: false });
  });
});

test("a configuration with types in it loads as well", () => {
  workspace.write(
    "typed.config.ts",
    `import { defineConfig, type SnitfladeConfig } from "snitflade";
     const lists: SnitfladeConfig["packages"] = [{ name: "typed", codeLists: ["wsdl/codelists/*.gc"] }];
     export default defineConfig({ packages: lists });`,
  );
  expect(workspace.run(["generate", "--dry-run", "--config", "typed.config.ts"])).toMatchObject({ exit: 0, error: "" });
});

describe("an input that does not load exits with 3 and names the place", () => {
  test.each<[string, readonly string[], string]>([
    ["a WSDL that is not there", ["--wsdl", "nowhere.wsdl", "--out", "x"], "nowhere.wsdl"],
    ["a configuration that is not there", ["--config", "nowhere.ts"], "nowhere.ts"],
    ["a broken WSDL", ["--wsdl", "broken.wsdl", "--out", "x"], "broken.wsdl:2:"],
    ["a file that is no WSDL", ["--wsdl", "wsdl/codelists/Maalgruppe.gc", "--out", "x"], "Maalgruppe.gc:"],
    [
      "an operation that it lacks",
      ["--wsdl", "wsdl/SF209X Teknisk Spec/wsdl/token/SygefravaerService.wsdl", "--out", "x", "--operation", "Opreet"],
      "Opreet",
    ],
  ])("%s", (_, args, expected) => {
    workspace.write("broken.wsdl", '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">\n<types></definitions>');
    const outcome = workspace.run(["generate", ...args]);
    expect(outcome).toMatchObject({ exit: 3, out: "" });
    expect(outcome.error).toContain(expected);
  });
});

describe("what a command about messages cannot read exits with 3 and is named", () => {
  const file = "contract.wsdl";

  test.each<[readonly string[], string]>([
    [["validate", "--wsdl", "nowhere.wsdl", file], "nowhere.wsdl"],
    [["validate", "--schema", file, "nowhere.xml"], "nowhere.xml"],
    [["validate", "--schema", file, file], "contract.wsdl:2:"],
    [["sample", "--wsdl", "nowhere.wsdl"], "nowhere.wsdl"],
    [["sample", "--wsdl", file], "contract.wsdl:2:"],
    [["mock", "--wsdl", file, "--port", "0"], "contract.wsdl:2:"],
    [["lint", "--wsdl", "nowhere.wsdl"], "nowhere.wsdl"],
    [["lint", "--wsdl", file], "contract.wsdl:2:"],
  ])("%j", (args, expected) => {
    workspace.write(file, '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">\n<types></definitions>');
    const outcome = workspace.run(args);
    expect(outcome).toMatchObject({ exit: 3, out: "" });
    expect(outcome.error).toContain(expected);
    const asJson = workspace.run([...args, "--json"]);
    expect(asJson).toMatchObject({ exit: 3, error: "" });
    expect(JSON.parse(asJson.out)).toMatchObject({ command: args[0], ok: false });
  });
});

describe("colour", () => {
  test.each<[string, Readonly<Record<string, string>>, boolean]>([
    ["none in a pipe", {}, false],
    ["FORCE_COLOR asks for it", { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 does not", { FORCE_COLOR: "0" }, false],
    ["NO_COLOR wins", { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ])("%s", (_, environment, coloured) => {
    const { out } = workspace.run(["generate", "--dry-run"], ".", environment);
    expect(out.includes("\u001B[")).toBe(coloured);
  });
});

describe("our own bugs exit with 70", () => {
  function brokenContext(): { readonly context: CommandContext; readonly errors: string[] } {
    const errors: string[] = [];
    const context: CommandContext = {
      get workingDirectory(): string {
        throw new TypeError("unexpected");
      },
      version: "0.0.0",
      out: () => undefined,
      error: (text) => errors.push(text),
      isTerminal: () => false,
      environment: () => undefined,
    };
    return { context, errors };
  }

  test("with a request to report them, and the stack only when asked", async () => {
    const plain = brokenContext();
    expect(await main(["check"], plain.context)).toBe(70);
    expect(plain.errors.join("")).toContain("Please report it");
    expect(plain.errors.join("")).not.toContain("    at ");
    const debug = brokenContext();
    expect(await main(["check", "--debug"], debug.context)).toBe(70);
    expect(debug.errors.join("")).toContain("    at ");
  });
});
