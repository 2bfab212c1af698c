import { resolve } from "node:path";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { emitPackage } from "../../generator/emit/emit-package.js";
import type { ElementModel, PackageModel } from "../../generator/ir/model.js";
import { openMessages, type LiveContract } from "../../generator/pipeline/messages.js";
import type { XmlDocument } from "../../generator/read/document.js";
import { parseXml } from "../../generator/read/xml.js";
import { breakMessage } from "../../generator/run/break-message.js";
import { bindingsBelow, messageElement, messageText, type MessageElement } from "../../generator/run/message-tree.js";
import { sampleElement } from "../../generator/run/sample-message.js";
import { NoSample } from "../../generator/run/sample.js";
import { validateMessage } from "../../generator/run/validate-message.js";
import { decodeGeneric } from "../../runtime/codec/decode.js";
import { decodeDocument, type DocumentCodec, encodeDocument } from "../../runtime/codec/document-codec.js";
import { encodeGeneric } from "../../runtime/codec/encode.js";
import type { Issue, Result } from "../../runtime/codec/issue.js";
import * as generatedCode from "../../runtime/generated-code.js";
import { schemaInstanceNamespace } from "../../runtime/xml/namespaces.js";
import { evaluateModules } from "../support/live-modules.js";
import { corpusFolder } from "./contracts.js";

/** The messages of a contract, with the code of its package. */
export interface GeneratedMessages {
  readonly elements: readonly GeneratedElement[];
  /** Absolute paths of the WSDL documents. */
  readonly documents: readonly string[];
}

/** Why there is no text. */
export interface NoText {
  readonly problem: string;
}

/** A message that was changed so that it should not be valid any more. */
export interface BrokenText {
  readonly text: string;
  /** What was done, and where. */
  readonly change: string;
  readonly isValid: boolean;
}

/** One root element of messages, header blocks or fault details. */
export interface GeneratedElement {
  readonly name: string;
  sample(seed: number): string | NoText;
  /** Reads a text and writes it again: by the generated codec, or by its tables alone. */
  roundTrip(text: string, way: "fast" | "tables"): string | NoText;
  /** What the schema can judge of a text: the root, or where that is not in the schema, the parts in it. */
  documents(text: string): readonly string[];
  /** A valid text with one thing or another changed, at most so many, and whether our validator takes it. */
  broken(text: string, most: number): readonly BrokenText[];
}

type Codecs = ReadonlyMap<string, DocumentCodec<unknown>>;

/** @param wsdl path below the corpus */
export function openGenerated(wsdl: string): GeneratedMessages {
  const diagnostics = createDiagnostics();
  const live = openMessages(wsdl, corpusFolder(), [], diagnostics);
  if (live === undefined) throw new Error(diagnostics.all.map(({ message }) => message).join("\n"));
  const { model, contract } = live;
  const codecs = codecsOf(model);
  const elements = model.elements.flatMap((element, index) => {
    const codec = codecs.get(element.typeName);
    return element.role === "registry" || codec === undefined ? [] : [generatedElement(live, element, index, codec)];
  });
  return {
    elements,
    documents: contract.documents
      .filter(({ root }) => root.name === "{http://schemas.xmlsoap.org/wsdl/}definitions")
      .map(({ file }) => resolve(corpusFolder(), file)),
  };
}

/** Stem of the element → its codec, from the code that would be written. */
function codecsOf(model: PackageModel): Codecs {
  const options = { license: "MIT", copyright: "nobody", runtimeVersion: "0.0.0" };
  const files = new Map(
    emitPackage(model, "Generated from the corpus.", options).map(({ path, text }) => [path, text]),
  );
  const packages = new Map([["@snitflade/runtime/generated-code", generatedCode]]);
  const exports = evaluateModules(["src/codecs.ts"], files, packages).get("src/codecs.ts") ?? {};
  return new Map(
    model.elements.map(({ typeName }) => [typeName, exports[`${typeName}Codec`] as DocumentCodec<unknown>]),
  );
}

