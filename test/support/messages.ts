import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as forretningssvar from "@sf2090/forretningssvar/codecs";
import * as sygefravaer from "@sf2090/sygefravaer/codecs";
import { decodeDocument } from "../../runtime/dist/codec/document-codec.js";
import type { DocumentCodec } from "@snitflade/runtime/generated-code";
import { bundleFolders, messagesFolder, namespaceOf, primary, readIntegration } from "../contract/support.js";
import { writeXml } from "./xml-writer.js";
import { childElements, clark, findElement, parseXml, type XmlElement } from "./xml-tree.js";

/* The messages of SF2090 and where they come from; namespaces by their prefix in integration.yaml. */

const integration = readIntegration(primary);
const [teknisk = "", bilag = ""] = bundleFolders(primary);

/** Every codec of a package's `./codecs`, by the Clark name of its root element. */
function codecsOf(module: object): ReadonlyMap<string, DocumentCodec<unknown>> {
  const codecs = Object.entries(module).filter(([name]) => name.endsWith("Codec"));
  return new Map(
    codecs.map(([, codec]: [string, DocumentCodec<unknown>]) => [
      clark({ namespace: codec.namespace, local: codec.localName }),
      codec,
    ]),
  );
}

export const packages = { sygefravaer: codecsOf(sygefravaer), forretningssvar: codecsOf(forretningssvar) } as const;

type PackageName = keyof typeof packages;

/** One kind of message, with the schema it is published with. */
export interface MessageKind {
  readonly name: string;
  readonly codec: DocumentCodec<unknown>;
  /** An XSD, or the WSDL that holds the schema inline. */
  readonly schema: string;
}

function kind(name: string, packageName: PackageName, prefix: string, local: string, schema: string): MessageKind {
  const root = clark({ namespace: namespaceOf(integration, prefix), local });
  const codec = packages[packageName].get(root);
  if (codec === undefined) throw new Error(`${packageName} has no codec for ${root}`);
  return { name, codec, schema };
}

const sygefravaerXsd = join(teknisk, "SygefravaerServiceMsg.xsd");
const ksdXsd = join(bilag, "SygefravaerServiceKSDMsg.xsd");
const sapWsdl = join(bilag, "KSD-KMD/KSD_os_KSDSygefravaerService_MIService_complete.wsdl");

/** The seven operations of EP_FS1 and EP_JC1. */
export const operations: readonly string[] = integration.endpoints["EP_FS1"]?.operations ?? [];

/** The seven requests, the receipt as response and as fault detail, both replies, and the reply as SAP PI has it. */
export const messageKinds: readonly MessageKind[] = [
  ...operations.map((operation) => kind(operation, "sygefravaer", "sp", `${operation}Request`, sygefravaerXsd)),
  kind("receipt", "sygefravaer", "sp", "OpretResponse", sygefravaerXsd),
  kind("receipt as fault detail", "sygefravaer", "kv", "TransportKvittering", sygefravaerXsd),
  kind("SendForretningsSvar", "forretningssvar", "ksd", "SendForretningsSvarRequest", ksdXsd),
  kind("ModtagForretningsSvar", "forretningssvar", "ksd", "ModtagForretningsSvarRequest", ksdXsd),
  kind("ModtagForretningsSvar of SAP PI", "forretningssvar", "p1", "ModtagForretningsSvarRequest", sapWsdl),
  kind("receipt of SAP PI", "forretningssvar", "p1", "ModtagForretningsSvarResponse", sapWsdl),
];

/** What the body of an envelope in test/fixtures/messages holds, as a tree. */
export function fixturePayload(file: string): XmlElement {
  const [payload] = childElements(findElement(parseXml(readFileSync(join(messagesFolder, file), "utf8")), "Body"));
  if (payload === undefined) throw new Error(`${file}: empty body`);
  return payload;
}

/** The same as a document of its own. */
export function fixtureBytes(file: string): Uint8Array {
  return new TextEncoder().encode(writeXml(fixturePayload(file)));
}

/** `OpdaterOphoer` → `opdater-ophoer`, as the files of the fixtures are called. */
export const kebab = (operation: string): string =>
  operation.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : "-"}${letter.toLowerCase()}`);

/** The one seed of all generated cases. Another one explores further: `SNITFLADE_SEED=1 npm test`. */
export const seed = Number(process.env["SNITFLADE_SEED"] ?? 2090);

/** The request of an operation of EP_FS1. */
export function requestKind(operation: string): MessageKind {
  const found = messageKinds.find((candidate) => candidate.name === operation);
  if (found === undefined) throw new Error(`no message ${operation}`);
  return found;
}

/** The message of a fixture, decoded. */
export function fixtureValue({ codec }: MessageKind, file: string): unknown {
  const result = decodeDocument(codec, fixtureBytes(file));
  if (!result.ok) throw new Error(`${file}: ${result.issues.map((issue) => issue.message).join("; ")}`);
  return result.value;
}

/** The envelope of a fixture with other texts in some elements, by local name. */
export function damagedFixture(file: string, texts: Readonly<Record<string, string>>): string {
  const envelope = parseXml(readFileSync(join(messagesFolder, file), "utf8"));
  for (const [local, text] of Object.entries(texts)) findElement(envelope, local).children = [{ text }];
  return writeXml(envelope);
}
