import type {
  CompositionCarrierModel,
  CompositionModel,
  ObjectTypeModel,
  PackageModel,
  TypeIndex,
} from "../ir/model.js";
import { code, doc, empty, join, key, list, literal, member, name, raw, type Code } from "../print/code.js";
import { optionalMember } from "./optional-member.js";
import { atom, lay, object, type Layout, type LayoutEntry } from "../print/layout.js";
import { receiptWriter } from "./receipt-carrier.js";
import { at, elementTypeOf, typeOf } from "./symbols.js";

/**
 * A domain type per composition, and per message that carries it a function each way:
 *
 *     export interface Forretningssvar { readonly header: HeaderType; readonly receipt: BusinessReceipt }
 *     export function toSendForretningsSvarRequest(value: Forretningssvar, frame?: …): SendForretningsSvarRequest;
 *     export function fromSendForretningsSvarRequest(message: SendForretningsSvarRequest): Forretningssvar;
 */
export function emitCompositions(model: PackageModel): readonly Code[] {
  return (model.compositions ?? []).flatMap((composition) => [
    domainType(model, composition),
    ...composition.carriers.flatMap((carrier) => [
      writer(model, composition, carrier),
      reader(model, composition, carrier),
    ]),
  ]);
}

function domainType(model: PackageModel, composition: CompositionModel): Code {
  const receipt = at(model.receipts, composition.receipt);
  const messages = composition.carriers.map((carrier) => `\`${at(model.elements, carrier.element).localName}\``);
  return code`${doc([`What ${[...new Set(messages)].join(" and ")} say, whichever of them is used.`])}export interface ${name(composition.typeName)} {
  readonly header: ${typeOf(model, composition.header)};
  readonly receipt: ${name(receipt.typeName)};
}
`;
}

function signature(symbol: string, parameters: readonly Code[], result: Code): Code {
  return list(code`export function ${name(symbol)}`, "(", parameters, ")", code`: ${result} {\n`, { indent: "" });
}

function writer(model: PackageModel, composition: CompositionModel, carrier: CompositionCarrierModel): Code {
  const element = at(model.elements, carrier.element);
  const type = elementTypeOf(model, carrier.element);
  const root = at(model.types, element.type) as ObjectTypeModel;
  const inside = new Set([carrier.header[0], carrier.receipt[0]]);
  const frame = root.fields.filter((field) => !inside.has(field.propertyName));
  const omitted = join(
    [...inside].map((property) => literal(property ?? "")),
    " | ",
  );
  const parameters = [
    code`value: ${name(composition.typeName)}`,
    ...(frame.length === 0 ? [] : [code`frame?: Omit<${type}, ${omitted}>`]),
  ];
  const receipt = code`${name(receiptWriter(model, at(model.receipts, composition.receipt), carrier.receiptCarrier))}(value.receipt)`;
  const built = build(model, element.type, carrier, [], { header: headerOut(carrier), receipt: atom(receipt) });
  const lines = [
    `Makes \`${element.localName}\` of a header and a receipt.`,
    ...(frame.length === 0 ? [] : ["", "@param frame what else the message can hold"]),
  ];
  return code`${doc(lines)}${signature(`to${element.typeName}`, parameters, type)}  return ${lay(built, 9, "  ", 1)};\n}\n`;
}

/** An object of the message with only the fields that lead to header and receipt, and at the root all others. */
function build(
  model: PackageModel,
  type: TypeIndex,
  carrier: CompositionCarrierModel,
  path: readonly string[],
  parts: { readonly header: Layout; readonly receipt: Layout },
): Layout {
  const own = (at(model.types, type) as ObjectTypeModel).fields;
  const entries = own.flatMap((field): LayoutEntry[] => {
    const here = [...path, field.propertyName];
    const leads = (to: readonly string[]): boolean => here.every((step, index) => to[index] === step);
    if (here.join("/") === carrier.header.join("/")) return [{ key: key(field.propertyName), value: parts.header }];
    if (here.join("/") === carrier.receipt.join("/")) return [{ key: key(field.propertyName), value: parts.receipt }];
    if (leads(carrier.header) || leads(carrier.receipt)) {
      return [{ key: key(field.propertyName), value: build(model, field.type, carrier, here, parts) }];
    }
    return path.length === 0
      ? [{ key: key(field.propertyName), value: atom(code`frame${optionalMember(field.propertyName)}`) }]
      : [];
  });
  return object(entries, true);
}

function headerOut(carrier: CompositionCarrierModel): Layout {
  if (carrier.headerFields === undefined) return atom(raw("value.header"));
  return object(
    carrier.headerFields.map(({ domain, wire }) => ({
      key: key(wire),
      value: atom(code`value.header${member(domain)}`),
    })),
    true,
  );
}

function reader(model: PackageModel, composition: CompositionModel, carrier: CompositionCarrierModel): Code {
  const element = at(model.elements, carrier.element);
  const receipt = at(model.receipts, composition.receipt);
  const access = (path: readonly string[]): Code => code`message${path.map((step) => member(step))}`;
  const header = access(carrier.header);
  const fields = carrier.headerFields?.map(({ domain, wire }): LayoutEntry => ({
    key: key(domain),
    value: atom(code`header${member(wire)}`),
  }));
  const built = object(
    [
      { key: raw("header"), value: fields === undefined ? atom(header) : object(fields, true) },
      { key: raw("receipt"), value: atom(code`${name(`read${receipt.typeName}`)}(${access(carrier.receipt)})`) },
    ],
    true,
  );
  const declared = fields === undefined ? empty : code`  const header = ${header};\n`;
  const head = signature(
    `from${element.typeName}`,
    [code`message: ${elementTypeOf(model, carrier.element)}`],
    name(composition.typeName),
  );
  return code`${doc([`Takes header and receipt out of \`${element.localName}\`.`])}${head}${declared}  return ${lay(built, 9, "  ", 1)};\n}\n`;
}
