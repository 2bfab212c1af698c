import type { Artifact } from "../ir/artifact.js";
import type {
  ElementParticleModel,
  FieldModel,
  ObjectTypeModel,
  PackageModel,
  SimpleTypeModel,
  TypeIndex,
} from "../ir/model.js";
import { type Code, code, doc, empty, list, literal, member, moduleText, name, raw } from "../print/code.js";
import { flatType } from "../print/type-layout.js";
import { takesBlank } from "./blank-text.js";
import { attributeWrites } from "./fast-attributes.js";
import { type FastShape, fastShape, holdsNames, reachedFast } from "./fast-shape.js";
import { type Writer, writerOf } from "./writers.js";
import { at, fastStem, ownExpression, runtimeType, runtimeValue, typeExpression } from "./symbols.js";
import { hasVariant } from "./variants.js";

const path = "src/codecs/fast-encode.ts";

/**
 * Emits `src/codecs/fast-encode.ts`: an encoder per object type that checks and writes in one pass.
 *
 *     return `<syg:LoenstopDato>${writeDate(e, o.LoenstopDato, xsDate)}</syg:LoenstopDato>`;
 *
 * Nothing where every type has only the generic path.
 */
export function emitFastEncode(model: PackageModel, header: string): readonly Artifact[] {
  const writers = new Map<number, Writer>();
  const encoders: Code[] = [];
  const reached = reachedFast(model, (index) => fastEncoderName(model, index) !== undefined);
  model.types.forEach((type, index) => {
    if (type.kind !== "object" || !reached.has(index)) return;
    const shape = fastShape(model, type);
    if (shape !== undefined) encoders.push(encoder(model, type, shape, writers));
  });
  const constants = [...writers.values()].flatMap((writer) =>
    writer.definition === undefined ? [] : [writer.definition],
  );
  return encoders.length === 0 ? [] : [{ path, text: moduleText(path, header, code`${constants}${encoders}`) }];
}

/** Name of the generated encoder, or undefined where the type, or one it contains, has only the generic path. */
export function fastEncoderName(model: PackageModel, type: number): string | undefined {
  const definition = model.types[type];
  let writable = known.get(model);
  if (writable === undefined) known.set(model, (writable = writableTypes(model)));
  return definition?.kind === "object" && writable.has(type) ? `encode${fastStem(model, definition)}` : undefined;
}

const known = new WeakMap<PackageModel, ReadonlySet<TypeIndex>>();

/**
 * From the types that hold nothing to those that hold only such. Recursive types, and those that hold one, are never come
 * to: they stay with the generic encoder, which bounds the depth.
 */
function writableTypes(model: PackageModel): ReadonlySet<TypeIndex> {
  const writable = new Set<TypeIndex>();
  const missing = new Map<TypeIndex, number>();
  const holders = new Map<TypeIndex, TypeIndex[]>();
  const waiting: TypeIndex[] = [];
  model.types.forEach((type, index) => {
    if (type.kind === "simple" ? holdsNames(model, type) : !mayBeWritten(model, type)) return;
    const held = new Set(type.kind === "simple" ? [] : type.fields.map((field) => field.type));
    missing.set(index, held.size);
    if (held.size === 0) waiting.push(index);
    for (const target of held) {
      const others = holders.get(target);
      if (others === undefined) holders.set(target, [index]);
      else others.push(index);
    }
  });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    writable.add(next);
    for (const holder of holders.get(next) ?? []) {
      const left = (missing.get(holder) ?? 0) - 1;
      missing.set(holder, left);
      if (left === 0) waiting.push(holder);
    }
  }
  return writable;
}

/** As far as it is a matter of the type itself. */
function mayBeWritten(model: PackageModel, type: ObjectTypeModel): boolean {
  return (
    fastShape(model, type) !== undefined &&
    type.fields.every(
      (field) =>
        !field.nillable &&
        field.fixed === undefined &&
        !mayBeObject(model, field) &&
        !(hasDefault(field) && at(model.types, field.type).kind === "object"),
    )
  );
}

/** An element without text is read as something else: a value whose text is empty has no way to be written. */
function hasDefault({ source, default: text }: FieldModel): boolean {
  return source === "element" && text !== undefined && text !== "";
}

/** The element's type is simple, and another that stands for it is not. */
function mayBeObject(model: PackageModel, { source, type: index }: FieldModel): boolean {
  const type = at(model.types, index);
  return source === "element" && type.kind === "simple" && hasVariant(model, type);
}

