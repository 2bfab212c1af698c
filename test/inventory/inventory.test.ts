import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseWsdl } from "wsdl-tsclient";
import { filesBelow, localName, primary } from "../contract/support.js";
import { pointer, type MessageEntry } from "./inventory.js";
import { ourInventory } from "./ours.js";
import { scanInventory } from "./scan.js";

/*
 * What each WSDL offers, in three opinions that share no code: our contract model, a plain scan of the XML, and
 * wsdl-tsclient, which reads through node-soap.
 */

const files = filesBelow(primary).filter((file) => file.endsWith(".wsdl"));

/** Documents that only others import, or that hold nothing but policies. */
const withoutService = /\/sp\/|\/policies\.wsdl$/;

interface ThirdOpinion {
  readonly place: string;
  readonly input: string | null;
  readonly output: string | null;
}

/** wsdl-tsclient calls a message's content by the type of its element, or by the message where it finds no element. */
async function thirdOpinion(file: string): Promise<readonly ThirdOpinion[]> {
  const { services } = await parseWsdl(join(primary, file), {});
  const nameOf = (definition: { readonly sourceName: string } | null): string | null =>
    definition === null ? null : definition.sourceName.replace(/^.*:/, "");
  return services.flatMap((service) =>
    service.ports.flatMap((port) =>
      port.methods.map((method) => ({
        place: pointer(service.sourceName, port.sourceName, method.name),
        input: nameOf(method.paramDefinition),
        output: nameOf(method.returnDefinition),
      })),
    ),
  );
}

/**
 * Where wsdl-tsclient sees something else, and why that is so. Each entry must be needed.
 * `file` is a pattern for the WSDLs concerned; `expected` says what it gives instead of the element's type.
 */
const differences: readonly {
  readonly file: RegExp;
  readonly direction: "input" | "output";
  readonly expected: (message: MessageEntry) => string | null;
  readonly reason: string;
}[] = [
  {
    file: /\/SygefravaerService(?:KSD)?\.wsdl$/,
    direction: "input",
    expected: () => null,
    reason:
      "Its reader keeps one table of prefixes for a WSDL and all it imports: the tns of an imported WSDL replaces the one that the message's part was written with, so it finds no request element and gives the method no typed parameter.",
  },
  {
    file: /\/SygefravaerService(?:KSD)?\.wsdl$/,
    direction: "output",
    expected: ({ message }) => message,
    reason: "For the same reason it finds no response element, and calls the empty result after the message.",
  },
];

describe("operation inventory", () => {
  test("all WSDLs of both bundles and of their variant are looked at", () => {
    expect(files).toHaveLength(28);
    expect(files.filter((file) => !withoutService.test(file))).toHaveLength(12);
  });

  describe.each(files)("%s", (file) => {
    const scan = scanInventory(primary, file);

    test("our contract model has what the document has", () => {
      expect(ourInventory(primary, file)).toEqual(scan);
      expect(scan.length > 0).toBe(!withoutService.test(file));
    });

    test("wsdl-tsclient agrees, but for the differences that are explained", async () => {
      const expected = scan.map(({ place, input, output }) => ({
        place,
        input: expectedName(file, "input", input),
        output: expectedName(file, "output", output),
      }));
      expect(await thirdOpinion(file)).toEqual(expected);
    });
  });

  test.each(differences)("a difference that is still one: $direction of $file", ({ file, direction, expected }) => {
    const concerned = files
      .filter((candidate) => file.test(candidate))
      .flatMap((candidate) => scanInventory(primary, candidate));
    expect(concerned.length).toBeGreaterThan(0);
    for (const entry of concerned) {
      const message = entry[direction];
      expect(message === undefined ? undefined : expected(message)).not.toBe(message?.types[0]);
    }
  });

  test("EP_FS1 and EP_JC1 have the seven operations of the integration description", () => {
    const service = files.filter((file) => file.endsWith("/SygefravaerService.wsdl"));
    expect(service).toHaveLength(4);
    for (const file of service) {
      expect(
        scanInventory(primary, file).map(({ place, input, output }) => [
          place,
          input?.elements.map(localName),
          output?.elements.map(localName),
        ]),
      ).toEqual(
        [
          "Opret",
          "OpdaterSelvstaendig",
          "OpdaterLoenmodtager",
          "OpdaterPensionskode",
          "OpdaterOphoer",
          "Afslut",
          "OpdaterStatus",
        ].map((operation) => [
          pointer("SygefravaerService", "SygefravaerPort", operation),
          [`${operation}Request`],
          [`${operation}Response`],
        ]),
      );
    }
  });
});

function expectedName(file: string, direction: "input" | "output", message: MessageEntry | undefined): string | null {
  if (message === undefined) return null;
  const difference = differences.find((candidate) => candidate.direction === direction && candidate.file.test(file));
  return difference === undefined ? (message.types[0] ?? null) : difference.expected(message);
}
