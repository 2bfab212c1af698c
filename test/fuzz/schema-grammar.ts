import type { Draw } from "../support/random.js";
import { drawNestedKeys, drawRareComplexTypes, drawRareSimpleTypes } from "./schema-extras.js";

/*
 * Random schemas that are sound: every element particle has a name of its own, so that no content model is ambiguous, and
 * what is derived is derived as the rules demand. One schema in two has no qualified local names, one in eight no namespace.
 */

/** A schema in the making. */
export interface Making {
  readonly draw: Draw;
  /** `t:` or nothing, before names of the schema itself. */
  readonly prefix: string;
  readonly simple: string[];
  /** Complex types that an element may have. */
  readonly complex: string[];
  /** Those that the fast path reads. */
  readonly plain: string[];
  readonly out: string[];
  /** Attributes may be IDs and references to them: a matter of the whole message, so that nothing is read on the fast path. */
  readonly identifies: boolean;
  /** Names given so far. */
  count: number;
}

/**
 * The text of a schema; its global elements are `root1`, `root2` … and members of substitution groups.
 *
 * @param isWide with what schemas have more rarely
 */
export function drawSchema(draw: Draw, isWide = false): string {
  const namespace = draw.once(8) ? undefined : "urn:fuzz";
  const making: Making = {
    draw,
    prefix: namespace === undefined ? "" : "t:",
    simple: [],
    complex: [],
    plain: [],
    out: [],
    identifies: draw.once(4),
    count: 0,
  };
  for (let count = 2 + draw.below(4); count > 0; count--) drawSimpleType(making);
  if (isWide) drawRareSimpleTypes(making);
  making.out.push(`<xs:attributeGroup name="AG">${drawAttributes(making, 2)}</xs:attributeGroup>`);
  making.out.push(`<xs:group name="G">${drawGroup(making, 1, "once")}</xs:group>`);
  for (let count = 1 + draw.below(3); count > 0; count--) drawComplexType(making);
  if (isWide) drawRareComplexTypes(making);
  drawHierarchy(making);
  drawSubstitutionGroup(making);
  for (let count = 1 + draw.below(3); count > 0; count--) drawPlainType(making);
  const roots = 1 + draw.below(3) + (isWide ? 2 : 0);
  for (let root = 1; root <= roots; root++) {
    const nillable = draw.once(4) ? ' nillable="true"' : "";
    const type = draw.pick(draw.once(2) ? making.plain : making.complex);
    making.out.push(`<xs:element name="root${root}" type="${making.prefix}${type}"${nillable}/>`);
  }
  if (draw.once(2)) making.out.push(drawKeyed(making));
  if (isWide && draw.once(2)) making.out.push(drawNestedKeys(making));
  const target = namespace === undefined ? "" : ` targetNamespace="${namespace}" xmlns:t="${namespace}"`;
  const form = namespace !== undefined && draw.once(2) ? ' elementFormDefault="qualified"' : "";
  const attributeForm = namespace !== undefined && draw.once(4) ? ' attributeFormDefault="qualified"' : "";
  return (
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"${target}${form}${attributeForm}>\n` +
    `${making.out.join("\n")}\n</xs:schema>\n`
  );
}

export function newName(making: Making, stem: string): string {
  return `${stem}${++making.count}`;
}

const builtIns =
  "string token normalizedString int integer long decimal boolean double float date dateTime time duration gYear gYearMonth gMonthDay " +
  "hexBinary base64Binary anyURI language NCName NMTOKEN QName positiveInteger unsignedByte nonNegativeInteger unsignedLong";

export function builtIn(draw: Draw): string {
  return `xs:${draw.pick(builtIns.split(" "))}`;
}

const patterns =
  "[A-Z]{2}[0-9]{4} (a|b)+c? \\d{1,5} \\i\\c* [^x]{0,9} (ab|a)*b? \\p{Lu}\\w{0,8} .{0,10} a{1,40}b{0,3} (a{1,3}){2,4} [a-z-[aeiou]]+ " +
  "((a?)+b)* x|y|zz (\\w+-?)+ \\p{IsBasicLatin}* [0-9]{8} [0-9a-f]{4}(-[0-9a-f]{4}){2}";

