import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseXml } from "../support/xml-tree.js";
import { type Workspace, createWorkspace } from "./workspace.js";

/* `sample` and `validate`, on a contract of a few lines. */

let workspace: Workspace;

beforeAll(() => {
  workspace = createWorkspace();
  cpSync(join(import.meta.dirname, "contract"), join(workspace.folder, "contract"), { recursive: true });
  for (const [name, text] of Object.entries(messages)) workspace.write(`${name}.xml`, text);
});

afterAll(() => {
  workspace.dispose();
});

const wsdl = "contract/orders.wsdl";
const schema = "contract/orders.xsd";
const line = "<Line><Article>AB-1234</Article><Price>9.95</Price></Line>";
const order = `<Place xmlns="urn:example:orders" channel="web">
  ${line}
  <Delivery>2026-01-15</Delivery>
  <Locker>7</Locker>
</Place>`;
const wrong = `<Place xmlns="urn:example:orders" channel="phone">
  <Line><Article>AB-1234</Article><Price>much</Price></Line>
  <Delivery>2026-02-30</Delivery>
  <Street>Storegade 1</Street>
  <Locker>7</Locker>
</Place>`;
const envelope = (body: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${body}</e:Body></e:Envelope>`;

const messages: Readonly<Record<string, string>> = {
  order,
  wrong,
  enveloped: envelope(order),
  other: '<Other xmlns="urn:example:orders"/>',
  malformed: "<Place>",
};

interface SampleJson {
  readonly ok: boolean;
  readonly samples: readonly {
    readonly operation: string;
    readonly direction: string;
    readonly text: string;
    readonly broken?: {
      readonly rule: string;
      readonly path: string;
      readonly code: string;
      readonly violated: string;
    };
  }[];
}

function samplesOf(...args: readonly string[]): SampleJson["samples"] {
  const { exit, out, error } = workspace.run(["sample", "--wsdl", wsdl, "--json", ...args]);
  if (exit !== 0) throw new Error(error);
  return (JSON.parse(out) as SampleJson).samples;
}

describe("validate", () => {
  test.each<[string, readonly string[], number]>([
    ["a valid document", ["--schema", schema, "order.xml"], 0],
    ["the same by the WSDL", ["--wsdl", wsdl, "order.xml"], 0],
    ["what an envelope holds", ["--wsdl", wsdl, "enveloped.xml"], 0],
    ["a wrong document among others", ["--wsdl", wsdl, "order.xml", "wrong.xml"], 1],
    ["an element that nobody declares", ["--wsdl", wsdl, "other.xml"], 1],
    ["a document that is not XML", ["--wsdl", wsdl, "malformed.xml"], 1],
  ])("%s", (_, args, exit) => {
    expect(workspace.run(["validate", ...args])).toMatchObject({ exit, error: "" });
  });

  test("every error is told with its place", async () => {
    const { out } = workspace.run(["validate", "--schema", schema, "wrong.xml", "order.xml"]);
    await expect(out).toMatchFileSnapshot("golden/validate-wrong.txt");
  });

  test("no value of a message is printed", () => {
    for (const args of [[], ["--json"]]) {
      const { out, error } = workspace.run(["validate", "--wsdl", wsdl, "wrong.xml", ...args]);
      for (const value of ["phone", "much", "2026-02-30", "Storegade"]) expect(out + error).not.toContain(value);
    }
  });

  test("--json tells it to machines", () => {
    const { exit, out, error } = workspace.run(["validate", "--json", "--wsdl", wsdl, "wrong.xml", "order.xml"]);
    expect({ exit, error }).toEqual({ exit: 1, error: "" });
    const place = "{urn:example:orders}Place";
    expect(JSON.parse(out)).toMatchObject({
      command: "validate",
      ok: false,
      messages: [
        { file: "wrong.xml", element: place, valid: false },
        { file: "order.xml", element: place, valid: true, issues: [] },
      ],
    });
    expect((JSON.parse(out) as { messages: { issues: unknown[] }[] }).messages[0]?.issues[0]).toEqual({
      code: "SF-V-ENUMERATION",
      severity: "error",
      rule: "cvc-enumeration-valid",
      message: expect.any(String) as string,
      path: ["channel"],
      line: 1,
      column: 35,
    });
  });
});

describe("sample", () => {
  test("prints a message for each direction and fault", async () => {
    const { exit, out, error } = workspace.run(["sample", "--wsdl", wsdl]);
    expect({ exit, error }).toEqual({ exit: 0, error: "" });
    await expect(out).toMatchFileSnapshot("golden/sample-orders.txt");
  });

  test("with --operation, of that one only", () => {
    expect(samplesOf("--operation", "cancel").map(({ operation }) => operation)).toEqual(["cancel"]);
  });

  test("is a document with its comment when it is one", () => {
    const { out } = workspace.run(["sample", "--wsdl", wsdl, "--operation", "cancel"]);
    expect(parseXml(out).local).toBe("Envelope");
  });

  test("is the same for the same seed, and another for others", () => {
    expect(samplesOf("--seed", "5")).toEqual(samplesOf("--seed", "5"));
    expect(samplesOf("--seed", "5")).not.toEqual(samplesOf("--seed", "6"));
  });

  test("is valid, whatever the seed", () => {
    const files = ["1", "2", "3"].flatMap((seed) =>
      samplesOf("--seed", seed).map(({ text }, index) => {
        const file = `samples/${seed}-${index}.xml`;
        workspace.write(file, text);
        return file;
      }),
    );
    expect(workspace.run(["validate", "--wsdl", wsdl, ...files])).toMatchObject({ exit: 0, error: "" });
  });

  test("--invalid breaks each rule of the schema once", () => {
    const rules = new Set(samplesOf("--invalid", "--operation", "place").map(({ broken }) => broken?.rule));
    const expected = ["leave out", "order", "enumeration", "pattern", "lexical", "length", "unexpected element"];
    expect([...rules]).toEqual(expect.arrayContaining(expected));
  });

  test("--invalid: validate finds what was broken", () => {
    const broken = samplesOf("--invalid");
    const files = broken.map(({ text }, index) => {
      workspace.write(`broken/${index}.xml`, text);
      return `broken/${index}.xml`;
    });
    const { exit, out } = workspace.run(["validate", "--json", "--schema", schema, ...files]);
    expect(exit).toBe(1);
    const verdicts = JSON.parse(out) as { messages: { valid: boolean; issues: { code: string }[] }[] };
    expect(verdicts.messages.map(({ valid, issues }) => [valid, issues[0]?.code])).toEqual(
      broken.map((one) => [false, one.broken?.code]),
    );
  });

  test("without a service, of the elements in its messages", () => {
    const service = /<wsdl:(service|binding|portType)[^]*<\/wsdl:\1>/g;
    const text = workspace.read(wsdl).replace(/<wsdl:portType[^]*<\/wsdl:service>/, "");
    expect(text).not.toMatch(service);
    workspace.write("contract/messages-only.wsdl", text);
    const { exit, out } = workspace.run(["sample", "--json", "--wsdl", "contract/messages-only.wsdl"]);
    expect(exit).toBe(0);
    const { samples } = JSON.parse(out) as SampleJson;
    expect(samples.map(({ operation, direction }) => `${direction} ${operation}`)).toEqual([
      "message Place",
      "message Placed",
      "message Cancel",
      "message UnknownOrder",
    ]);
  });

  test("what has no value is named, and the exit is 1", () => {
    workspace.write("contract/empty.xsd", workspace.read(schema).replace("[A-Z]{2}-[0-9]{4}", "[A-Z-[A-Z]]"));
    workspace.write("contract/empty.wsdl", workspace.read(wsdl).replace("orders.xsd", "empty.xsd"));
    const outcome = workspace.run(["sample", "--wsdl", "contract/empty.wsdl"]);
    expect(outcome.exit).toBe(1);
    expect(outcome.error).toBe(
      'No sample was found for the operation place: no value of the simple type of "Article" was found.\n',
    );
    expect(outcome.out).toContain("cancel request");
  });
});
