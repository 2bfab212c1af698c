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
import { type Constants, definitions, flush, markupStatement, statement, type Writing } from "./encoder-markup.js";
import { type FastShape, fastShape, holdsNames, reachedFast } from "./fast-shape.js";
import { writerOf } from "./writers.js";
import { at, fastStem, ownExpression, runtimeType, runtimeValue, tableOf, typeExpression } from "./symbols.js";
import { hasVariant } from "./variants.js";

const path = "src/codecs/fast-encode.ts";

/**
 * Emits `src/codecs/fast-encode.ts`: an encoder per object type that checks and writes in one pass.
 *
 *     p = writeMarkup(e, p, m12);
 *     p = writeDate(e, p, o.LoenstopDato, xsDate);
 *
 * Nothing where every type has only the generic path.
 */
export function emitFastEncode(model: PackageModel, header: string): readonly Artifact[] {
  const constants: Constants = { writers: new Map(), markup: new Map() };
  const encoders: Code[] = [];
  const reached = reachedFast(model, (index) => fastEncoderName(model, index) !== undefined);
  model.types.forEach((type, index) => {
    if (type.kind !== "object" || !reached.has(index)) return;
    const shape = fastShape(model, type);
    if (shape !== undefined) encoders.push(encoder(model, type, shape, constants));
  });
  return encoders.length === 0
    ? []
    : [{ path, text: moduleText(path, header, code`${definitions(constants)}${encoders}`) }];
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

function encoder(model: PackageModel, type: ObjectTypeModel, shape: FastShape, constants: Constants): Code {
  const own = flatType(ownExpression(model, type));
  const isVariant = hasVariant(model, type);
  const always = type.fields.filter((field) => !field.optional).length;
  const counts = type.fields.some((field) => field.optional);
  const writing: Writing = { model, type, constants, pending: { text: "" } };
  const statements = [...attributeStatements(writing, shape), ...contentStatements(writing, shape)];
  const head = list(
    code`export function ${name(`encode${fastStem(model, type)}`)}`,
    "(",
    [
      code`e: ${runtimeType("FastEncoder")}`,
      raw("p: number"),
      isVariant ? code`value: ${flatType(typeExpression(model, type))}` : code`o: ${own}`,
    ],
    ")",
    raw(": number {"),
    { indent: "" },
  );
  return code`
${doc([`@xsd ${type.qname ?? type.typeName}`])}${head}
  if (!${runtimeValue("isObject")}(${raw(isVariant ? "value" : "o")})) {
    return e.fail();
  }
${isVariant ? code`  // One of a derived type has a property more, if only \`$type\`.\n  const o = value as ${own};\n` : empty}  ${raw(counts ? "let" : "const")} properties = ${always};
${statements}${writing.pending.text === "" ? empty : flush(writing, "  ")}  return ${runtimeValue("hasOnly")}(o, properties) ? p : e.fail();
}
`;
}

/** The start tag ends with what comes behind the attributes. */
function attributeStatements(writing: Writing, shape: FastShape): readonly Code[] {
  const { model, type } = writing;
  if (shape.attributes.length === 0) return [];
  const statements = shape.attributes.map((index) => {
    const field = at(type.fields, index);
    const start = ` ${field.qname.slice(field.qname.lastIndexOf("}") + 1)}="`;
    const own = code`o${member(field.propertyName)}`;
    const write = (operand: Code, indent: string): Code =>
      code`${flush(writing, indent, start)}${statement(indent, runtimeValue("writeAttribute"), [raw("e"), raw("p"), operand, tableOf(model, field.type)])}`;
    if (!field.optional) {
      const written = write(own, "  ");
      writing.pending = { text: '"' };
      return written;
    }
    return optional(writing, field, index, '"', (operand) => write(operand, "    "));
  });
  if (writing.pending.slot !== undefined) return [...statements, flush(writing, "  ", ">")];
  writing.pending = { text: `${writing.pending.text}>` };
  return statements;
}

function contentStatements(writing: Writing, shape: FastShape): readonly Code[] {
  if (shape.text === undefined) return shape.elements.map((element) => elementStatements(writing, element));
  const field = at(writing.type.fields, shape.text);
  const before = writing.pending.text === "" ? empty : flush(writing, "  ");
  return [before, valueStatement(writing, field, shape.text, code`o${member(field.propertyName)}`, "  ")];
}

