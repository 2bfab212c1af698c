import { describe, expect, test } from "vitest";
import { Tokenizer } from "../xml/tokenizer.js";
import { XmlError } from "../xml/xml-error.js";
import { envelopeText, utf8 } from "./envelope-text.js";
import { closeEnvelope, EnvelopeError, openEnvelope } from "./envelope.js";
import { faultText } from "./fault.js";
import { goToDetail, isFault, readFault } from "./fault-reader.js";
import { notUnderstood } from "./understanding.js";
import { type SoapDialect, soap11, soap12 } from "./versions.js";

const uri11 = soap11.namespace;
const message = '<m:Message xmlns:m="urn:m"><m:Text>Hej</m:Text></m:Message>';

function open(text: string): { tokenizer: Tokenizer; envelope: ReturnType<typeof openEnvelope> } {
  const tokenizer = new Tokenizer();
  return { tokenizer, envelope: openEnvelope(tokenizer, utf8(text)) };
}

/** Reads the whole envelope, going over the child of the Body. */
function readThrough(text: string): void {
  const { tokenizer } = open(text);
  tokenizer.nextTag();
  tokenizer.skipElement();
  closeEnvelope(tokenizer);
}

describe.each([soap11, soap12])("SOAP $version", (dialect) => {
  test("what is written is read", () => {
    const header = '<h:One xmlns:h="urn:h" soap:mustUnderstand="1">a<h:in>b</h:in></h:One>';
    const text = envelopeText(dialect, [header, '<Two xmlns="urn:h"/>'], message);
    const { tokenizer, envelope } = open(text);
    expect(envelope.dialect).toBe(dialect);
    expect(envelope.body).toMatchObject({
      namespace: "urn:m",
      localName: "Message",
      position: text.indexOf("<m:Message"),
    });
    expect(tokenizer.position).toBe(text.indexOf("<m:Message"));
    expect(envelope.headers).toMatchObject([
      { namespace: "urn:h", localName: "One", mustUnderstand: true, role: "", text: "ab" },
      { namespace: "urn:h", localName: "Two", mustUnderstand: false, role: "", text: "" },
    ]);
    expect(new TextDecoder().decode(envelope.headers[0]!.bytes)).toBe(header);
    readThrough(text);
  });

  test("an empty Body is none, however it is written", () => {
    expect(open(envelopeText(dialect, [], "")).envelope.body).toBeUndefined();
    const short = `<e:Envelope xmlns:e="${dialect.namespace}"><e:Body/></e:Envelope>`;
    expect(open(short).envelope.body).toBeUndefined();
  });

  test("an empty element in the Body is found", () => {
    const { tokenizer, envelope } = open(envelopeText(dialect, [], '<m:Empty xmlns:m="urn:m"/>'));
    expect(envelope.body).toMatchObject({ namespace: "urn:m", localName: "Empty" });
    expect(tokenizer.nextTag()).toBe("start-element");
    expect(tokenizer.nextTag()).toBe("end-element");
    closeEnvelope(tokenizer);
  });

  test("comments and instructions may stand anywhere", () => {
    const text = `<!--a--><s:Envelope xmlns:s="${dialect.namespace}"><?p i?><!--b--><s:Header><!--c--></s:Header><!--d--><s:Body><!--e-->${message}<!--f--></s:Body><!--g--></s:Envelope><!--h-->`;
    expect(() => readThrough(text)).not.toThrow();
  });
});

const envelopeOf = (inner: string): string => `<s:Envelope xmlns:s="${uri11}">${inner}</s:Envelope>`;

