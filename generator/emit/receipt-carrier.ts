import type { FieldModel, ObjectTypeModel, PackageModel, ReceiptCarrierModel, ReceiptModel } from "../ir/model.js";
import { code, doc, empty, join, key, list, literal, member, name, raw, type Code } from "../print/code.js";
import { optionalMember } from "./optional-member.js";
import { atom, lay, object, type Layout, type LayoutEntry } from "../print/layout.js";
import { at, typeOf } from "./symbols.js";

/*
 * Between a receipt on the wire and its domain value.
 */

/** Name of the function that writes a receipt as one of its carriers. */
export function receiptWriter(model: PackageModel, receipt: ReceiptModel, carrier: number): string {
  const { type } = at(receipt.carriers, carrier);
  return carrier === 0 ? `write${receipt.typeName}` : `write${receipt.typeName}As${at(model.types, type).typeName}`;
}

/** One reader for all carriers of a receipt, one writer for each. */
export function receiptCarrier(model: PackageModel, receipt: ReceiptModel): readonly Code[] {
  const shapes = shapesOf(receipt);
  const maps = shapes.flatMap((shape, index) => valueMaps(receipt, shape, index));
  const readers = shapes.map((shape, index) =>
    reader(model, receipt, shape, shapes.length === 1 ? "" : String(index + 1)),
  );
  const writers = receipt.carriers.map((_carrier, index) => writer(model, receipt, shapes, index));
  return [...maps, ...(shapes.length === 1 ? [] : [chooser(model, receipt, shapes)]), ...readers, ...writers];
}

/** Carriers that one function can read, because their properties and values are called the same. */
type Shape = readonly [ReceiptCarrierModel, ...ReceiptCarrierModel[]];

function shapesOf(receipt: ReceiptModel): readonly Shape[] {
  const shapes = new Map<string, [ReceiptCarrierModel, ...ReceiptCarrierModel[]]>();
  for (const carrier of receipt.carriers) {
    const shape = JSON.stringify({ ...carrier, type: 0 });
    const known = shapes.get(shape);
    if (known === undefined) shapes.set(shape, [carrier]);
    else known.push(carrier);
  }
  return [...shapes.values()];
}

function typesOf(model: PackageModel, shape: readonly ReceiptCarrierModel[]): Code {
  return join(
    shape.map((carrier) => typeOf(model, carrier.type)),
    " | ",
  );
}

function isIdentity(carrier: ReceiptCarrierModel): boolean {
  return carrier.values.every((value) => value.wire === value.domain);
}

function mapSymbols(receipt: ReceiptModel, index: number): { readonly domain: Code; readonly wire: Code } {
  const suffix = index === 0 ? "" : String(index + 1);
  return { domain: name(`domainOf${receipt.typeName}${suffix}`), wire: name(`wireOf${receipt.typeName}${suffix}`) };
}

function valueMaps(receipt: ReceiptModel, [carrier]: Shape, index: number): readonly Code[] {
  if (isIdentity(carrier)) return [];
  const symbols = mapSymbols(receipt, index);
  const first = new Map<string, string>();
  for (const { wire, domain } of carrier.values) if (!first.has(domain)) first.set(domain, wire);
  const forward = carrier.values.map(({ wire, domain }) => code`  ${key(wire)}: ${literal(domain)},\n`);
  const backward = [...first].map(([domain, wire]) => code`  ${key(domain)}: ${literal(wire)},\n`);
  return [
    code`${doc(["Wire value → domain value."])}const ${symbols.domain} = {\n${forward}} as const;\n`,
    code`${doc(["Domain value → wire value."])}const ${symbols.wire} = {\n${backward}} as const;\n`,
  ];
}

function chooser(model: PackageModel, receipt: ReceiptModel, shapes: readonly Shape[]): Code {
  const choices = shapes.slice(0, -1).map(([carrier], index) => {
    return code`  if (${literal(carrier.code)} in wire) return ${name(`read${receipt.typeName}${index + 1}`)}(wire);\n`;
  });
  const head = signature(
    code`export function ${name(`read${receipt.typeName}`)}`,
    [code`wire: ${typesOf(model, shapes.flat())}`],
    name(receipt.typeName),
  );
  return code`${doc(["Reads the receipt, whichever of its types carries it."])}${head}${choices}  return ${name(`read${receipt.typeName}${shapes.length}`)}(wire);\n}\n`;
}

function signature(head: Code, parameters: readonly Code[], result: Code): Code {
  return list(head, "(", parameters, ")", code`: ${result} {\n`, { indent: "" });
}

