import { beforeAll, describe, expect, test } from "vitest";
import { declaredFault } from "../../runtime/generated-code.js";
import { connect, fixture, type GeneratedService, load, type Pair, post } from "./support.js";

let sums: GeneratedService;
let tree: GeneratedService;
beforeAll(async () => {
  sums = await load(fixture("rpc-literal"));
  tree = await load(fixture("rpc-encoded"));
});

describe("rpc/literal", () => {
  function pair(): Pair {
    return connect(sums, "Sums", {
      sum: ({
        range,
        step,
      }: {
        readonly range: { readonly from: number; readonly to: number };
        readonly step: number;
      }) => {
        if (step === 0) throw declaredFault("Problem", "no step");
        return { result: BigInt(range.from + range.to) };
      },
      list: () => ({}),
      reset: () => ({}),
      note: () => {},
    });
  }

  test("a wrapper named like the operation holds the parts", async () => {
    const { client, sent, answered } = pair();
    expect(await client["sum"]?.({ range: { from: 1, to: 2 }, step: 1 })).toEqual({ result: 3n });
    expect(sent[0]).toMatch(
      /<([^:]+):sum [^>]*xmlns:\1="urn:sums:rpc"[^>]*><range><[^>]+:from>1<.*<step>1<\/step><\/\1:sum>/,
    );
    expect(answered[0]).toMatch(/:sumResponse [^>]*>.*<result>3<\/result>/);
    expect(await client["reset"]?.({})).toEqual({});
    expect(await client["note"]?.({ problem: "?" })).toBeUndefined();
  });

  test("a part with an element is of its type, with a warning", async () => {
    expect(sums.warnings).toEqual([expect.stringMatching(/^SF-W-MESSAGE part "only"/)]);
    const { client, sent } = pair();
    expect(await client["list"]?.({ only: { text: "a" } })).toEqual({});
    expect(sent[0]).toMatch(/<only><[^>]+:text>a</);
  });

  test("faults have a detail named like the part", async () => {
    const { client } = pair();
    await expect(client["sum"]?.({ range: { from: 1, to: 2 }, step: 0 })).rejects.toMatchObject({ detail: "no step" });
  });
});

