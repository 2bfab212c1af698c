import { beforeAll, describe, expect, test } from "vitest";
import { connect, fixture, generate, type GeneratedService, load, type Pair } from "./support.js";

/* What contracts hold that nobody writes on purpose, and some do. */

describe("names, shapes and parts that are unusual", () => {
  let odd: GeneratedService;
  beforeAll(async () => {
    odd = await load(fixture("odd"));
  });

  function pair(): Pair {
    return connect(odd, "Odd", {
      new: (text: string) => text.length,
      draw: (message: unknown) => message,
      keep: (message: unknown) => message,
      twice: (text: string) => text.repeat(2),
      twice2: (number: number) => number * 2,
      send: () => {},
    });
  }

  test("what is left out is said, each thing once", () => {
    expect(odd.warnings).toEqual([
      'SF-W-MESSAGE part "lost" of message {urn:odd}Mixed is left out by the binding; it is not sent',
      "SF-W-OPERATION the operation call is begun by the service",
    ]);
  });

  test("an operation called new is a method", async () => {
    expect(await pair().client["new"]?.("four")).toBe(4);
  });

  test("of an abstract element one stands in the Body that may stand for it", async () => {
    const { client, sent } = pair();
    expect(await client["draw"]?.({ Shape: { Circle: "round" } })).toEqual({ Shape: { Circle: "round" } });
    expect(sent[0]).toMatch(/<soap:Body[^>]*><[^:]+:Circle/);
  });

  test("a part of any type is a Body of any elements", async () => {
    const { client, sent } = pair();
    const any = { name: "{urn:odd}Text", value: "x" };
    const elements = (await client["keep"]?.({ $any: [any] })) as { readonly $any: readonly unknown[] };
    expect(elements.$any).toHaveLength(1);
    expect(sent[0]).toMatch(/<soap:Body[^>]*><[^>]*Text/);
  });

  test("overloaded operations that the binding does not tell apart are taken in turn", async () => {
    const { client } = pair();
    expect(await client["twice"]?.("ab")).toBe("abab");
    expect(await client["twice2"]?.(4)).toBe(8);
    expect(odd.files.get("src/services/odd.ts")).toMatch(/soapAction: "first"[^]*soapAction: "second"/);
  });

  test("XML beside the envelope is an attachment", () => {
    expect(odd.files.get("src/client/odd.ts")).toContain("note");
  });

  test("types of messages that nobody can send are there", () => {
    const types = [...odd.files].filter(([path]) => path.startsWith("src/types/")).map(([, text]) => text);
    expect(types.join("")).toContain("export interface Callback {");
    expect(odd.files.get("src/codecs.ts")).toContain("export function decodeback(");
  });
});

