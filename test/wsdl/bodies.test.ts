import { beforeAll, describe, expect, test } from "vitest";
import { declaredFault } from "../../runtime/generated-code.js";
import { connect, fixture, type GeneratedService, load, type Pair, post } from "./support.js";

let bodies: GeneratedService;
beforeAll(async () => {
  bodies = await load(fixture("bodies"));
});

function pair(): Pair {
  return connect(bodies, "Bodies", {
    Register: (message: { readonly Name: string }) => {
      if (message.Name === "") throw new Error("no name");
      return {};
    },
    Ping: () => ({ Name: "Ida", Age: 7 }),
    Mirror: ({ x, y }: { readonly x: number; readonly y: number }) => {
      if (x < 0) throw declaredFault("Off", { x, y });
      return { x: y, y: x };
    },
    First: () => "first",
    Second: () => "second",
  });
}

describe("a body that is not one element", () => {
  test("holds several elements, or none", async () => {
    const { client, sent, answered } = pair();
    expect(await client["Register"]?.({ Name: "Åse", Age: 41 })).toEqual({});
    expect(await client["Ping"]?.({})).toEqual({ Name: "Ida", Age: 7 });
    expect(sent[0]).toMatch(/<soap:Body[^>]*><([^:]+):Name>Åse<\/\1:Name><\1:Age>41<\/\1:Age><\/soap:Body>/);
    expect(answered[0]).toMatch(/<soap:Body[^>]*><\/soap:Body>/);
  });

  test("is of the type that a part names", async () => {
    const { client, sent } = pair();
    expect(await client["Mirror"]?.({ x: 1, y: 2 })).toEqual({ x: 2, y: 1 });
    expect(sent[0]).toMatch(/<soap:Body[^>]*><[^:]+:x>1</);
  });

  test("a fault with a type has a detail named like the part", async () => {
    const { client, answered } = pair();
    await expect(client["Mirror"]?.({ x: -1, y: 2 })).rejects.toMatchObject({
      faultName: "Off",
      detail: { x: -1, y: 2 },
    });
    expect(answered[0]).toMatch(/<detail><([^:]+):detail [^>]*xmlns:\1="urn:faults"/);
  });

  const envelope = (body: string): string =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:b="urn:bodies">${body}</s:Envelope>`;

  test.each([
    [
      "by its first element",
      "<s:Body><b:Name>A</b:Name><b:Age>1</b:Age></s:Body>",
      200,
      /<soap:Body[^>]*><\/soap:Body>/,
    ],
    ["when it is empty", "<s:Body/>", 200, /Ida/],
    ["when there is nothing in it", "<s:Body> </s:Body>", 200, /Ida/],
    ["with attributes of SOAP on it", '<s:Body s:encodingStyle=""><b:x>1</b:x><b:y>2</b:y></s:Body>', 200, /:x>2</],
    ["and is checked", "<s:Body><b:Name>A</b:Name><b:Age>old</b:Age></s:Body>", 500, /Fault/],
    ["and is complete", "<s:Body><b:Name>A</b:Name></s:Body>", 500, /Fault/],
    ["and no further", "<s:Body><b:Unknown/></s:Body>", 500, /Fault/],
    ["and the envelope ends behind it", "<s:Body/><s:Body/>", 500, /Fault/],
  ])("is recognised %s", async (_what, body, status, text) => {
    const reply = await post(pair().server, envelope(body));
    expect([reply.status, reply.text]).toEqual([status, expect.stringMatching(text)]);
  });

  test("operations that take the same element are told apart by their action", async () => {
    const { client, server } = pair();
    expect(await client["First"]?.("x")).toBe("first");
    expect(await client["Second"]?.("x")).toBe("second");
    const same = envelope("<s:Body><b:Same>x</b:Same></s:Body>");
    expect((await post(server, same)).status).toBe(500);
    const addressed = envelope(
      '<s:Header><a:Action xmlns:a="http://www.w3.org/2005/08/addressing">urn:bodies:Second</a:Action></s:Header><s:Body><b:Same>x</b:Same></s:Body>',
    );
    expect((await post(server, addressed)).text).toContain("second");
  });

  test("an operation that the service begins is left out, and said so", () => {
    expect(bodies.warnings).toEqual([expect.stringMatching(/^SF-W-OPERATION .*Told/)]);
    expect(bodies.files.get("src/client/bodies.ts")).not.toContain("Told");
  });
});
