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

  const packed: unknown[] = [];
  function pair(seen: Seen[] = []): Pair {
    return connect(tree, "Tree", {
      grow: (message: Seen) => {
        seen.push(message);
        if (message.seed === null) throw declaredFault("Wilted", { label: "dry" });
        return { nodes: { item: [message.seed, null] }, table: { item: [{ item: [1, 2] }, { item: [3] }] } };
      },
      pack: (message: unknown) => (packed.push(message), message),
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

  test("enc:ref and enc:id of SOAP 1.2 are references too", async () => {
    const seen: Seen[] = [];
    const message = grow(
      '<seed n:ref="a"/><others n:itemType="t:Node" n:arraySize="2"><any n:ref="a"/><any i:nil="1"/></others><colour i:nil="true"/>',
      '<m n:id="a" i:type="t:Node"><label>twelve</label></m>',
    ).replace("<e:Envelope ", '<e:Envelope xmlns:n="http://www.w3.org/2003/05/soap-encoding" ');
    expect(await post(pair(seen).server, message, action)).toMatchObject({ status: 200 });
    expect(seen).toEqual([{ seed: { label: "twelve" }, others: { item: [{ label: "twelve" }, null] }, colour: null }]);
    const lost = await post(pair().server, message.replace('n:id="a"', 'n:id="b"'), action);
    expect([lost.status, lost.text]).toEqual([500, expect.stringMatching(/henvisning/)]);
  });

  test("issues are where the value is in the message that came", async () => {
    const message = grow(
      '\n<colour i:type="x:string">red</colour>\n<others c:arrayType="t:Node[1]"><n href="#a"/></others>\n<seed href="#a"/>\n',
      '\n<m id="a" i:type="t:Node">\n  <label>æ</label><left><wrong/></left>\n</m>',
    );
    const { text } = await post(pair().server, message, action);
    // What is wrong, and what is missing; once for each reference to it.
    expect(text.match(/linje \d+, tegn \d+/g)).toEqual([
      "linje 9, tegn 25",
      "linje 9, tegn 19",
      "linje 9, tegn 25",
      "linje 9, tegn 19",
    ]);
  });

  describe("arrays", () => {
    const pack = async (grid: string, things = '<things c:arrayType="t:Node[0]"/>'): Promise<string | undefined> => {
      packed.length = 0;
      const body = `<t:pack>${grid}<box>${things}</box></t:pack>`;
      const { status, text } = await post(pair().server, envelope(body), { soapaction: '"urn:tree#pack"' });
      return status === 200 ? undefined : text;
    };
    const ints = (...values: readonly number[]): string => values.map((value) => `<i>${value}</i>`).join("");
    const row = (...item: readonly (number | null)[]): object => ({ item });

    test("of several dimensions and without a name are sent as they are described", async () => {
      const { client, sent } = pair();
      const message = {
        grid: { item: [row(1, 2, 3), row(4, 5, 6)] },
        box: { things: { item: [{ label: "a" }, null] } },
      };
      expect(await client["pack"]?.(message)).toEqual(message);
      expect(sent[0]).toMatch(/<grid [^>]*arrayType="item:int\[2,3\]"><item [^>]*>1<.*>6<\/item><\/grid>/);
      expect(sent[0]).toMatch(/<things [^>]*xsi:type="soapenc:Array" soapenc:arrayType="item:Node\[2\]">/);
      for (const item of [
        [row(1, 2), row(3)],
        [row(1), null],
        [null, null],
      ]) {
        await expect(client["pack"]?.({ ...message, grid: { item } })).rejects.toMatchObject({
          code: "SF-C-REQUEST-INVALID",
          issues: [{ code: "SF-V-LENGTH" }],
        });
      }
    });

    test.each([
      ["rows one after the other", `c:arrayType="x:int[2,2]">${ints(1, 2, 3, 4)}`, [row(1, 2), row(3, 4)]],
      ["an array of arrays", `c:arrayType="x:int[][2]"><r>${ints(1)}</r><r>${ints(2)}</r>`, [row(1), row(2)]],
      ["no members", 'c:arrayType="x:int[0,7]">', []],
      ["rows without members", 'c:arrayType="x:int[2,0]">', [{}, {}]],
      [
        "members at their positions",
        'c:arrayType="x:int[2,2]"><i c:position="[1,1]">4</i><i c:position="[0,1]">2</i>',
        [row(null, 2), row(null, 4)],
      ],
      [
        "members from an offset",
        `c:arrayType="x:int[2,2]" c:offset="[1,0]">${ints(3, 4)}`,
        [row(null, null), row(3, 4)],
      ],
    ])("of two dimensions: %s", async (_what, grid, item) => {
      expect(await pack(`<grid ${grid}</grid>`)).toBeUndefined();
      expect(packed).toMatchObject([{ grid: item.length === 0 ? {} : { item } }]);
    });

    test.each([
      [
        "members from an offset",
        '"t:Node[5]" c:offset="[2]"',
        "<n><label>a</label></n>",
        [null, null, "a", null, null],
      ],
      ["an open end", '"t:Node[]" c:offset="[1]"', "<n><label>a</label></n>", [null, "a"]],
      [
        "members at their positions",
        '"t:Node[3]"',
        '<n c:position="[2]"><label>c</label></n><n c:position="[0]"><label>a</label></n>',
        ["a", null, "c"],
      ],
      ["a size that is not true", '"t:Node[7]"', "<n><label>a</label></n>", ["a"]],
    ])("of one: %s", async (_what, type, members, labels) => {
      expect(await pack('<grid c:arrayType="x:int[0,0]"/>', `<things c:arrayType=${type}>${members}</things>`)).toBe(
        undefined,
      );
      expect(packed).toMatchObject([
        { box: { things: { item: labels.map((label) => (label === null ? null : { label })) } } },
      ]);
    });

    test.each([
      ["too few members", `c:arrayType="x:int[2,2]">${ints(1, 2, 3)}`],
      ["rows of unknown length", `c:arrayType="x:int[2,]">${ints(1, 2)}`],
      ["a position outside", 'c:arrayType="x:int[2,2]"><i c:position="[0,2]">1</i>'],
      ["a position taken twice", 'c:arrayType="x:int[1,2]"><i c:position="[0,1]">1</i><i c:position="[0,1]">1</i>'],
      ["a position that is none", 'c:arrayType="x:int[1,2]"><i c:position="[0]">1</i>'],
      ["an offset that is none", 'c:arrayType="x:int[1,2]" c:offset="1,1">'],
      ["more left out than anybody has", 'c:arrayType="x:int[999999,999999]" c:offset="[1,1]">'],
      ["more rows than anybody has", 'c:arrayType="x:int[999999999,0]">'],
    ])("with %s are refused", async (_what, grid) => {
      expect(await pack(`<grid ${grid}</grid>`)).toMatch(/Et array har ikke de elementer/);
    });

    test("with other dimensions than their type are refused", async () => {
      expect(await pack('<grid c:arrayType="x:int[1,1,1]"><i>1</i></grid>')).toMatch(/andre dimensioner/);
      const things = '<things c:arrayType="t:Node[1,1]"><n><label>a</label></n></things>';
      expect(await pack('<grid c:arrayType="x:int[0,0]"/>', things)).toMatch(/andre dimensioner/);
    });
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
    const remote = connect(
      tree,
      "Tree",
      { grow: () => {}, any: () => {}, pack: () => {} },
      { client: { transport } as never },
    );
    await expect(remote.client["grow"]?.({ seed: null, others: null, colour: null })).rejects.toMatchObject({
      faultName: "Wilted",
      detail: { label: "remote" },
      fault: { blames: "receiver" },
    });
  });
});
