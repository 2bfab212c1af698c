import type { Artifact } from "../ir/artifact.js";
import type { ElementParticleModel, FieldModel, ObjectTypeModel, PackageModel, TypeIndex } from "../ir/model.js";
import { type Code, code, doc, empty, imported, key, list, literal, moduleText, name, raw } from "../print/code.js";
import { attributeReads } from "./fast-attributes.js";
import { conjunction } from "./layout.js";
import { type FastShape, fastShape, reachedFast } from "./fast-shape.js";
import { nameMatchers, tagLength } from "./name-matchers.js";
import type { Scanner } from "./shape-scanner.js";
import { scannerOf } from "./scanners.js";
import { at, fastStem, runtimeType, runtimeValue } from "./symbols.js";

const path = "src/codecs/fast-decode.ts";

/**
 * Emits `src/codecs/fast-decode.ts`: a decoder per object type that expects the content model byte by byte.
 *
 * `<xs:sequence><xs:element name="LoenstopDato" type="xs:date"/></xs:sequence>` becomes
 *
 *     p = skipIndentation(view, p);
 *     q = p + 1 + size2;
 *     if (view.getUint8(p) !== 60 || (view.getInt32(p + 1, true) & mask2) !== word2 || !isLoenstopDato(view, q)) {
 *       return undefined;
 *     }
 *     let f0 = scanDate(d, q + 13);
 *     …
 *     return { LoenstopDato: f0 };
 *
 * Nothing where every type has only the generic path.
 */
export function emitFastDecode(model: PackageModel, header: string): readonly Artifact[] {
  const body = new FastDecodeEmission(model).body();
  return body.text === "" ? [] : [{ path, text: moduleText(path, header, body) }];
}

/** Name of the generated decoder, or undefined where the type has only the generic path. */
export function fastDecoderName(model: PackageModel, type: number): string | undefined {
  const definition = model.types[type];
  if (definition?.kind !== "object" || fastShape(model, definition) === undefined) return undefined;
  return `decode${fastStem(model, definition)}`;
}

/** How a child is read once its start tag is there. */
type Fallback =
  | { readonly kind: "leaf"; readonly scan: (position: Code) => Code }
  /** `hasAttributes`: the decoder begins behind the name, not behind the tag. */
  | { readonly kind: "object"; readonly decoder: Code; readonly hasAttributes: boolean }
  | { readonly kind: "generic" };

/**
 * A condition, and its opposite. Prefixes are compared in place: V8 inlines only so much into one function, and a decoder of
 * many fields is beyond that.
 */
interface Condition {
  readonly positive: Code;
  readonly negative: Code;
}

function equal(left: string, right: string): Condition {
  return { positive: raw(`${left} === ${right}`), negative: raw(`${left} !== ${right}`) };
}

function holds(call: Code): Condition {
  return { positive: call, negative: code`!${call}` };
}

function positive(conditions: readonly Condition[]): readonly Code[] {
  return conditions.map((condition) => condition.positive);
}

function negated(conditions: readonly Condition[]): readonly Code[] {
  return conditions.map((condition) => condition.negative);
}

class FastDecodeEmission {
  readonly #model: PackageModel;
  readonly #matchers = nameMatchers();
  readonly #scanners = new Map<number, Scanner | undefined>();

  constructor(model: PackageModel) {
    this.#model = model;
  }