function restriction(draw: Draw): string {
  const facet = (name: string, value: string | number): string => `<xs:${name} value="${value}"/>`;
  const of = (base: string, ...facets: readonly string[]): string =>
    `<xs:restriction base="xs:${base}">${facets.join("")}</xs:restriction>`;
  const low = draw.below(50);
  switch (draw.below(12)) {
    case 0:
    case 1:
      return of(draw.pick(["string", "token"]), facet("pattern", draw.pick(patterns.split(" "))));
    case 2:
      return of(
        "string",
        ...["æble", "pære", "x y", "&lt;&amp;>", ""].slice(draw.below(3)).map((text) => facet("enumeration", text)),
      );
    case 3:
      return of("int", ...["1", "02", "-3", "4"].slice(draw.below(3)).map((text) => facet("enumeration", text)));
    case 4:
      return of("decimal", facet("totalDigits", 3 + draw.below(4)), facet("fractionDigits", draw.below(3)));
    case 5:
      return of(
        draw.pick(["int", "long", "integer", "decimal"]),
        facet("minInclusive", low - 25),
        facet("maxInclusive", low + 5),
      );
    case 6:
      return of(draw.pick(["short", "double"]), facet("minExclusive", low - 25), facet("maxExclusive", low + 5));
    case 7:
      return of(
        draw.pick(["string", "token", "hexBinary", "base64Binary"]),
        facet("minLength", draw.below(3)),
        facet("maxLength", 3 + draw.below(9)),
      );
    case 8:
      return of(draw.pick(["string", "NMTOKEN"]), facet("length", 1 + draw.below(9)));
    case 9:
      return of("date", facet("minInclusive", "2020-01-01"), facet("maxInclusive", "2026-12-31Z"));
    case 10:
      return of("dateTime", facet("minInclusive", "2020-01-01T00:00:00"));
    default:
      return of(draw.pick(builtIns.split(" ")));
  }
}

function drawSimpleType(making: Making): void {
  const { draw, prefix, simple, out } = making;
  const name = newName(making, "S");
  const inline = (): string => `<xs:simpleType>${restriction(draw)}</xs:simpleType>`;
  const body = draw.once(6)
    ? draw.once(2)
      ? `<xs:list itemType="${draw.pick(["xs:int", "xs:NCName", "xs:date", "xs:boolean"])}"/>`
      : `<xs:union memberTypes="xs:int xs:date">${inline()}</xs:union>`
    : draw.once(8) && simple.length > 0
      ? `<xs:restriction base="${prefix}${draw.pick(simple)}"/>`
      : restriction(draw);
  out.push(`<xs:simpleType name="${name}">${body}</xs:simpleType>`);
  simple.push(name);
}

/** `type="…"`, of a simple type. */
export function simpleReference({ draw, prefix, simple }: Making): string {
  return draw.once(2) ? builtIn(draw) : `${prefix}${draw.pick(simple)}`;
}

function drawAttributes(making: Making, most: number): string {
  const { draw } = making;
  let text = "";
  for (let count = draw.below(most + 1); count > 0; count--) {
    const name = newName(making, "a");
    const rest = draw.pick([
      ` type="${simpleReference(making)}"`,
      ` type="${simpleReference(making)}" use="required"`,
      ` type="${simpleReference(making)}" form="qualified"`,
      ' type="xs:string" default="d &lt;&amp;"',
      ' type="xs:int" fixed="07"',
      "",
    ]);
    text += `<xs:attribute name="${name}"${making.prefix === "" ? rest.replace(' form="qualified"', "") : rest}/>`;
  }
  return text;
}

type Occurrence = "once" | "any";

function occurs(draw: Draw, occurrence: Occurrence): string {
  if (occurrence === "once" || draw.once(2)) return "";
  return draw.pick([
    ' minOccurs="0"',
    ' maxOccurs="unbounded"',
    ' minOccurs="0" maxOccurs="unbounded"',
    ' minOccurs="2" maxOccurs="3"',
    ' minOccurs="0" maxOccurs="2"',
    ' maxOccurs="4"',
  ]);
}

/** A sequence or a choice with particles of their own. */
function drawGroup(making: Making, depth: number, occurrence: Occurrence): string {
  const { draw } = making;
  const kind = draw.once(3) ? "choice" : "sequence";
  let inside = "";
  for (let count = 1 + draw.below(4); count > 0; count--) {
    inside += depth < 3 && draw.once(4) ? drawGroup(making, depth + 1, "any") : drawElement(making, depth);
  }
  return `<xs:${kind}${occurs(draw, occurrence)}>${inside}</xs:${kind}>`;
}