describe("the encoding of SOAP 1.2", () => {
  test("is written where the binding says so, and read again", async () => {
    const seen: unknown[] = [];
    const { client, sent, answered } = connect(await load(fixture("rpc-encoded-12")), "Grid", {
      fill: (message: { readonly cells: unknown }) => {
        seen.push(message);
        return { cells: message.cells };
      },
    });
    const cells = { item: [{ value: 1 }, { value: 2 }] };
    const message = { cells, table: { item: [{ item: [1, 2, 3] }, { item: [4, 5, 6] }] }, rows: { item: [cells] } };
    expect(await client["fill"]?.(message)).toEqual({ cells });
    expect(seen).toEqual([message]);
    const [request = ""] = sent;
    expect(request).toContain('encodingStyle="http://www.w3.org/2003/05/soap-encoding"');
    expect(request).not.toContain("http://schemas.xmlsoap.org/soap/encoding/");
    expect(request).toMatch(/<cells xmlns:item="urn:grid" [^>]*enc:itemType="item:Cell" enc:arraySize="2">/);
    expect(request).toMatch(/<table [^>]*enc:itemType="item:int" enc:arraySize="2 3">/);
    // The members of an array of arrays are arrays, which is all there is to say of them.
    expect(request).toMatch(/<rows xsi:type="enc:Array" enc:arraySize="1">/);
    expect(answered[0]).toContain('enc:arraySize="2"');
  });

  test.each([
    ["encoded", fixture("rpc-encoded-12")],
    ["literal", fixture("rpc-encoded-12").replaceAll(/use="encoded"|encodingStyle="[^"]*"/g, "")],
  ])("rpc:result, which names the return value, is no part of an answer that is %s", async (use, wsdl) => {
    const { client: exports } = await load(wsdl);
    const first = use === "encoded" ? '<item enc:id="a"><value>1</value></item><item enc:ref="a"/>' : "";
    const answer =
      '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:enc="http://www.w3.org/2003/05/soap-encoding">' +
      '<e:Body xmlns:rpc="http://www.w3.org/2003/05/soap-rpc"><n:fillResponse xmlns:n="urn:grid:rpc">' +
      `<rpc:result>cells</rpc:result><cells>${first}</cells></n:fillResponse></e:Body></e:Envelope>`;
    const createClient = exports["createGridClient"] as (options: object) => Pair["client"];
    const headers = { "content-type": "application/soap+xml" };
    const body = new TextEncoder().encode(answer);
    const client = createClient({
      endpoint: "http://localhost/grid",
      transport: async () => ({ status: 200, headers, body }),
    });
    const message = { cells: { item: [] }, table: { item: [] }, rows: { item: [] } };
    const item = use === "encoded" ? { item: [{ value: 1 }, { value: 1 }] } : {};
    expect(await client["fill"]?.(message)).toEqual({ cells: item });
  });
});

const head =
  '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:w="http://schemas.xmlsoap.org/wsdl/" ' +
  'xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:mime="http://schemas.xmlsoap.org/wsdl/mime/" ' +
  'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t">';
const types =
  '<types><xs:schema targetNamespace="urn:t"><xs:element name="A" type="xs:string"/>' +
  '<xs:element name="B" type="xs:int"/><xs:complexType name="Text" mixed="true"/></xs:schema></types>';
const messages =
  '<message name="A"><part name="p" element="t:A"/></message><message name="B"><part name="p" element="t:B"/></message>' +
  '<message name="Text"><part name="p" type="t:Text"/></message><message name="Bad"><part name="a b" type="xs:int"/></message>';

interface Parts {
  /** Of the port type, besides the operation `Do`. */
  readonly operations?: string;
  /** Of the operation `Do`, besides input and output. */
  readonly faults?: string;
  readonly style?: string;
  readonly body?: string;
  /** Of the binding, besides the operation `Do`. */
  readonly bound?: string;
  readonly ports?: string;
}

function contract(parts: Parts): string {
  const { operations = "", faults = "", style = "document", body = '<soap:body use="literal"/>', bound = "" } = parts;
  const port = '<port name="P" binding="t:B"><soap:address location="http://localhost/"/></port>';
  return (
    `${head}${types}${messages}<portType name="P"><operation name="Do"><input message="t:A"/><output message="t:B"/>` +
    `${faults}</operation>${operations}</portType><binding name="B" type="t:P"><soap:binding style="${style}"/>` +
    `<operation name="Do"><soap:operation soapAction=""/><input>${body}</input>` +
    `<output><soap:body use="literal" namespace="urn:t"/></output></operation>${bound}</binding>` +
    `<service name="S">${parts.ports ?? port}</service></definitions>`
  );
}

const again =
  '<operation name="Do"><soap:operation/><input><soap:body use="literal"/></input>' +
  '<output><soap:body use="literal"/></output></operation>';
const other = again.replace('"Do"', '"Other"');
const otherOperation = (input: string): string =>
  `<operation name="Other"><input message="t:${input}"/><output message="t:B"/></operation>`;
const portOf = (binding: string): string =>
  `<port name="P" binding="t:B"><soap:address location="http://${binding}/"/></port>`;

describe("what a contract leaves open, or says wrongly, is said", () => {
  test.each<readonly [string, Parts, readonly string[]]>([
    [
      "a use that there is not",
      { body: '<soap:body use="Literal"/>' },
      ['SF-W-BINDING "Literal" is no use: there is "literal" or "encoded"; it is taken as "literal"'],
    ],
    [
      "a style that there is not",
      { style: "literal" },
      ['SF-W-BINDING "literal" is no style: there is "document" or "rpc"; it is passed over'],
    ],
    [
      "two faults of one name",
      { faults: '<fault name="F" message="t:A"/><fault name="F" message="t:B"/>' },
      [expect.stringMatching(/^SF-E-DUPLICATE fault "F" is there already at input\.wsdl:1:/)],
    ],
    [
      "one fault twice",
      { faults: '<fault name="F" message="t:A"/><fault name="F" message="t:A"/>' },
      [expect.stringMatching(/^SF-W-DUPLICATE fault "F"/)],
    ],
    [
      "two ports of one name",
      { ports: portOf("one") + portOf("two") },
      [expect.stringMatching(/^SF-E-DUPLICATE port "P"/)],
    ],
    [
      "an operation that is bound twice",
      { bound: again },
      ['SF-W-BINDING operation "Do" is bound more than once; what is said first counts'],
    ],
    [
      "an output that the port type does not have",
      { operations: '<operation name="Other"><input message="t:B"/></operation>', bound: other },
      ['SF-W-BINDING operation "Other" has no output in the port type; what the binding says of one is not used'],
    ],
    [
      "an rpc wrapper without a namespace",
      { style: "rpc" },
      [
        "SF-W-BINDING an rpc operation has no namespace; its wrapper is in none",
        expect.stringMatching(/^SF-W-MESSAGE/),
        expect.stringMatching(/^SF-W-MESSAGE/),
      ],
    ],
    [
      "an encoding that nobody knows",
      { body: '<soap:body use="encoded" encodingStyle="urn:other" namespace="urn:t"/>' },
      ['SF-W-BINDING the encoding "urn:other" is not known in SOAP 1.1; the one of SOAP 1.1 is used'],
    ],
    [
      "a message of MIME types alone",
      { body: '<mime:content part="p" type="image/png"/>' },
      [
        'SF-W-BINDING the request of operation "Do" is of MIME types alone, which is no SOAP message; an envelope with an empty Body is expected',
      ],
    ],
    [
      "two bodies",
      { body: '<soap:body use="literal"/><soap:body use="literal" parts="p"/>' },
      ["SF-W-BINDING there is another soap:body; the first counts"],
    ],
    [
      "a header without a message",
      { body: '<soap:body use="literal"/><soap:header part="p" use="literal"/>' },
      ["SF-W-HEADER a header names no message; the header block is left to middleware"],
    ],
    [
      "a Body of text",
      { operations: otherOperation("Text"), bound: other },
      [
        'SF-W-MESSAGE part "p" of message {urn:t}Text has a type, and a body holds elements, not text; it is read as an element "p"',
      ],
    ],
    [
      "a part whose name no element can have",
      { operations: otherOperation("Bad"), bound: other },
      [
        expect.stringMatching(/^SF-W-MESSAGE part "a b"/),
        'SF-E-ATTRIBUTE-VALUE "a b" is to be the name of an element, and has a character that none has',
      ],
    ],
    [
      "two operations with one element",
      { operations: otherOperation("A"), bound: other },
      [
        "SF-W-AMBIGUOUS requests of the operations Do and Other of binding B both have the element {urn:t}A, and no SOAPAction that says which it is",
      ],
    ],
    ["two operations with an element each", { operations: otherOperation("B"), bound: other }, []],
    [
      "an extension that the generator does not know",
      { body: '<soap:body use="literal"/><x:y xmlns:x="urn:x"/><x:y xmlns:x="urn:x"/>' },
      ["SF-W-EXTENSION the extension {urn:x}y in wsdl:input is not used"],
    ],
    [
      "one that has to be known",
      { body: '<x:y xmlns:x="urn:x" w:required="1"/>' },
      ["SF-E-WSDL-STRUCTURE the extension {urn:x}y is required and not supported"],
    ],
    [
      "an element of no namespace",
      { faults: '<fault xmlns="" name="F" message="t:A"/>' },
      ["SF-E-WSDL-STRUCTURE the element fault in wsdl:operation is in no namespace"],
    ],
  ])("%s", async (_what, parts, expected) => {
    const { findings, files } = await generate(contract(parts));
    expect(findings).toEqual(expected);
    expect(files.size > 0).toBe(!findings.some((finding) => finding.startsWith("SF-E-")));
  });
});