function encoder(model: PackageModel, type: ObjectTypeModel, shape: FastShape, writers: Map<number, Writer>): Code {
  const own = flatType(ownExpression(model, type));
  const isVariant = hasVariant(model, type);
  const always = type.fields.filter((field) => !field.optional).length;
  const counts = type.fields.some((field) => field.optional);
  const parts = [...attributeParts(model, type, shape), ...contentParts(model, type, shape, writers)];
  const head = list(
    code`export function ${name(`encode${fastStem(model, type)}`)}`,
    "(",
    [
      code`e: ${runtimeType("FastEncoder")}`,
      isVariant ? code`value: ${flatType(typeExpression(model, type))}` : code`o: ${own}`,
    ],
    ")",
    raw(": string {"),
    { indent: "" },
  );
  return code`
${doc([`@xsd ${type.qname ?? type.typeName}`])}${head}
  if (!${runtimeValue("isObject")}(${raw(isVariant ? "value" : "o")})) {
    return e.fail();
  }
${isVariant ? code`  // One of a derived type has a property more, if only \`$type\`.\n  const o = value as ${own};\n` : empty}  ${raw(counts ? "let" : "const")} properties = ${always};
${parts.map(({ before }) => before)}  if (!${runtimeValue("hasOnly")}(o, properties)) {
    return e.fail();
  }
  return ${sum(parts.flatMap(({ operands }) => operands))};
}
`;
}

/** Text to write as it is, or code of a string. */
type Operand = { readonly text: string } | { readonly code: Code };

/** How a part of the element is written: statements, then what is added up. */
interface WrittenPart {
  readonly before: Code;
  readonly operands: readonly Operand[];
}

function attributeParts(model: PackageModel, type: ObjectTypeModel, shape: FastShape): readonly WrittenPart[] {
  if (shape.attributes.length === 0) return [];
  const before = code`  let x = "";\n${attributeWrites(model, type, shape.attributes)}`;
  return [{ before, operands: [{ code: raw("x") }] }];
}

function contentParts(
  model: PackageModel,
  type: ObjectTypeModel,
  shape: FastShape,
  writers: Map<number, Writer>,
): readonly WrittenPart[] {
  if (shape.text === undefined) return shape.elements.map((element) => elementPart(model, type, element, writers));
  const field = at(type.fields, shape.text);
  const operand = value(model, field, code`o${member(field.propertyName)}`, writers);
  return [{ before: empty, operands: [{ code: operand }] }];
}

function elementPart(
  model: PackageModel,
  type: ObjectTypeModel,
  element: ElementParticleModel,
  writers: Map<number, Writer>,
): WrittenPart {
  const field = at(type.fields, element.field);
  const slot = element.field;
  const own = code`o${member(field.propertyName)}`;
  const tagged = (operand: Code): readonly Operand[] => {
    const { start, end } = tags(model, field, element);
    return [{ text: start }, { code: value(model, field, operand, writers) }, { text: end }];
  };
  if (!field.repeated && element.minOccurs > 0) return { before: empty, operands: tagged(own) };
  const operands = [{ code: code`x${slot}` }];
  const head = code`  const f${slot} = ${own};\n  let x${slot} = "";\n`;
  const absent = code` else if (${literal(field.propertyName)} in o) {
    properties++;
  }
`;
  if (!field.repeated) {
    const before = code`${head}  if (f${slot} !== undefined) {
    properties++;
    x${slot} = ${sum(tagged(code`f${slot}`))};
  }${absent}`;
    return { before, operands };
  }
  const bounds = [
    ...(element.minOccurs > 0 ? [code` || f${slot}.length < ${element.minOccurs}`] : []),
    ...(element.maxOccurs === Infinity ? [] : [code` || f${slot}.length > ${element.maxOccurs}`]),
  ];
  const i = raw(element.minOccurs > 0 ? "  " : "    ");
  const body = code`${i}if (!${runtimeValue("isList")}(f${slot})${bounds}) {
${i}  return e.fail();
${i}}
${i}for (const item of f${slot}) {
${i}  x${slot} += ${sum(tagged(raw("item")))};
${i}}
`;
  const before =
    element.minOccurs > 0
      ? code`${head}${body}`
      : code`${head}  if (f${slot} !== undefined) {
    properties++;
${body}  }${absent}`;
  return { before, operands };
}

/**
 * A template literal of the operands. Texts that meet are one: each part is a string of its own until the message is put
 * together in the end.
 */
function sum(operands: readonly Operand[]): Code {
  const merged: Operand[] = [];
  for (const operand of operands) {
    const last = merged.at(-1);
    if ("text" in operand && last !== undefined && "text" in last) {
      merged[merged.length - 1] = { text: last.text + operand.text };
    } else merged.push(operand);
  }
  const [only] = merged;
  if (merged.length === 1 && only !== undefined && "code" in only) return only.code;
  const parts = merged.map((operand) =>
    "text" in operand ? raw(templateText(operand.text)) : code`${raw("${")}${operand.code}${raw("}")}`,
  );
  return code`${raw("`")}${parts}${raw("`")}`;
}

function value(model: PackageModel, field: FieldModel, operand: Code, writers: Map<number, Writer>): Code {
  const target = at(model.types, field.type);
  if (target.kind === "object") return code`${name(`encode${fastStem(model, target)}`)}(e, ${operand})`;
  let writer = writers.get(field.type);
  if (writer === undefined) writers.set(field.type, (writer = writerOf(model, target)));
  const text = writer.call(operand);
  if (!hasDefault(field) || !mayBeEmpty(target)) return text;
  return takesBlank(target) ? code`e.spaced(${text})` : code`e.filled(${text})`;
}

/** Whether there may be a value that is written as no text at all. */
function mayBeEmpty({ variety, primitive }: SimpleTypeModel): boolean {
  return variety.kind !== "atomic" || ["string", "anyURI", "hexBinary", "base64Binary"].includes(primitive);
}

/** Start and end tag. An encoder that writes attributes ends the start tag itself. */
function tags(
  model: PackageModel,
  field: FieldModel,
  element: ElementParticleModel,
): { readonly start: string; readonly end: string } {
  const tag = qualifiedName(model, element.namespace, element.localName);
  const target = at(model.types, field.type);
  const hasAttributes = target.kind === "object" && target.fields.some(({ source }) => source === "attribute");
  return { start: hasAttributes ? `<${tag}` : `<${tag}>`, end: `</${tag}>` };
}

/** The name as the encoder writes it, with the package's prefix for the namespace. */
function qualifiedName(model: PackageModel, namespace: number, localName: string): string {
  const { prefix } = at(model.namespaces, namespace);
  return prefix === "" ? localName : `${prefix}:${localName}`;
}

function templateText(text: string): string {
  return text.replaceAll(/[`\\$]/g, "\\$&");
}
