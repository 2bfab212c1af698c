import fc from "fast-check";
import type {
  ComplexType,
  Field,
  MixedContent,
  Particle,
  RootElement,
  SimpleType,
  Type,
} from "../../runtime/codec/tables.js";

/* Arbitrary valid values of any type, made from the tables of a generated package. */

/** A valid value of a root element. */
export function valueOf<Value>(element: RootElement<Value>): fc.Arbitrary<Value> {
  return typeValue(element.type()) as fc.Arbitrary<Value>;
}

function typeValue(type: Type): fc.Arbitrary<unknown> {
  return type.kind === "simple" ? simpleValue(type) : complexValue(type);
}

/** Object arbitraries by type: the tables are shared, so are these. */
const known = new WeakMap<ComplexType, fc.Arbitrary<unknown>>();

function complexValue(type: ComplexType): fc.Arbitrary<unknown> {
  const before = known.get(type);
  if (before !== undefined) return before;
  const { content } = type;
  const made = content === "empty" || content === "text" ? fieldsValue(type) : contentValue(type, content);
  known.set(type, made);
  return made;
}

function fieldsValue(type: ComplexType): fc.Arbitrary<unknown> {
  return fc
    .tuple(...type.fields.map((field) => property(field, 1, 1)))
    .map((parts) => Object.assign({}, ...parts) as unknown);
}

function contentValue(type: ComplexType, content: Particle | MixedContent): fc.Arbitrary<object> {
  if (content.kind === "mixed") throw new Error(`${type.name}: no arbitrary for mixed content`);
  return particleValue(type, content);
}

function particleValue(type: ComplexType, particle: Particle): fc.Arbitrary<object> {
  if (particle.kind === "element") return property(fieldAt(type, particle.field), particle.min, particle.max);
  if (!("particles" in particle) || particle.kind === "choice" || particle.max > 1) {
    throw new Error(`${type.name}: no arbitrary for a group, a wildcard or a choice`);
  }
  const parts = fc.tuple(...particle.particles.map((part) => particleValue(type, part)));
  const whole = parts.map((objects): object => Object.assign({}, ...objects) as object);
  return particle.min === 0 ? fc.oneof(fc.constant({}), whole) : whole;
}

function fieldAt(type: ComplexType, index: number): Field {
  const field = type.fields[index];
  if (field === undefined) throw new Error(`${type.name} has no field ${index}`);
  return field;
}

/** An object with the one property, or without when the field may be absent. */
function property(field: Field, min: number, max: number): fc.Arbitrary<object> {
  const item = field.nillable ? fc.option(typeValue(field.type()), { nil: null }) : typeValue(field.type());
  const least = Math.max(min, field.optional ? 0 : 1);
  const value: fc.Arbitrary<unknown> = field.repeated
    ? fc.array(item, { minLength: least, maxLength: Math.min(max, least + 3) })
    : item;
  const present = value.map((content): object => {
    // An empty list is read back as an absent property.
    return Array.isArray(content) && content.length === 0 ? {} : { [field.property]: content };
  });
  return field.optional && !field.repeated ? fc.oneof(fc.constant({}), present) : present;
}

/** A valid value of a simple type. */
function simpleValue(type: SimpleType): fc.Arbitrary<unknown> {
  if (type.variety !== "atomic") throw new Error(`${type.name}: no arbitrary for a ${type.variety}`);
  const { facets } = type;
  if (facets.enumeration !== undefined)
    return fc.constantFrom(...facets.enumeration.map((text) => represent(type, text)));
  switch (type.primitive) {
    case "string":
      return stringValue(type);
    case "boolean":
      return fc.boolean();
    case "decimal":
      return integerValue(type);
    case "date":
      return dates;
    case "dateTime":
      return dateTimes;
    default:
      throw new Error(`${type.name}: no arbitrary for ${type.primitive}`);
  }
}

function represent(type: SimpleType, text: string): unknown {
  switch (type.representation) {
    case "number":
      return Number(text);
    case "bigint":
      return BigInt(text);
    case "boolean":
      return text === "true" || text === "1";
    default:
      return text;
  }
}