describe("rpc/encoded", () => {
  interface Node {
    readonly $type?: string;
    readonly label: string | null;
    readonly left?: Node | null;
    readonly right?: Node | null;
    readonly weight?: number;
  }
  interface Seen {
    readonly seed: Node | null;
    readonly others: { readonly item?: readonly (Node | null)[] } | null;
    readonly colour: string | null;
  }

  function pair(seen: Seen[] = []): Pair {
    return connect(tree, "Tree", {
      grow: (message: Seen) => {
        seen.push(message);
        if (message.seed === null) throw declaredFault("Wilted", { label: "dry" });
        return { nodes: { item: [message.seed, null] }, table: { item: [{ item: [1, 2] }, { item: [3] }] } };
      },
      any: ({ value }: { readonly value: { readonly $value: number } | null }) => ({ value: value?.$value ?? null }),
    });
  }

  const leaf: Node = { $type: "Leaf", label: "leaf", weight: 5 };
  const seed: Node = { label: "root", left: leaf, right: { label: null } };

  test("values say their type and arrays their size", async () => {
    const seen: Seen[] = [];
    const { client, sent, answered } = pair(seen);
    const message = { seed, others: { item: [leaf] }, colour: "green" };
    expect(await client["grow"]?.(message)).toEqual({
      nodes: { item: [seed, null] },
      table: { item: [{ item: [1, 2] }, { item: [3] }] },
    });
    expect(seen).toEqual([message]);
    expect(sent[0]).toMatch(/encodingStyle="http:\/\/schemas.xmlsoap.org\/soap\/encoding\/"/);
    expect(sent[0]).toMatch(
      /<seed xsi:type="[^":]+:Node"><label xsi:type="soapenc:string">root<\/label><left xsi:type="[^":]+:Leaf">/,
    );
    expect(sent[0]).toMatch(/<others [^>]*xsi:type="soapenc:Array" soapenc:arrayType="item:Node\[1\]">/);
    expect(sent[0]).toMatch(/<colour xsi:type="[^":]+:Colour">green</);
    expect(answered[0]).toMatch(/soapenc:arrayType="item:int\[\]\[2\]"/);
    expect(answered[0]).toMatch(/soapenc:arrayType="item:int\[1\]"/);
  });

  const envelope = (body: string): string => `<?xml version="1.0"?>
<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:c="http://schemas.xmlsoap.org/soap/encoding/" xmlns:t="urn:tree"><e:Body>${body}</e:Body></e:Envelope>`;
  const grow = (parts: string, more = ""): string =>
    envelope(`<t:grow e:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">${parts}</t:grow>${more}`);
  const action = { soapaction: '"urn:tree#grow"' };

  test("references are followed, members of arrays go by any name, parts come in any order", async () => {
    const seen: Seen[] = [];
    const reply = await post(
      pair(seen).server,
      grow(
        '<colour i:type="x:string">red</colour><others c:arrayType="t:Node[2]" i:type="c:Array"><t:Node href="#a"/><Any i:type="t:Leaf"><label>l</label><weight i:type="x:int">1</weight></Any></others><seed href="#a"/>',
        '<m id="a" c:root="0" i:type="t:Node"><label href="#s"/><left i:nil="1"/></m><s id="s" i:type="c:string">deep &amp; shared</s>',
      ),
      action,
    );
    expect(reply).toMatchObject({ status: 200 });
    const shared = { label: "deep & shared", left: null };
    expect(seen).toEqual([
      { colour: "red", others: { item: [shared, { $type: "Leaf", label: "l", weight: 1 }] }, seed: shared },
    ]);
  });

  const nil = '<others i:nil="true"/><colour i:nil="true"/>';
  test.each([
    ["leads nowhere", grow(`<seed href="#b"/>${nil}`)],
    ["leads back to itself", grow(`<seed href="#a"/>${nil}`, '<m id="a"><label>x</label><left href="#a"/></m>')],
    ["leads to itself at once", grow(`<seed href="#a"/>${nil}`, '<m id="a" href="#a"/>')],
    ["leads to two elements", grow(`<seed href="#a"/>${nil}`, '<m id="a"/><m id="a"/>')],
  ])("a reference that %s is refused", async (_what, message) => {
    const reply = await post(pair().server, message, action);
    expect(reply.status).toBe(500);
    expect(reply.text).toMatch(/henvisning/);
  });

  test("references that double at every step are refused in good time", async () => {
    const steps = Array.from({ length: 60 }, (_, step) => {
      const next = `href="#n${step + 1}"`;
      return `<m id="n${step}"><label>x</label><left ${next}/><right ${next}/></m>`;
    });
    const started = performance.now();
    const message = grow(`<seed href="#n0"/>${nil}`, `${steps.join("")}<m id="n60"><label>x</label></m>`);
    const reply = await post(pair().server, message, action);
    expect(reply.text).toMatch(/henvisninger fører til mere/);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("arrays that leave members out are refused", async () => {
    const others = '<seed i:nil="true"/><others c:offset="[2]"/><colour i:nil="true"/>';
    expect((await post(pair().server, grow(others), action)).text).toMatch(/udelader/);
  });

  test("any type is the one that is stated", async () => {
    const { client, server, sent } = pair();
    expect(await client["any"]?.({ value: { $type: "{http://www.w3.org/2001/XMLSchema}int", $value: 7 } })).toEqual({
      value: 7,
    });
    expect(sent[0]).toMatch(/<value xsi:type="xsd:int">7</);
    const reply = await post(server, envelope('<t:any><value i:type="c:int">8</value></t:any>'), {
      soapaction: '"urn:tree#any"',
    });
    expect(reply.text).toMatch(/:anyResponse .*<value [^>]*>8</);
  });

  test("a fault's detail is read, its references too", async () => {
    const { client } = pair();
    await expect(client["grow"]?.({ seed: null, others: null, colour: null })).rejects.toMatchObject({
      faultName: "Wilted",
      detail: { label: "dry" },
    });
    const answer = envelope(
      '<e:Fault><faultcode>e:Server</faultcode><faultstring>dry</faultstring><detail><t:fault href="#d"/></detail></e:Fault><m id="d" i:type="t:Node"><label i:type="c:string">remote</label></m>',
    );
    const transport = async (): Promise<unknown> => ({
      status: 500,
      headers: { "content-type": "text/xml" },
      body: new TextEncoder().encode(answer),
    });
    const remote = connect(tree, "Tree", { grow: () => {}, any: () => {} }, { client: { transport } as never });
    await expect(remote.client["grow"]?.({ seed: null, others: null, colour: null })).rejects.toMatchObject({
      faultName: "Wilted",
      detail: { label: "remote" },
      fault: { blames: "receiver" },
    });
  });
});
