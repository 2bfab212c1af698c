import type { Artifact } from "../ir/artifact.js";
import type { ElementModel, PackageModel, TypeIndex, TypeModel } from "../ir/model.js";
import {
  type Code,
  code,
  doc,
  imported,
  list,
  literal,
  moduleText,
  name,
  printWidth,
  raw,
  textWidth,
} from "../print/code.js";
import { array, atom, lay, type Layout, object } from "../print/layout.js";
import { fastDecoderName } from "./fast-decode.js";
import { fastEncoderName } from "./fast-encode.js";
import { mayBeFast } from "./fast-shape.js";
import { at, elementTableOf, elementTypeOf, runtimeType, runtimeValue } from "./symbols.js";
import { isNamed } from "./table-fields.js";
import { splitClark } from "./table-layout.js";
import { isAnyType } from "./variants.js";

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
  const elements = model.elements.flatMap((element, index) =>
    element.role === "registry" ? [] : [elementFunctions(model, element, index)],
  );
  const body = code`${doc(["What the fast path knows of prefixes; one for the package, because decoding never waits."])}${namespaces}
${elements}`;
  return { path, text: moduleText(path, header, body) };
}

function elementFunctions(model: PackageModel, element: ElementModel, index: number): Code {
  const type = elementTypeOf(model, index);
  const isFast = mayBeFast(model, element);
  const decoder = isFast ? fastDecoderName(model, element.type) : undefined;
  const encoder = isFast ? fastEncoderName(model, element.type) : undefined;
  const prefixes = usedNamespaces(model, element).map((used) => at(model.namespaces, used));
  const parts = object(
    [
      { key: name("element"), value: atom(elementTableOf(model, index)) },
      { key: name("namespace"), value: atom(literal(element.namespace)) },
      {
        key: name("prefixes"),
        value: array(prefixes.map(({ uri, prefix }) => array([atom(literal(uri)), atom(literal(prefix))]))),
      },
      { key: name("fast") },
      ...(decoder === undefined
        ? []
        : [{ key: name("decode"), value: atom(imported(decoder, "src/codecs/fast-decode")) }]),
      ...(encoder === undefined
        ? []
        : [{ key: name("encode"), value: atom(imported(encoder, "src/codecs/fast-encode")) }]),
    ],
    true,
  );
  const codec = name(`${element.typeName}Codec`);
  const head = code`export const ${codec}: ${runtimeType("DocumentCodec")}<${type}> =`;
  return code`
${doc([`How \`${element.localName}\` is read and written.`, "", `@xsd ${element.qname}`])}${codecDeclaration(head, parts)}

${doc([`Reads a document whose root is \`${element.localName}\`; every error has code, path, line, column and the violated rule.`])}${decodeHead(model, element, type)}
  return ${runtimeValue("decodeDocument")}(${codec}, bytes, options);
}

${doc([`Checks and writes a document whose root is \`${element.localName}\`, in UTF-8.`])}${signature(
    `encode${element.typeName}`,
    [code`value: ${type}`],
    code`${runtimeType("Result")}<Uint8Array>`,
  )}
  return ${runtimeValue("encodeDocument")}(${codec}, value);
}
`;
}

/** `head documentCodec({ … });`, with the line broken where prettier breaks it when the names are long. */
function codecDeclaration(head: Code, parts: Layout): Code {
  const callee = code`/*#__PURE__*/ ${runtimeValue("documentCodec")}`;
  const width = textWidth(head.text) + 1 + textWidth(callee.text);
  if (width + 2 <= printWidth) return code`${head} ${callee}(${lay(parts, 0, "", 0)});`;
  if (width + 1 <= printWidth) return code`${head} ${callee}(\n  ${lay(parts, 2, "  ", 1)},\n);`;
  return code`${head}\n  ${callee}(${lay(parts, 0, "  ", 0)});`;
}

/** Where there are code lists, one more signature says what reading in open mode gives. */
function decodeHead(model: PackageModel, element: ElementModel, type: Code): Code {
  const symbol = `decode${element.typeName}`;
  const bytes = code`bytes: Uint8Array`;
  const options = runtimeType("DecodeOptions");
  const closed = code`${runtimeType("Result")}<${type}>`;
  const usual = code`options?: ${options}`;
  if (!hasCodes(model, element.type)) return signature(symbol, [bytes, usual], closed);
  const open = code`${runtimeType("Result")}<${runtimeType("OpenCodes")}<${type}>>`;
  return code`${overload(symbol, [bytes, code`options?: ${runtimeType("ClosedDecodeOptions")}`], closed)}
${overload(symbol, [bytes, code`options: ${options} | undefined`], open)}
${signature(symbol, [bytes, usual], open)}`;
}

function signature(symbol: string, parameters: readonly Code[], returns: Code): Code {
  return list(code`export function ${name(symbol)}`, "(", parameters, ")", code`: ${returns} {`, { indent: "" });
}

function overload(symbol: string, parameters: readonly Code[], returns: Code): Code {
  return list(code`export function ${name(symbol)}`, "(", parameters, ")", code`: ${returns};`, { indent: "" });
}

/** Whether a code list governs the type, or any type that a value of it holds. */
function hasCodes(model: PackageModel, index: number): boolean {
  return [...reachedTypes(model, index, true)].some((type) => type.kind === "simple" && type.codeList !== undefined);
}

/**
 * Indexes of the namespaces of all names that may occur below the root, the root's own included; what stands in the place
 * of a wildcard, or of `xs:anyType`, declares its own.
 */
function usedNamespaces(model: PackageModel, element: ElementModel): readonly number[] {
  const used = new Set<number>([element.namespace]);
  const indexes = new Map(model.namespaces.map(({ uri }, index) => [uri, index]));
  const use = (qname: string): void => {
    const namespace = indexes.get(splitClark(qname).namespace);
    if (namespace !== undefined) used.add(namespace);
  };
  for (const type of reachedTypes(model, element.type, false)) {
    if (type.kind === "simple" || isAnyType(type)) continue;
    for (const field of type.fields) if (isNamed(field)) use(field.qname);
    // `xsi:type` names it.
    if (type.discriminated && type.qname !== undefined) use(type.qname);
  }
  used.delete(0);
  return [...used].sort((left, right) => left - right);
}

/** The types that a value can hold, itself included. */
function reachedTypes(model: PackageModel, root: TypeIndex, anyType: boolean): ReadonlySet<TypeModel> {
  const reached = new Set<TypeModel>();
  const waiting = [root];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const type = at(model.types, index);
    if (reached.has(type)) continue;
    reached.add(type);
    if (type.kind === "object") {
      waiting.push(...type.fields.filter(({ wildcard }) => wildcard === undefined).map((field) => field.type));
      if (anyType || !isAnyType(type)) waiting.push(...type.derived);
    } else if (type.variety.kind === "list") waiting.push(type.variety.item);
    else if (type.variety.kind === "union") waiting.push(...type.variety.members);
  }
  return reached;
}