function elementStatements(writing: Writing, element: ElementParticleModel): Code {
  const { model, type } = writing;
  const slot = element.field;
  const field = at(type.fields, slot);
  const own = code`o${member(field.propertyName)}`;
  const { start, end } = tags(model, field, element);
  if (field.repeated) return repeatedStatements(writing, element, field, own);
  if (element.minOccurs > 0) {
    const before = flush(writing, "  ", start);
    writing.pending = { text: end };
    return code`${before}${valueStatement(writing, field, slot, own, "  ")}`;
  }
  return optional(
    writing,
    field,
    slot,
    end,
    (operand) => code`${flush(writing, "    ", start)}${valueStatement(writing, field, slot, operand, "    ")}`,
  );
}

/** Writes a field that may not be there, up to a text that is then pending. */
function optional(
  writing: Writing,
  field: FieldModel,
  slot: number,
  end: string,
  written: (operand: Code) => Code,
): Code {
  const { pending } = writing;
  const present = written(code`f${slot}`);
  const missed = pending.text === "" ? empty : flush({ ...writing, pending }, "    ");
  writing.pending = { text: end, slot };
  return code`  const f${slot} = o${member(field.propertyName)};
  if (f${slot} !== undefined) {
    properties++;
${present}  }${absent(field, missed)}`;
}

/** What there is to do where an optional property is not there; it may be there and `undefined`. */
function absent({ propertyName }: FieldModel, missed: Code = empty): Code {
  if (missed.text === "") {
    return code` else if (${literal(propertyName)} in o) {
    properties++;
  }
`;
  }
  return code` else {
${missed}    properties += ${runtimeValue("present")}(o, ${literal(propertyName)});
  }
`;
}

function repeatedStatements(writing: Writing, element: ElementParticleModel, field: FieldModel, own: Code): Code {
  const { model, constants } = writing;
  const slot = element.field;
  const { start, end } = tags(model, field, element);
  const bounds = [
    ...(element.minOccurs > 0 ? [code` || f${slot}.length < ${element.minOccurs}`] : []),
    ...(element.maxOccurs === Infinity ? [] : [code` || f${slot}.length > ${element.maxOccurs}`]),
  ];
  const indent = element.minOccurs > 0 ? "  " : "    ";
  const i = raw(indent);
  const before = writing.pending.text === "" ? empty : flush(writing, "  ");
  const body = code`${i}if (!${runtimeValue("isList")}(f${slot})${bounds}) {
${i}  return e.fail();
${i}}
${i}for (const item of f${slot}) {
${i}  ${markupStatement(constants, start)}
${valueStatement(writing, field, slot, raw("item"), `${indent}  `)}${i}  ${markupStatement(constants, end)}
${i}}
`;
  const head = code`${before}  const f${slot} = ${own};\n`;
  if (element.minOccurs > 0) return code`${head}${body}`;
  return code`${head}  if (f${slot} !== undefined) {
    properties++;
${body}  }${absent(field)}`;
}

/** Writes a value. */
function valueStatement(
  { model, constants: { writers } }: Writing,
  field: FieldModel,
  slot: number,
  operand: Code,
  indent: string,
): Code {
  const target = at(model.types, field.type);
  if (target.kind === "object") {
    return statement(indent, name(`encode${fastStem(model, target)}`), [raw("e"), raw("p"), operand]);
  }
  let writer = writers.get(field.type);
  if (writer === undefined) writers.set(field.type, (writer = writerOf(model, target)));
  if (!hasDefault(field) || !mayBeEmpty(target)) {
    return statement(indent, runtimeValue(writer.name), [raw("e"), raw("p"), operand, ...writer.rest]);
  }
  // Where the value begins may have moved with the rest of the message when it was written.
  const i = raw(indent);
  return code`${i}const l${slot} = p - e.start;
${statement(indent, runtimeValue(writer.name), [raw("e"), raw("p"), operand, ...writer.rest])}${i}p = e.${raw(takesBlank(target) ? "spaced" : "filled")}(p, l${slot});
`;
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