function drawElement(making: Making, depth: number): string {
  const { draw, prefix, complex } = making;
  const name = newName(making, draw.once(6) ? "é" : "e");
  const head = `<xs:element name="${name}"${occurs(draw, "any")}`;
  const nillable = draw.once(6) ? ' nillable="true"' : "";
  switch (draw.below(10)) {
    case 0:
      // Recursion must be able to end.
      return complex.length === 0
        ? `${head} type="xs:string"/>`
        : `<xs:element name="${name}" minOccurs="0" type="${prefix}${draw.pick(complex)}"${nillable}/>`;
    case 1:
      return `${head}><xs:complexType>${depth < 3 ? drawGroup(making, depth + 1, "any") : ""}${drawAttributes(making, 2)}</xs:complexType></xs:element>`;
    case 2:
      return `${head}${nillable}><xs:simpleType>${restriction(draw)}</xs:simpleType></xs:element>`;
    case 3:
      return `${head} type="xs:string" ${draw.pick(['default="standard"', 'fixed="fast &amp; godt"'])}/>`;
    case 4:
      return `${head} type="xs:int" ${draw.pick(['default="5"', 'fixed="005"'])}/>`;
    case 5:
      return `${head}><xs:complexType><xs:simpleContent><xs:extension base="${simpleReference(making)}">${drawAttributes(making, 2)}</xs:extension></xs:simpleContent></xs:complexType></xs:element>`;
    default:
      return `${head} type="${simpleReference(making)}"${nillable}/>`;
  }
}

function wildcard(draw: Draw): string {
  const namespace = draw.pick(["##other", "urn:andet urn:tredje"]);
  const process = draw.pick(["lax", "skip"]);
  return `<xs:any namespace="${namespace}" processContents="${process}" minOccurs="0" maxOccurs="${draw.pick(["1", "3", "unbounded"])}"/>`;
}

function drawComplexType(making: Making): void {
  const { draw, prefix, complex, out } = making;
  const name = newName(making, "C");
  const mixed = draw.once(5) ? ' mixed="true"' : "";
  const anyAttribute = draw.once(4) ? '<xs:anyAttribute namespace="##other" processContents="lax"/>' : "";
  const identity = draw.pick(["", ' type="xs:ID"', ' type="xs:IDREF"', ' type="xs:IDREFS"']);
  const identified =
    !making.identifies || identity === "" ? "" : `<xs:attribute name="${newName(making, "a")}"${identity}/>`;
  const attributes = `${drawAttributes(making, 3)}${identified}${draw.once(6) ? `<xs:attributeGroup ref="${prefix}AG"/>` : ""}${anyAttribute}`;
  let content: string;
  switch (draw.below(10)) {
    case 8:
      // Whatever the schema declares may stand in it, or must.
      content = `<xs:sequence><xs:any processContents="${draw.pick(["lax", "strict", "skip"])}" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>`;
      break;
    case 9:
      content = `<xs:sequence><xs:element name="${newName(making, "e")}" type="xs:anyType"${occurs(draw, "any")}/></xs:sequence>`;
      break;
    case 0: {
      const all = Array.from({ length: 1 + draw.below(4) }, () =>
        drawElement(making, 3).replace(/ (?:min|max)Occurs="[^"]*"/g, ""),
      ).map((element) => (draw.once(2) ? element.replace("<xs:element", '<xs:element minOccurs="0"') : element));
      content = `<xs:all>${all.join("")}</xs:all>`;
      break;
    }
    case 1:
      content = `<xs:sequence>${drawGroup(making, 1, "any")}${wildcard(draw)}</xs:sequence>`;
      break;
    case 2:
      content = `<xs:sequence><xs:group ref="${prefix}G"/>${drawElement(making, 1)}</xs:sequence>`;
      break;
    default:
      content = drawGroup(making, 1, "any");
  }
  out.push(`<xs:complexType name="${name}"${mixed}>${content}${attributes}</xs:complexType>`);
  complex.push(name);
}