function generatedElement(
  live: LiveContract,
  element: ElementModel,
  index: number,
  codec: DocumentCodec<unknown>,
): GeneratedElement {
  return {
    name: element.localName,
    sample(seed) {
      try {
        return sampleElement(index, live.tables, live.codecs, seed);
      } catch (error) {
        if (error instanceof NoSample) return { problem: error.message };
        throw error;
      }
    },
    roundTrip(text, way) {
      const bytes = new TextEncoder().encode(text);
      if (way === "tables") return writtenByTables(decodeGeneric(bytes, codec.element), codec);
      const read = decodeDocument(codec, bytes);
      if (!read.ok) return refused("not read", read.issues);
      const written = encodeDocument(codec, read.value);
      return written.ok ? new TextDecoder().decode(written.value) : refused("not written", written.issues);
    },
    documents: (text) => judgedDocuments(live, element, text),
    broken: (text, most) => brokenTexts(live, element, index, text, most),
  };
}

function writtenByTables(read: Result<unknown>, { element }: DocumentCodec<unknown>): string | NoText {
  return read.ok ? encodeGeneric(read.value, element, new Map()) : refused("not read", read.issues);
}

function refused(what: string, issues: readonly Issue[]): NoText {
  const [first] = issues;
  return { problem: `${what}: ${first?.rule} at ${first?.path.join("/")}: ${first?.message}` };
}

function brokenTexts(
  { contract, tables, find }: LiveContract,
  element: ElementModel,
  index: number,
  text: string,
  most: number,
): readonly BrokenText[] {
  const declaration = tables.elements[index];
  if (declaration === undefined || element.role !== "message" || !contract.schema.elements.has(element.qname))
    return [];
  const { root } = parsed(text);
  const all = breakMessage(messageElement(root), declaration);
  const step = Math.max(1, Math.ceil(all.length / most));
  return all
    .filter((_, position) => position % step === 0)
    .map(({ rule, path, root: changed }) => {
      const changedText = messageText(changed, bindingsBelow(root));
      const { isValid } = validateMessage(new TextEncoder().encode(changedText), find);
      return { text: changedText, change: `${rule} at ${path}`, isValid };
    });
}

function parsed(text: string): XmlDocument {
  const document = parseXml(new TextEncoder().encode(text), "sample.xml", createDiagnostics());
  if (document === undefined) throw new Error("a sample is not XML");
  return document;
}

const xsiType = `{${schemaInstanceNamespace}}type` as const;

function judgedDocuments({ contract, model }: LiveContract, element: ElementModel, text: string): readonly string[] {
  if (element.role === "message" && contract.schema.elements.has(element.qname)) return [text];
  const document = parsed(text);
  const bindings = bindingsBelow(document.root);
  const root = messageElement(document.root);
  const type = model.types[element.type];
  const named = type?.kind === "object" ? type.qname : undefined;
  // The Body itself is of a type.
  if (named !== undefined && contract.schema.types.has(named)) return [messageText(...typed(root, named, bindings))];
  return root.children.flatMap((child) => {
    if (typeof child === "string") return [];
    if (contract.schema.elements.has(child.name)) return [messageText(child, bindings)];
    const field = type?.kind === "object" ? type.fields.find(({ qname }) => qname === child.name) : undefined;
    const partType = field === undefined ? undefined : model.types[field.type]?.qname;
    return partType === undefined ? [] : [messageText(...typed(child, partType, bindings))];
  });
}

/** An element that says its type itself, so that no declaration is needed. */
function typed(
  element: MessageElement,
  type: string,
  bindings: ReadonlyMap<string, string>,
): readonly [MessageElement, ReadonlyMap<string, string>] {
  if (element.attributes.some(({ name }) => name === xsiType)) return [element, bindings];
  const end = type.indexOf("}");
  const attribute = { name: xsiType, value: `judged:${type.slice(end + 1)}` };
  return [
    { ...element, attributes: [...element.attributes, attribute] },
    new Map([...bindings, ["judged", type.slice(1, end)]]),
  ];
}
