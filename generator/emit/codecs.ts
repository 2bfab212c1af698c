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
import { declaredTypes, gather, heldTypes } from "./reached-types.js";
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
  const known = below(model);
  const elements = model.elements.flatMap((element, index) =>
    element.role === "registry" ? [] : [elementFunctions(model, element, index, known)],
  );
  const body = code`${doc(["What the fast path knows of prefixes; one for the package, because decoding never waits."])}${namespaces}
${elements}`;
  return { path, text: moduleText(path, header, body) };
}

function elementFunctions(model: PackageModel, element: ElementModel, index: number, known: Below): Code {
  const type = elementTypeOf(model, index);
  const isFast = mayBeFast(model, element);
  const decoder = isFast ? fastDecoderName(model, element.type) : undefined;
  const encoder = isFast ? fastEncoderName(model, element.type) : undefined;
  const prefixes = known.namespaces(element).map((used) => at(model.namespaces, used));
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

${doc([`Reads a document whose root is \`${element.localName}\`; every error has code, path, line, column and the violated rule.`])}${decodeHead(element, type, known)}
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
function decodeHead(element: ElementModel, type: Code, known: Below): Code {
  const symbol = `decode${element.typeName}`;
  const bytes = code`bytes: Uint8Array`;
  const options = runtimeType("DecodeOptions");
  const closed = code`${runtimeType("Result")}<${type}>`;
  const usual = code`options?: ${options}`;
  if (!known.hasCodes(element.type)) return signature(symbol, [bytes, usual], closed);
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

/** What the codecs of a package say of what lies below their roots. */
interface Below {
  /**
   * Indexes of the namespaces of all names that may occur below the root, the root's own included; what stands in the
   * place of a wildcard, or of `xs:anyType`, declares its own.
   */
  namespaces(element: ElementModel): readonly number[];
  /** Whether a code list governs the type, or any type that a value of it holds. */
  hasCodes(type: TypeIndex): boolean;
}

function below(model: PackageModel): Below {
  const indexes = new Map(model.namespaces.map(({ uri }, index) => [uri, index]));
  const named = gather(model, declaredTypes, model.namespaces.length, (type) =>
    [...new Set(namesOf(type).map(namespaceOfName))].flatMap((uri) => indexes.get(uri) ?? []),
  );
  const isCoded = (type: TypeModel): boolean => type.kind === "simple" && type.codeList !== undefined;
  const coded = model.types.some(isCoded)
    ? gather(model, heldTypes, 1, (type) => (isCoded(type) ? [0] : []))
    : undefined;
  return {
    namespaces(element): readonly number[] {
      const used = new Set([element.namespace, ...named.of(element.type)]);
      used.delete(0);
      return [...used].sort((left, right) => left - right);
    },
    hasCodes: (type) => coded !== undefined && coded.of(type).length > 0,
  };
}

function namespaceOfName(qname: string): string {
  return splitClark(qname).namespace;
}

/** The names that a type itself puts on the wire. */
function namesOf(type: TypeModel): readonly string[] {
  if (type.kind === "simple" || isAnyType(type)) return [];
  const names = type.fields.flatMap((field) => (isNamed(field) ? [field.qname] : []));
  // `xsi:type` names it.
  return type.discriminated && type.qname !== undefined ? [...names, type.qname] : names;
}