/** Elements in a row, without attributes; what is inside them may be of any kind. */
function drawPlainType(making: Making): void {
  const { draw, prefix, complex, plain, out } = making;
  const name = newName(making, "P");
  const isAll = draw.once(4);
  let inside = "";
  for (let count = 1 + draw.below(6); count > 0; count--) {
    const element = draw.once(3)
      ? `<xs:element name="${newName(making, "e")}"${occurs(draw, "any")} type="${prefix}${draw.pick(draw.once(2) && plain.length > 0 ? plain : complex)}"/>`
      : drawElement(making, 3);
    inside += isAll ? element.replace(/ maxOccurs="[^"]*"/, "").replace(/ minOccurs="[^0]"/, "") : element;
  }
  out.push(
    `<xs:complexType name="${name}"><xs:${isAll ? "all" : "sequence"}>${inside}</xs:${isAll ? "all" : "sequence"}></xs:complexType>`,
  );
  plain.push(name);
}

/** A type with others derived from it, and an element that may hold any of them. */
function drawHierarchy(making: Making): void {
  const { draw, prefix, complex, out } = making;
  const base = newName(making, "B");
  const isAbstract = draw.once(2);
  out.push(
    `<xs:complexType name="${base}"${isAbstract ? ' abstract="true"' : ""}><xs:sequence>${drawElement(making, 3)}</xs:sequence>${drawAttributes(making, 1)}</xs:complexType>`,
  );
  for (let count = 1 + draw.below(3); count > 0; count--) {
    const derived = newName(making, "D");
    out.push(
      `<xs:complexType name="${derived}"><xs:complexContent><xs:extension base="${prefix}${base}">` +
        `${draw.once(3) ? "" : drawGroup(making, 2, "any")}${drawAttributes(making, 1)}</xs:extension></xs:complexContent></xs:complexType>`,
    );
    complex.push(derived);
  }
  const holder = newName(making, "C");
  const element = `<xs:element name="${newName(making, "e")}" type="${prefix}${base}"${occurs(draw, "any")}${draw.once(4) ? ' nillable="true"' : ""}/>`;
  out.push(
    `<xs:complexType name="${holder}"><xs:sequence>${element}${drawElement(making, 2)}</xs:sequence></xs:complexType>`,
  );
  complex.push(holder);
}

function drawSubstitutionGroup(making: Making): void {
  const { draw, prefix, complex, out } = making;
  const head = newName(making, "head");
  const type = draw.once(2) ? "xs:string" : `${prefix}${draw.pick(making.simple)}`;
  out.push(`<xs:element name="${head}" type="${type}"${draw.once(2) ? ' abstract="true"' : ""}/>`);
  for (let count = 1 + draw.below(2); count > 0; count--) {
    out.push(`<xs:element name="${newName(making, "m")}" type="${type}" substitutionGroup="${prefix}${head}"/>`);
  }
  const holder = newName(making, "C");
  out.push(
    `<xs:complexType name="${holder}"><xs:sequence><xs:element ref="${prefix}${head}"${occurs(draw, "any")}/>${drawElement(making, 2)}</xs:sequence></xs:complexType>`,
  );
  complex.push(holder);
}

/** An element with keys and references to them; local names are in no namespace, which its paths rely on. */
function drawKeyed(making: Making): string {
  const { draw, prefix } = making;
  const type = draw.pick(["xs:int", "xs:decimal", "xs:NCName", "xs:boolean", "xs:date"]);
  const attribute = (name: string): string => `<xs:attribute name="${name}" form="unqualified" type="${type}"/>`;
  const unqualified = prefix === "" ? "" : ' form="unqualified"';
  const row = `<xs:element name="row" minOccurs="0" maxOccurs="unbounded"${unqualified}><xs:complexType>${prefix === "" ? attribute("id").replace(' form="unqualified"', "") + attribute("to").replace(' form="unqualified"', "") : attribute("id") + attribute("to")}</xs:complexType></xs:element>`;
  const constraint = draw.pick(["key", "unique"]);
  return (
    `<xs:element name="keyed"><xs:complexType><xs:sequence>${row}</xs:sequence></xs:complexType>` +
    `<xs:${constraint} name="K"><xs:selector xpath="${draw.pick(["row", ".//row", "row|*"])}"/><xs:field xpath="@id"/></xs:${constraint}>` +
    `<xs:keyref name="R" refer="${prefix}K"><xs:selector xpath="row"/><xs:field xpath="@to"/></xs:keyref></xs:element>`
  );
}
