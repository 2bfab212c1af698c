import type { Artifact } from "../ir/artifact.js";
import type { ElementParticleModel, FieldModel, ObjectTypeModel, PackageModel, TypeIndex } from "../ir/model.js";
import { type Code, code, doc, empty, list, literal, member, moduleText, name, raw } from "../print/code.js";
import { flatType } from "../print/type-layout.js";
import { attributeWrites } from "./fast-attributes.js";
import { type FastShape, fastShape, holdsNames, reachedFast } from "./fast-shape.js";
import { type Writer, writerOf } from "./writers.js";
import { at, fastStem, ownExpression, runtimeType, runtimeValue, typeExpression } from "./symbols.js";
import { hasVariant } from "./variants.js";

const path = "src/codecs/fast-encode.ts";

/**
 * Emits `src/codecs/fast-encode.ts`: an encoder per object type that checks and writes in one pass.
 *
 *     const f0 = o.LoenstopDato;
 *     x += `<syg:LoenstopDato>${writeDate(e, f0, dateTable)}</syg:LoenstopDato>`;
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
  let answers = known.get(model);
  if (answers === undefined) known.set(model, (answers = new Map()));
  return definition?.kind === "object" && isWritable(model, type, answers) ? `encode${fastStem(model, definition)}` : undefined;
}

const known = new WeakMap<PackageModel, Map<TypeIndex, boolean>>();

/** Recursive types, and those that hold one, stay with the generic encoder, which bounds the depth. */
function isWritable(model: PackageModel, index: TypeIndex, answers: Map<TypeIndex, boolean>): boolean {
  const type = at(model.types, index);
  if (type.kind === "simple") return !holdsNames(model, type);
  let answer = answers.get(index);
  if (answer === undefined) {
    // Met again before there is an answer: it holds itself.
    answers.set(index, false);
    answer =
      fastShape(model, type) !== undefined &&
      type.fields.every(
        (field) => !field.nillable && field.fixed === undefined && isWritable(model, field.type, answers),
      );
    answers.set(index, answer);
  }
  return answer;
}

function encoder(model: PackageModel, type: ObjectTypeModel, shape: FastShape, writers: Map<number, Writer>): Code {
  const own = flatType(ownExpression(model, type));
  const isVariant = hasVariant(model, type);
  const always = type.fields.filter((field) => !field.optional).length;
  const counts = type.fields.some((field) => field.optional);
  const attributes = shape.attributes.length === 0 ? [] : [attributeWrites(model, type, shape.attributes)];
  const steps = [...attributes, ...contentSteps(model, type, shape, writers)];
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
${steps.length > 0 ? raw('  let x = "";\n') : raw("")}${steps}  return ${runtimeValue("hasOnly")}(o, properties) ? ${raw(steps.length > 0 ? "x" : '""')} : e.fail();
}
`;
}

function contentSteps(
  model: PackageModel,
  type: ObjectTypeModel,
  shape: FastShape,
  writers: Map<number, Writer>,
): readonly Code[] {
  if (shape.text === undefined) return shape.elements.map((element) => step(model, type, element, writers));
  const field = at(type.fields, shape.text);
  const operand = code`f${shape.text}`;
  return [
    code`  const ${operand} = o${member(field.propertyName)};
  x += ${value(model, field, operand, writers)};
`,
  ];
}

function step(
  model: PackageModel,
  type: ObjectTypeModel,
  element: ElementParticleModel,
  writers: Map<number, Writer>,
): Code {
  const field = at(type.fields, element.field);
  const slot = element.field;
  const read = code`  const f${slot} = o${member(field.propertyName)};\n`;
  const absent = code` else {
    properties += ${runtimeValue("present")}(o, ${literal(field.propertyName)});
  }
`;
  if (field.repeated) {
    const bounds = [
      ...(element.minOccurs > 0 ? [code` || f${slot}.length < ${element.minOccurs}`] : []),
      ...(element.maxOccurs === Infinity ? [] : [code` || f${slot}.length > ${element.maxOccurs}`]),
    ];
    const indent = element.minOccurs > 0 ? "  " : "    ";
    const i = raw(indent);
    const body = code`${i}if (!${runtimeValue("isList")}(f${slot})${bounds}) {
${i}  return e.fail();
${i}}
${i}for (const item of f${slot}) {
${i}  x += ${tagged(model, field, element, value(model, field, raw("item"), writers))};
${i}}
`;
    return element.minOccurs > 0
      ? code`${read}${body}`
      : code`${read}  if (f${slot} !== undefined) {
    properties++;
${body}  }${absent}`;
  }
  const text = tagged(model, field, element, value(model, field, code`f${slot}`, writers));
  return element.minOccurs > 0
    ? code`${read}  x += ${text};\n`
    : code`${read}  if (f${slot} !== undefined) {
    properties++;
    x += ${text};
  }${absent}`;
}

function value(model: PackageModel, field: FieldModel, operand: Code, writers: Map<number, Writer>): Code {
  const target = at(model.types, field.type);
  if (target.kind === "object") return code`${name(`encode${fastStem(model, target)}`)}(e, ${operand})`;
  let writer = writers.get(field.type);
  if (writer === undefined) writers.set(field.type, (writer = writerOf(model, target)));
  return writer.call(operand);
}

/** A template literal: start tag, written value, end tag. An encoder that writes attributes ends the start tag itself. */
function tagged(model: PackageModel, field: FieldModel, element: ElementParticleModel, content: Code): Code {
  const tag = templateText(qualifiedName(model, element.namespace, element.localName));
  const target = at(model.types, field.type);
  const end = target.kind === "object" && target.fields.some(({ source }) => source === "attribute") ? "" : ">";
  return code`${raw(`\`<${tag}${end}$\{`)}${content}${raw(`}</${tag}>\``)}`;
}

/** The name as the encoder writes it, with the package's prefix for the namespace. */
export function qualifiedName(model: PackageModel, namespace: number, localName: string): string {
  const { prefix } = at(model.namespaces, namespace);
  return prefix === "" ? localName : `${prefix}:${localName}`;
}

function templateText(text: string): string {
  return text.replaceAll(/[`\\$]/g, "\\$&");
}