  body(): Code {
    const decoders: Code[] = [];
    const reached = reachedFast(this.#model, (index) => fastDecoderName(this.#model, index) !== undefined);
    this.#model.types.forEach((type, index) => {
      if (type.kind !== "object" || !reached.has(index)) return;
      const shape = fastShape(this.#model, type);
      if (shape !== undefined) decoders.push(this.#decoder(type, shape));
    });
    const scanners = [...this.#scanners.values()].flatMap((scanner) =>
      scanner?.definition === undefined ? [] : [scanner.definition],
    );
    return code`${this.#matchers.definitions()}${scanners}${decoders}`;
  }

  #decoder(type: ObjectTypeModel, shape: FastShape): Code {
    const interfaceName = imported(type.typeName, `src/types/${this.#module(type)}`, "type");
    const head = list(
      code`export function ${name(`decode${fastStem(this.#model, type)}`)}`,
      "(",
      [code`d: ${runtimeType("FastDecoder")}`, raw("start: number")],
      ")",
      code`: ${interfaceName} | undefined {`,
      { indent: "" },
    );
    if (shape.text !== undefined) return this.#textDecoder(type, shape, shape.text, head);
    const scanned = shape.elements.filter((element) => this.#fallback(type, element).kind !== "generic");
    const namespaces = [...new Set(scanned.map((element) => element.namespace))].sort((left, right) => left - right);
    const used = scanned.length > 0;
    const usesBytes = scanned.some((element) => this.#hasAttributes(type, element));
    const prefixes = namespaces.map(
      (index) => code`  const size${index} = d.size[${index}]!;
  const mask${index} = d.mask[${index}]!;
  const word${index} = d.word[${index}]!;
`,
    );
    const attributes =
      shape.attributes.length > 0
        ? attributeReads(this.#model, type, shape.attributes, "let")
        : raw("  let p = start;\n");
    const steps =
      shape.kind === "all" ? this.#allGroup(type, shape) : shape.elements.map((element) => this.#step(type, element));
    return code`
${doc([`@xsd ${type.qname ?? type.typeName}`])}${head}
  const ${usesBytes ? raw("{ bytes, view }") : raw("{ view }")} = d;
${prefixes}${attributes}${used ? raw("  let q = 0;\n") : raw("")}${steps}
  d.position = ${runtimeValue("skipIndentation")}(view, p);
  return ${this.#object(type)};
}
`;
  }

  #textDecoder(type: ObjectTypeModel, shape: FastShape, slot: number, head: Code): Code {
    const hasAttributes = shape.attributes.length > 0;
    const scanner = this.#scanner(at(type.fields, slot).type);
    if (scanner === undefined) throw new Error(`no scanner for the text of ${type.typeName}`);
    return code`
${doc([`@xsd ${type.qname ?? type.typeName}`])}${head}
${hasAttributes ? attributeReads(this.#model, type, shape.attributes, "const") : empty}  const f${slot} = ${scanner.call(raw(hasAttributes ? "p" : "start"))};
  if (f${slot} === undefined) {
    return undefined;
  }
  d.position = d.end;
  return ${this.#object(type)};
}
`;
  }

  /** The value, in the order of the type's properties. */
  #object(type: ObjectTypeModel): Code {
    const properties = type.fields.map(
      (field, index) => code`    ${key(field.propertyName)}: ${this.#result(field, index)},\n`,
    );
    return properties.length === 0 ? code`{}` : code`{\n${properties}  }`;
  }

  #result(field: FieldModel, index: number): Code {
    return field.repeated && field.minOccurs === 0
      ? code`f${index}.length === 0 ? undefined : f${index}`
      : code`f${index}`;
  }

  #step(type: ObjectTypeModel, element: ElementParticleModel): Code {
    const field = at(type.fields, element.field);
    if (field.repeated) return this.#repeated(type, element, field);
    const slot = element.field;
    const fallback = this.#fallback(type, element);
    if (fallback.kind === "generic") {
      return code`
  p = ${runtimeValue("skipIndentation")}(view, p);
  let f${slot}: ${this.#single(type, field)} | undefined;
  ${this.#genericChild(code`f${slot}`, type, element, "  ")}
  ${this.#giveUp(element.minOccurs > 0 ? [code`f${slot} === undefined`, code`d.failed`] : [code`d.failed`])}
  ${element.minOccurs > 0 ? raw("p = d.position;") : code`if (f${slot} !== undefined) {\n    p = d.position;\n  }`}
`;
    }
    const required = element.minOccurs > 0;
    const declaration = code`
  p = ${runtimeValue("skipIndentation")}(view, p);
  q = p + 1 + size${element.namespace};
`;
    const matches = this.#starts(type, element);
    const read = this.#read(
      type,
      element,
      required && fallback.kind === "leaf" ? "  " : "    ",
      !required || fallback.kind === "object",
    );
    const slotType = code`${this.#single(type, field)} | undefined`;
    if (required && fallback.kind === "leaf") {
      return code`${declaration}  ${conjunction("  ", "if (", negated(matches), "||", ") {")}
    return undefined;
  }
${read}`;
    }
    const absent =
      fallback.kind === "leaf"
        ? raw("")
        : code` else {
    ${this.#child(code`f${slot}`, type, element, "    ")}
    ${this.#giveUp(required ? [code`f${slot} === undefined`, code`d.failed`] : [code`d.failed`], "    ")}
${required ? raw("    p = d.position;\n") : code`    if (f${slot} !== undefined) {\n      p = d.position;\n    }\n`}  }`;
    return code`${declaration}  let f${slot}: ${slotType};
  ${conjunction("  ", "if (", positive(matches), "&&", ") {")}
${read}  }${absent}
`;
  }