test.each([
  ["another root", "<Envelop/>", "structure"],
  ["an Envelope of another namespace", '<Envelope xmlns="urn:soap"><Body/></Envelope>', "version"],
  ["no Body", envelopeOf("<s:Header/>"), "structure"],
  ["an empty Envelope", `<s:Envelope xmlns:s="${uri11}"/>`, "structure"],
  ["Body before Header", envelopeOf(`<s:Body>${message}</s:Body><s:Header/>`), "structure"],
  ["a second Body", envelopeOf(`<s:Body>${message}</s:Body><s:Body/>`), "structure"],
  ["two children of the Body", envelopeOf(`<s:Body>${message}${message}</s:Body>`), "structure"],
  ["text in the Body", envelopeOf(`<s:Body>x${message}</s:Body>`), "structure"],
  ["text behind the message", envelopeOf(`<s:Body>${message}x</s:Body>`), "structure"],
  ["text in the Header", envelopeOf(`<s:Header>x</s:Header><s:Body>${message}</s:Body>`), "structure"],
  ["something behind the Body", envelopeOf(`<s:Body>${message}</s:Body><x/>`), "structure"],
  [
    "mustUnderstand that is no flag",
    envelopeOf(`<s:Header><h s:mustUnderstand="yes"/></s:Header><s:Body>${message}</s:Body>`),
    "structure",
  ],
])("%s is no envelope", (_name, text, kind) => {
  let caught: unknown;
  try {
    readThrough(text);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(EnvelopeError);
  expect((caught as EnvelopeError).kind).toBe(kind);
});

test.each([
  ["a document type declaration", `<!DOCTYPE s:Envelope>${envelopeOf(`<s:Body>${message}</s:Body>`)}`],
  ["no XML at all", "Not found"],
  ["nothing", ""],
  ["the end is missing", envelopeOf(`<s:Body>${message}</s:Body>`).slice(0, -5)],
  ["something behind the Envelope", `${envelopeOf(`<s:Body>${message}</s:Body>`)}x`],
])("%s is not well-formed", (_name, text) => {
  expect(() => readThrough(text)).toThrow(XmlError);
});

describe("mustUnderstand", () => {
  const block = (attributes: string, name = "h:Known"): string =>
    `<${name} xmlns:h="urn:h" soap:mustUnderstand="1" ${attributes}/>`;
  const unknown = (dialect: SoapDialect, header: string, understood: readonly string[] = []): number =>
    notUnderstood(open(envelopeText(dialect, [header], message)).envelope, understood).length;

  test("a block for us that nobody knows is found", () => {
    expect(unknown(soap11, block(""))).toBe(1);
    expect(unknown(soap11, block('soap:actor="http://schemas.xmlsoap.org/soap/actor/next"'))).toBe(1);
    expect(unknown(soap12, block(`soap:role="${uri12}/role/ultimateReceiver"`))).toBe(1);
  });

  test("one for somebody else, one that is known, one of WS-Addressing is not", () => {
    expect(unknown(soap11, block('soap:actor="urn:somebody"'))).toBe(0);
    expect(unknown(soap12, block(`soap:role="${uri12}/role/none"`))).toBe(0);
    expect(unknown(soap11, block(""), ["{urn:h}Known"])).toBe(0);
    expect(unknown(soap11, block('xmlns:a="http://www.w3.org/2005/08/addressing"', "a:Action"))).toBe(0);
  });
});

const uri12 = soap12.namespace;

describe("faults", () => {
  const read = (text: string): ReturnType<typeof readFault> => {
    const { tokenizer, envelope } = open(text);
    expect(isFault(envelope)).toBe(true);
    const fault = readFault(tokenizer, envelope);
    closeEnvelope(tokenizer);
    return fault;
  };

  test.each([soap11, soap12])("SOAP $version: what is written is read", (dialect) => {
    const detail = ['<d:One xmlns:d="urn:d">a</d:One>', '<d:Two xmlns:d="urn:d"/>'];
    const fault = read(
      envelopeText(dialect, [], faultText(dialect, { code: "sender", reason: 'Æ & "<b>"', language: "da", detail })),
    );
    expect(fault).toMatchObject({
      version: dialect.version,
      code: { namespace: dialect.namespace, localName: dialect.sender },
      blames: "sender",
      reasons: [{ text: 'Æ & "<b>"', language: "da" }],
      detail: [
        { namespace: "urn:d", localName: "One" },
        { namespace: "urn:d", localName: "Two" },
      ],
    });
    expect(new TextDecoder().decode(fault.detail[0]!.bytes)).toBe(detail[0]);
  });

  test("every part of SOAP 1.2", () => {
    const text = `<e:Envelope xmlns:e="${uri12}"><e:Body><e:Fault xmlns:x="urn:x"><e:Code><e:Value>e:Receiver</e:Value><e:Subcode><e:Value>x:One</e:Value><e:Subcode><e:Value xmlns:y="urn:y"> y:Two </e:Value></e:Subcode></e:Subcode></e:Code><e:Reason><e:Text xml:lang="en">busy</e:Text><e:Text xml:lang="da">optaget</e:Text></e:Reason><e:Node>urn:node</e:Node><e:Role>urn:role</e:Role></e:Fault></e:Body></e:Envelope>`;
    expect(read(text)).toEqual({
      version: "1.2",
      code: { namespace: uri12, localName: "Receiver" },
      subcodes: [
        { namespace: "urn:x", localName: "One" },
        { namespace: "urn:y", localName: "Two" },
      ],
      blames: "receiver",
      reasons: [
        { text: "busy", language: "en" },
        { text: "optaget", language: "da" },
      ],
      node: "urn:node",
      role: "urn:role",
      detail: [],
    });
  });

  test.each([
    ["Client.Authentication", "s", "sender"],
    ["Server", "s", "receiver"],
    ["VersionMismatch", "s", "other"],
    ["Client", "x", "other"],
    ["Client", "unbound", "other"],
  ])("code %s with prefix %s blames: %s", (code, prefix, blames) => {
    const text = `<s:Envelope xmlns:s="${uri11}" xmlns:x="urn:x"><s:Body><s:Fault><faultcode>${prefix}:${code}</faultcode><faultactor>urn:a</faultactor></s:Fault></s:Body></s:Envelope>`;
    const fault = read(text);
    expect(fault.blames).toBe(blames);
    expect(fault.role).toBe("urn:a");
  });

  test("a detail entry can be gone to, with the bindings in force there", () => {
    const text = `<s:Envelope xmlns:s="${uri11}" xmlns:d="urn:d"><s:Body><s:Fault><faultcode>s:Client</faultcode><detail>text<d:One/><!--c--><d:Two>x</d:Two></detail></s:Fault></s:Body></s:Envelope>`;
    const { tokenizer, envelope } = open(text);
    const { detail } = readFault(tokenizer, envelope);
    expect(detail).toHaveLength(2);
    for (const entry of detail) {
      openEnvelope(tokenizer, utf8(text));
      goToDetail(tokenizer, entry);
      expect(tokenizer.position).toBe(entry.position);
      tokenizer.nextTag();
      expect(tokenizer.elementNamespace).toBe("urn:d");
      expect(tokenizer.elementLocalName).toBe(entry.localName);
    }
  });
});

test("a fault is sendable whatever its reason holds", () => {
  const text = envelopeText(
    soap11,
    [],
    faultText(soap11, { code: "receiver", reason: "\u0000\ud800 ]]> \r\n", language: "en" }),
  );
  const { tokenizer, envelope } = open(text);
  expect(readFault(tokenizer, envelope).reasons[0]!.text).toBe("\ufffd\ufffd ]]>");
});
