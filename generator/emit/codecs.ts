import type { Artifact } from "../ir/artifact.js";
import type { ElementModel, PackageModel } from "../ir/model.js";
import { type Code, code, doc, imported, list, literal, moduleText, name, quote, raw } from "../print/code.js";
import { fastDecoderName } from "./fast-decode.js";
import { fastEncoderName, qualifiedName } from "./fast-encode.js";
import { array, atom, lay } from "../print/layout.js";
import { elementTableOf, elementTypeOf, runtimeType, runtimeValue } from "./symbols.js";

const path = "src/codecs.ts";

/**
 * Emits `src/codecs.ts`, the public face of the codecs: per root element `decodeX` and `encodeX`, and the `XCodec` that
 * client and server use.
 */
export function emitCodecs(model: PackageModel, header: string): Artifact {
  const namespaces = list(
    code`const fast = /*#__PURE__*/ new ${runtimeValue("FastDecoder")}(`,
    "[",
    model.namespaces.map((namespace) => literal(namespace.uri)),
    "]",
    raw(");"),
    { indent: "" },
  );
  const elements = model.elements.map((element, index) => elementFunctions(model, element, index));
  const body = code`${doc(["What the fast path knows of prefixes; one for the package, because decoding never waits."])}${namespaces}
${elements}`;
  return { path, text: moduleText(path, header, body) };
}

function elementFunctions(model: PackageModel, element: ElementModel, index: number): Code {
  const type = elementTypeOf(model, index);
  const table = elementTableOf(model, index);
  const decoder = fastDecoderName(model, element.type);
  const encoder = fastEncoderName(model, element.type);
  const tag = qualifiedName(model, element.namespace, element.localName);
  const used = [...usedNamespaces(model, element)].sort((left, right) => left - right);
  const declarations = used
    .map((index) => model.namespaces[index]!)
    .map(({ prefix, uri }) => ` xmlns:${prefix}="${attributeText(uri)}"`)
    .join("");
  const fields = [
    code`  element: ${table},\n`,
    code`  namespace: ${element.namespace},\n`,
    open(`<${tag}${declarations}>`),
    code`  close: ${literal(`</${tag}>`)},\n`,
    prefixes(model, used),
    code`  fast,\n`,
    ...(decoder === undefined ? [] : [code`  decode: ${imported(decoder, "src/codecs/fast-decode")},\n`]),
    ...(encoder === undefined ? [] : [code`  encode: ${imported(encoder, "src/codecs/fast-encode")},\n`]),
  ];
  const codec = name(`${element.typeName}Codec`);
  return code`
${doc([`How \`${element.localName}\` is read and written.`, "", `@xsd ${element.qname}`])}export const ${codec}: ${runtimeType("DocumentCodec")}<${type}> = /*#__PURE__*/ ${runtimeValue("documentCodec")}<${type}>({
${fields}});

${doc([`Reads a document whose root is \`${element.localName}\`; every error has code, path, line, column and the violated rule.`])}${signature(
    `decode${element.typeName}`,
    [code`bytes: Uint8Array`, code`options?: ${runtimeType("DecodeOptions")}`],
    code`${runtimeType("Result")}<${type}>`,
  )} {
  return ${runtimeValue("decodeDocument")}(${codec}, bytes, options);
}

${doc([`Checks and writes a document whose root is \`${element.localName}\`, in UTF-8.`])}${signature(
    `encode${element.typeName}`,
    [code`value: ${type}`],
    code`${runtimeType("Result")}<Uint8Array>`,
  )} {
  return ${runtimeValue("encodeDocument")}(${codec}, value);
}
`;
}

function signature(symbol: string, parameters: readonly Code[], returns: Code): Code {
  return list(code`export function ${name(symbol)}`, "(", parameters, ")", code`: ${returns}`, { indent: "" });
}

/** A long string literal goes to a line of its own, as prettier has it. */
function open(text: string): Code {
  const line = `  open: ${quote(text)},`;
  return line.length <= 120 ? raw(`${line}\n`) : raw(`  open:\n    ${quote(text)},\n`);
}

function prefixes(model: PackageModel, used: readonly number[]): Code {
  const pairs = used.map((index) => {
    const { uri, prefix } = model.namespaces[index]!;
    return array([atom(literal(uri)), atom(literal(prefix))]);
  });
  return code`  prefixes: ${lay(array(pairs), "  prefixes: ".length, "  ", 1)},\n`;
}

/** Namespaces of all elements that may occur below the root, the root's own included. */
function usedNamespaces(model: PackageModel, element: ElementModel): ReadonlySet<number> {
  const used = new Set<number>([element.namespace]);
  const seen = new Set<number>();
  const visit = (index: number): void => {
    if (seen.has(index)) return;
    seen.add(index);
    const type = model.types[index]!;
    if (type.kind !== "object") return;
    for (const field of type.fields) {
      const uri = field.qname.slice(1, field.qname.indexOf("}"));
      const namespace = model.namespaces.findIndex((candidate) => candidate.uri === uri);
      if (namespace > 0 && field.source !== "text") used.add(namespace);
      visit(field.type);
    }
  };
  visit(element.type);
  used.delete(0);
  return used;
}

function attributeText(uri: string): string {
  return uri.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