  /** Value and end tag of an element whose start tag matched at `p`, content at `q + length`. */
  #read(type: ObjectTypeModel, element: ElementParticleModel, indent: string, declared: boolean): Code {
    const slot = element.field;
    const field = at(type.fields, slot);
    const i = raw(indent);
    const length = tagLength(element.localName);
    const fallback = this.#fallback(type, element);
    const value =
      fallback.kind === "leaf"
        ? fallback.scan(code`q + ${length}`)
        : code`${fallback.kind === "object" ? fallback.decoder : raw("")}(d, q + ${this.#nameLength(fallback, length)})`;
    const end = fallback.kind === "leaf" ? raw("d.end") : raw("d.position");
    const retry =
      element.minOccurs > 0 && !field.repeated ? [code`f${slot} === undefined`, code`d.failed`] : [code`d.failed`];
    const ends = [code`f${slot} !== undefined`, ...this.#ends(element)];
    // Only `null`, which scanners never return, makes the scanner's type too narrow.
    const declaration = declared ? raw("") : raw("let ");
    const annotated = !declared && field.nillable;
    return code`${annotated ? code`${i}let f${slot}: ${this.#single(type, field)} | undefined;\n${i}` : code`${i}${declaration}`}f${slot} = ${value};
${i}q = ${end};
${i}${conjunction(indent, "if (", ends, "&&", ") {")}
${i}  p = q + ${length + 2} + size${element.namespace};
${i}} else {
${i}  ${this.#generic(code`f${slot}`, type, slot, `${indent}  `)}
${i}  ${this.#giveUp(retry, `${indent}  `)}
${i}  p = d.position;
${i}}
`;
  }

  #repeated(type: ObjectTypeModel, element: ElementParticleModel, field: FieldModel): Code {
    const slot = element.field;
    const fallback = this.#fallback(type, element);
    const length = tagLength(element.localName);
    const limit = [
      ...(element.minOccurs > 0 ? [code`f${slot}.length < ${element.minOccurs}`] : []),
      ...(element.maxOccurs === Infinity ? [] : [code`f${slot}.length > ${element.maxOccurs}`]),
    ];
    const check =
      limit.length === 0
        ? raw("")
        : code`  ${conjunction("  ", "if (", limit, "||", ") {")}\n    return undefined;\n  }\n`;
    const head = code`
  const f${slot}: ${this.#single(type, field)}[] = [];
  for (;;) {
    p = ${runtimeValue("skipIndentation")}(view, p);
`;
    if (fallback.kind === "generic") {
      return code`${head}    let item: ${this.#single(type, field)} | undefined;
    ${this.#genericChild(raw("item"), type, element, "    ")}
    if (d.failed) {
      return undefined;
    }
    if (item === undefined) {
      break;
    }
    p = d.position;
    f${slot}.push(item);
  }
${check}`;
    }
    const value =
      fallback.kind === "leaf"
        ? fallback.scan(code`q + ${length}`)
        : code`${fallback.decoder}(d, q + ${this.#nameLength(fallback, length)})`;
    const end = fallback.kind === "leaf" ? raw("d.end") : raw("d.position");
    const otherwise =
      fallback.kind === "leaf"
        ? raw(" else {\n      break;\n    }\n")
        : code` else {
      ${this.#child(raw("item"), type, element, "      ")}
      if (d.failed) {
        return undefined;
      }
      if (item === undefined) {
        break;
      }
      p = d.position;
    }
`;
    return code`${head}    q = p + 1 + size${element.namespace};
    let item: ${this.#single(type, field)} | undefined;
    ${conjunction("    ", "if (", positive(this.#starts(type, element)), "&&", ") {")}
      item = ${value};
      q = ${end};
      ${conjunction("      ", "if (", [raw("item !== undefined"), ...this.#ends(element)], "&&", ") {")}
        p = q + ${length + 2} + size${element.namespace};
      } else {
        ${this.#generic(raw("item"), type, slot, "        ")}
        if (item === undefined || d.failed) {
          return undefined;
        }
        p = d.position;
      }
    }${otherwise}    f${slot}.push(item);
  }
${check}`;
  }

  #allGroup(type: ObjectTypeModel, shape: FastShape): readonly Code[] {
    const slots = shape.elements.map(
      (element) => code`  let f${element.field}: ${this.#single(type, at(type.fields, element.field))} | undefined;\n`,
    );
    const branches = shape.elements.map((element) => {
      const fallback = this.#fallback(type, element);
      const slot = element.field;
      if (fallback.kind === "generic") {
        return code`    if (f${slot} === undefined) {
      ${this.#genericChild(code`f${slot}`, type, element, "      ")}
      if (d.failed) {
        return undefined;
      }
      if (f${slot} !== undefined) {
        p = d.position;
        continue;
      }
    }
`;
      }
      return code`    q = p + 1 + size${element.namespace};
    ${conjunction("    ", "if (", [code`f${slot} === undefined`, ...positive(this.#starts(type, element))], "&&", ") {")}
${this.#read(type, element, "      ", true)}      continue;
    }
`;
    });
    const required = shape.elements
      .filter((element) => element.minOccurs > 0)
      .map((element) => code`f${element.field} === undefined`);
    const check =
      required.length === 0
        ? raw("")
        : code`  ${conjunction("  ", "if (", required, "||", ") {")}\n    return undefined;\n  }\n`;
    return [
      code`${slots}  for (;;) {
    p = ${runtimeValue("skipIndentation")}(view, p);
${branches}    break;
  }
${check}`,
    ];
  }

  #starts(type: ObjectTypeModel, element: ElementParticleModel): readonly Condition[] {
    const index = element.namespace;
    const prefix: readonly Condition[] = [
      equal("view.getUint8(p)", "60"),
      equal(`(view.getInt32(p + 1, true) & mask${index})`, `word${index}`),
    ];
    if (!this.#hasAttributes(type, element))
      return [...prefix, holds(code`${this.#matchers.use(element.localName)}(view, q)`)];
    const length = tagLength(element.localName) - 1;
    return [
      ...prefix,
      holds(code`${this.#matchers.useOpen(element.localName)}(view, q)`),
      holds(code`${runtimeValue("endsName")}(bytes, q + ${length})`),
    ];
  }

  /** The child's decoder reads attributes. */
  #hasAttributes(type: ObjectTypeModel, element: ElementParticleModel): boolean {
    const fallback = this.#fallback(type, element);
    return fallback.kind === "object" && fallback.hasAttributes;
  }

  /** What stands between the start of a name and where the decoder begins: it reads attributes itself. */
  #nameLength(fallback: Fallback, length: number): number {
    return fallback.kind === "object" && fallback.hasAttributes ? length - 1 : length;
  }

  #ends(element: ElementParticleModel): readonly Code[] {
    const index = element.namespace;
    return [
      raw("view.getUint16(q, true) === 0x2f3c"),
      code`(view.getInt32(q + 2, true) & mask${index}) === word${index}`,
      code`${this.#matchers.use(element.localName)}(view, q + 2 + size${index})`,
    ];
  }

  /** `target = method(…);`, one argument a line where it is long. */
  #assign(target: Code, method: Code, values: readonly Code[], indent: string): Code {
    return list(code`${target} = ${method}`, "(", values, ");", raw(""), { indent });
  }

  #child(target: Code, type: ObjectTypeModel, element: ElementParticleModel, indent: string): Code {
    const fallback = this.#fallback(type, element);
    // Another way of writing the start tag, declarations and attributes together.
    if (fallback.kind === "object" && fallback.hasAttributes) return this.#genericChild(target, type, element, indent);
    const decoder = fallback.kind === "object" ? [fallback.decoder] : [];
    const localName = literal(element.localName);
    const values = [
      raw("p"),
      code`${element.namespace}`,
      localName,
      ...decoder,
      this.#table(type),
      code`${element.field}`,
    ];
    return this.#assign(target, raw("d.child"), values, indent);
  }