function reader(model: PackageModel, receipt: ReceiptModel, shape: Shape, suffix: string): Code {
  const [carrier] = shape;
  const value = code`wire${member(carrier.code)}`;
  const index = suffix === "" ? 0 : Number(suffix) - 1;
  const domain = isIdentity(carrier) ? value : code`${mapSymbols(receipt, index).domain}[${value}]`;
  const error = object([
    { key: raw("code"), value: atom(code`error${member(carrier.errorCode)}`) },
    { key: raw("text"), value: atom(code`error${member(carrier.errorText)}`) },
  ]);
  const errors = code`${listOf(model, carrier)}.map((error) => (${lay(error, 0, "", 0)}))`;
  const head = signature(
    code`${raw(suffix === "" ? "export " : "")}function ${name(`read${receipt.typeName}${suffix}`)}`,
    [code`wire: ${typesOf(model, shape)}`],
    name(receipt.typeName),
  );
  const result = object(
    [
      { key: raw("code"), value: atom(domain) },
      { key: raw("reason"), value: atom(code`wire${member(carrier.reason)}`) },
      { key: raw("errors"), value: atom(errors) },
    ],
    true,
  );
  const summary = suffix === "" ? doc(["Reads the receipt from the wire."]) : empty;
  return code`${summary}${head}  return ${lay(result, 9, "  ", 1)};\n}\n`;
}

/** The error objects, none when they or the list around them are absent. */
function listOf(model: PackageModel, carrier: ReceiptCarrierModel): Code {
  const fields = errorFields(model, carrier);
  const path = fields.map((field, index) => {
    const before = fields[index - 1];
    return before?.optional === true ? optionalMember(field.propertyName) : member(field.propertyName);
  });
  const value = code`wire${path}`;
  return fields.some((field) => field.optional) ? code`(${value} ?? [])` : value;
}

/** The fields on the way to the errors, the repeated one last. */
function errorFields(model: PackageModel, carrier: ReceiptCarrierModel): readonly FieldModel[] {
  const fields: FieldModel[] = [];
  let type = carrier.type;
  for (const step of carrier.errors) {
    const field = fieldNamed(at(model.types, type) as ObjectTypeModel, step);
    fields.push(field);
    type = field.type;
  }
  return fields;
}

function fieldNamed(type: ObjectTypeModel, property: string): FieldModel {
  const field = type.fields.find((candidate) => candidate.propertyName === property);
  if (field === undefined) throw new Error(`${type.typeName} has no property ${property}`);
  return field;
}

function writer(model: PackageModel, receipt: ReceiptModel, shapes: readonly Shape[], index: number): Code {
  const carrier = at(receipt.carriers, index);
  const type = at(model.types, carrier.type) as ObjectTypeModel;
  const shape = shapes.findIndex((candidate) => candidate.includes(carrier));
  const wire = isIdentity(carrier) ? raw("receipt.code") : code`${mapSymbols(receipt, shape).wire}[receipt.code]`;
  const reason = fieldNamed(type, carrier.reason).optional ? raw("receipt.reason") : raw('receipt.reason ?? ""');
  const values = new Map<string, Layout>([
    [carrier.code, atom(wire)],
    [carrier.reason, atom(reason)],
    [carrier.errors[0] ?? "", atom(errorsOf(model, carrier))],
  ]);
  const entries = type.fields.flatMap((field): LayoutEntry[] => {
    const value = values.get(field.propertyName);
    return value === undefined ? [] : [{ key: key(field.propertyName), value }];
  });
  const head = signature(
    code`export function ${name(receiptWriter(model, receipt, index))}`,
    [code`receipt: ${name(receipt.typeName)}`],
    typeOf(model, carrier.type),
  );
  const summary = index === 0 ? "Writes the receipt for the wire." : `Writes the receipt as \`${type.typeName}\`.`;
  return code`${doc([summary])}${head}${errorList(model, carrier)}  return ${lay(object(entries, true), 9, "  ", 1)};\n}\n`;
}

/** The errors as the wire has them, in a constant of their own. */
function errorList(model: PackageModel, carrier: ReceiptCarrierModel): Code {
  const last = errorFields(model, carrier).at(-1);
  const item = at(model.types, last?.type ?? 0) as ObjectTypeModel;
  const values = new Map([
    [carrier.errorCode, raw("error.code")],
    [carrier.errorText, raw("error.text")],
  ]);
  const entries = item.fields.flatMap((field): LayoutEntry[] => {
    const value = values.get(field.propertyName);
    return value === undefined ? [] : [{ key: key(field.propertyName), value: atom(value) }];
  });
  return code`  const errors = receipt.errors.map((error) => (${lay(object(entries), 0, "", 0)}));\n`;
}

/** An absent list rather than an empty one, where the type allows it, as a decoder gives it. */
function errorsOf(model: PackageModel, carrier: ReceiptCarrierModel): Code {
  const fields = errorFields(model, carrier);
  const inner = fields
    .slice(1)
    .reduceRight((value, field) => code`{ ${key(field.propertyName)}: ${value} }`, raw("errors"));
  return fields[0]?.optional === true ? code`errors.length === 0 ? undefined : ${inner}` : inner;
}