/** Every kind of character that an XML document may hold, those that need care above all. */
const characters: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "&",
    "<",
    ">",
    '"',
    "'",
    "]]>",
    "\r",
    "\n",
    "\t",
    " ",
    "  ",
    "\u007f",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\ufffd",
  ),
  fc.constantFrom(
    "æ",
    "ø",
    "å",
    "Æ",
    "Ø",
    "Å",
    "é",
    "ß",
    "e\u0301",
    "٣",
    "\ud7ff",
    "\ue000",
    "😀",
    "\u{10ffff}",
    "\u{1fffe}",
  ),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
);

function stringValue(type: SimpleType): fc.Arbitrary<string> {
  const { facets } = type;
  const patterns = (facets.patterns ?? []).flat();
  const [pattern, ...more] = patterns;
  if (more.length > 0) throw new Error(`${type.name}: no arbitrary for several patterns`);
  if (pattern !== undefined) {
    if (!(pattern.test instanceof RegExp)) throw new Error(`${type.name}: no arbitrary for an automaton`);
    return fc.stringMatching(pattern.test);
  }
  const least = facets.length ?? facets.minLength ?? 0;
  const most = facets.length ?? facets.maxLength ?? least + 40;
  const size = (text: string): number => [...text].length;
  const free = fc
    .array(characters, { minLength: least, maxLength: Math.min(most, least + 40) })
    .map((parts) => parts.join(""));
  const full = characters.map((unit) => [...unit.repeat(most)].slice(0, most).join(""));
  const values = most < 1000 ? fc.oneof({ arbitrary: free, weight: 9 }, { arbitrary: full, weight: 1 }) : free;
  return values.map((text) => normalised(type, text)).filter((text) => size(text) >= least && size(text) <= most);
}

function normalised(type: SimpleType, text: string): string {
  switch (type.whiteSpace) {
    case "preserve":
      return text;
    case "replace":
      return text.replace(/[\t\r\n]/g, " ");
    case "collapse":
      return text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
  }
}

function integerValue(type: SimpleType): fc.Arbitrary<unknown> {
  const { facets } = type;
  const bound = (
    inclusive: string | undefined,
    exclusive: string | undefined,
    step: bigint,
    otherwise: bigint,
  ): bigint =>
    inclusive !== undefined ? BigInt(inclusive) : exclusive !== undefined ? BigInt(exclusive) + step : otherwise;
  const min = bound(facets.minInclusive, facets.minExclusive, 1n, -(10n ** 30n));
  const max = bound(facets.maxInclusive, facets.maxExclusive, -1n, 10n ** 30n);
  const values = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max));
  return values.map((value) => represent(type, value.toString()));
}

const two = (value: number): string => String(value).padStart(2, "0");

const zones: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("", "", "Z", "+00:00", "-00:00", "+14:00", "-14:00", "+01:00", "+02:00"),
  fc
    .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 59 }))
    .map(([sign, hours, minutes]) => `${sign}${two(hours)}:${two(minutes)}`),
);

const years: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.integer({ min: 1900, max: 2100 }), weight: 8 },
  { arbitrary: fc.constantFrom(1, 4, 100, 400, 1582, 1600, 1900, 2000, 9999, 10000, 123456, -1, -4, -400), weight: 2 },
);

const days: fc.Arbitrary<string> = fc
  .tuple(years, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, day]) => {
    const sign = year < 0 ? "-" : "";
    return `${sign}${String(Math.abs(year)).padStart(4, "0")}-${two(month)}-${two(Math.min(day, daysIn(year, month)))}`;
  });

/** Days that a month has for certain: which years before 1 are leap years depends on whom one asks. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year > 0 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const dates: fc.Arbitrary<string> = fc.tuple(days, zones).map((parts) => parts.join(""));

const fractions: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("", "", ".0", ".000", ".5", ".123456789012"),
  fc.nat({ max: 999999 }).map((value) => `.${value}`),
);

const times: fc.Arbitrary<string> = fc.oneof(
  {
    arbitrary: fc
      .tuple(
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 59 }),
        fractions,
      )
      .map(([hour, minute, second, fraction]) => `T${two(hour)}:${two(minute)}:${two(second)}${fraction}`),
    weight: 9,
  },
  { arbitrary: fc.constantFrom("T24:00:00", "T00:00:00", "T23:59:59.999"), weight: 1 },
);

const dateTimes: fc.Arbitrary<string> = fc.tuple(days, times, zones).map((parts) => parts.join(""));