  #generic(target: Code, type: ObjectTypeModel, slot: number, indent: string): Code {
    return this.#assign(target, raw("d.generic"), [raw("p"), this.#table(type), code`${slot}`], indent);
  }

  #genericChild(target: Code, type: ObjectTypeModel, element: ElementParticleModel, indent: string): Code {
    const values = [raw("p"), literal(element.localName), this.#table(type), code`${element.field}`];
    return this.#assign(target, raw("d.genericChild"), values, indent);
  }

  #giveUp(conditions: readonly Code[], indent = "  "): Code {
    return code`${conjunction(indent, "if (", conditions, "||", ") {")}
${raw(indent)}  return undefined;
${raw(indent)}}`;
  }

  #fallback(type: ObjectTypeModel, element: ElementParticleModel): Fallback {
    const field = at(type.fields, element.field);
    if (field.default !== undefined || field.fixed !== undefined) return { kind: "generic" };
    const target = at(this.#model.types, field.type);
    if (target.kind === "object") {
      const shape = fastShape(this.#model, target);
      if (shape === undefined) return { kind: "generic" };
      const decoder = name(`decode${fastStem(this.#model, target)}`);
      return { kind: "object", decoder, hasAttributes: shape.attributes.length > 0 };
    }
    const scanner = this.#scanner(field.type);
    return scanner === undefined ? { kind: "generic" } : { kind: "leaf", scan: scanner.call };
  }

  #scanner(index: TypeIndex): Scanner | undefined {
    const target = at(this.#model.types, index);
    if (target.kind === "object") return undefined;
    let scanner = this.#scanners.get(index);
    if (!this.#scanners.has(index)) this.#scanners.set(index, (scanner = scannerOf(this.#model, target)));
    return scanner;
  }

  /** The TypeScript type of one occurrence of the field. */
  #single(type: ObjectTypeModel, field: FieldModel): Code {
    const own = code`${imported(type.typeName, `src/types/${this.#module(type)}`, "type")}[${literal(field.propertyName)}]`;
    if (field.repeated) return field.minOccurs === 0 ? code`NonNullable<${own}>[number]` : code`${own}[number]`;
    return own;
  }

  #table(type: ObjectTypeModel): Code {
    return imported(type.symbolName, `src/codecs/tables/${this.#module(type)}`);
  }

  #module(type: ObjectTypeModel): string {
    return at(this.#model.namespaces, type.namespace).module;
  }
}
