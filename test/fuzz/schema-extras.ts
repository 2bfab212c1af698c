import { builtIn, type Making, newName, simpleReference } from "./schema-grammar.js";

/*
 * What schemas have more rarely, and readers have code for: facets on lists and unions, patterns in steps, blocks, wildcards
 * for attributes, contents that count, derivation by restriction, keys within keys.
 */

const facet = (name: string, value: string | number): string => `<xs:${name} value="${value}"/>`;
const facets = (name: string, values: readonly string[]): string => values.map((value) => facet(name, value)).join("");

/** Simple types, two to four. */
export function drawRareSimpleTypes(making: Making): void {
  for (let count = 2 + making.draw.below(3); count > 0; count--) drawRareSimpleType(making);
}

function drawRareSimpleType(making: Making): void {
  const { draw, prefix, simple, out } = making;
  const name = newName(making, "R");
  const of = (base: string, inside: string): string => `<xs:restriction base="${base}">${inside}</xs:restriction>`;
  const ofInline = (type: string, inside: string): string =>
    `<xs:restriction><xs:simpleType>${type}</xs:simpleType>${inside}</xs:restriction>`;
  const list = (item: string): string => `<xs:list itemType="${item}"/>`;
  const union = (members: string): string => `<xs:union memberTypes="${members}"/>`;
  const bodies: readonly (() => string)[] = [
    () => ofInline(list(draw.pick(["xs:int", "xs:decimal", "xs:token"])), facet("length", 1 + draw.below(3))),
    () => ofInline(list("xs:boolean"), facet("minLength", 1) + facet("maxLength", 3)),
    () => ofInline(list("xs:int"), facets("enumeration", ["1 2", "03", "1 2 3"])),
    () => ofInline(list("xs:NMTOKEN"), facet("pattern", "[a-z ]+|[A-Z]+")),
    () => ofInline(union("xs:int xs:boolean"), facets("enumeration", ["1", "true", "07"])),
    () => ofInline(union("xs:int xs:date xs:string"), facet("pattern", "[0-9-]{1,12}")),
    () => `<xs:list><xs:simpleType>${union("xs:int xs:date xs:NCName")}</xs:simpleType></xs:list>`,
    () => union(`${prefix}${draw.pick(simple)} xs:decimal`),
    () => of("xs:QName", draw.once(2) ? facets("enumeration", ["xs:int", `${prefix}x`]) : ""),
    () => of("xs:string", facet("whiteSpace", draw.pick(["collapse", "replace"])) + facet("pattern", "[a-c ]{1,5}")),
    () => of("xs:double", facets("enumeration", ["INF", "NaN", "-0", "1.50"])),
    () => of("xs:float", facet("minInclusive", "-1e3") + facet("maxExclusive", "INF")),
    () => of("xs:duration", facet("minInclusive", "P1D") + facet("maxInclusive", "P1Y")),
    () => of("xs:time", facet("minInclusive", "08:00:00Z") + facet("maxExclusive", "16:00:00Z")),
    () => of("xs:gYear", facet("minInclusive", "2000") + facet("maxInclusive", "2030")),
    () => of("xs:hexBinary", facets("enumeration", ["0aFF", ""])),
    () => of("xs:base64Binary", facets("enumeration", ["QUJD", "Q U J D", "QQ=="])),
    () => of("xs:boolean", facet("pattern", draw.pick(["true|false", "0|1", "true"]))),
    () => of("xs:decimal", facets("enumeration", ["1.50", "+2", "-0.0"])),
    () => of("xs:decimal", facet("pattern", "[0-9]{1,3}\\.[0-9]{2}") + facet("fractionDigits", 2)),
    () => of("xs:anyURI", facet("maxLength", 20) + facet("pattern", "(urn|http):.*")),
    () => of("xs:integer", facet("minInclusive", "-9007199254740993") + facet("maxInclusive", "9223372036854775807")),
    () => of("xs:unsignedLong", facet("totalDigits", 5 + draw.below(15))),
    () => of("xs:dateTime", facet("maxExclusive", "2026-01-01T00:00:00Z")),
    () => of("xs:language", ""),
    () => of("xs:string", facets("pattern", ["[a-f]{2,4}", "[0-9]{2,4}"]) + facet("maxLength", 3)),
  ];
  out.push(`<xs:simpleType name="${name}">${draw.pick(bodies)()}</xs:simpleType>`);
  simple.push(name);
  if (draw.once(3)) {
    // Patterns of two steps hold both.
    const [first, second] = [newName(making, "R"), newName(making, "R")];
    out.push(`<xs:simpleType name="${first}">${of("xs:string", facet("pattern", "[a-z0-9]*"))}</xs:simpleType>`);
    out.push(
      `<xs:simpleType name="${second}">${of(prefix + first, facet("pattern", "[^x]{1,6}") + facet("maxLength", 5))}</xs:simpleType>`,
    );
    simple.push(second);
  }
}

/** Complex types, two to four, and what they refer to. */
export function drawRareComplexTypes(making: Making): void {
  const { draw, prefix, out } = making;
  out.push(`<xs:attribute name="ga" type="xs:int"/><xs:attribute name="gb" type="${simpleReference(making)}"/>`);
  if (making.identifies) out.push('<xs:attribute name="gid" type="xs:ID"/>');
  out.push(`<xs:element name="ge" type="xs:int"/><xs:element name="gn" type="xs:date" nillable="true"/>`);
  for (let count = 2 + draw.below(3); count > 0; count--) drawRareComplexType(making);
  const head = newName(making, "head");
  out.push(
    `<xs:element name="${head}" type="${prefix}${draw.pick(making.complex)}" abstract="true"/>` +
      `<xs:element name="${newName(making, "m")}" substitutionGroup="${prefix}${head}"/>`,
  );
}

function drawRareComplexType(making: Making): void {
  const { draw, complex, out } = making;
  const name = newName(making, "X");
  const element = (bounds = "", type = simpleReference(making)): string =>
    `<xs:element name="${newName(making, "e")}" type="${type}"${bounds}/>`;
  const few = ' minOccurs="2" maxOccurs="3"';
  const bodies: readonly (() => string)[] = [
    () => `<xs:sequence maxOccurs="unbounded">${element(few)}</xs:sequence>`,
    () => `<xs:sequence minOccurs="0" maxOccurs="3"><xs:sequence${few}>${element(few)}</xs:sequence></xs:sequence>`,
    () =>
      `<xs:sequence minOccurs="3" maxOccurs="50">${element(' minOccurs="0" maxOccurs="100"')}${element()}</xs:sequence>`,
    () =>
      `<xs:choice${few}>${element()}${element(few)}<xs:sequence>${element()}${element(' minOccurs="0"')}</xs:sequence></xs:choice>`,
    () => `<xs:sequence>${element(' minOccurs="0" maxOccurs="0"')}${element(' maxOccurs="1000"')}</xs:sequence>`,
    () =>
      `<xs:sequence><xs:sequence minOccurs="0" maxOccurs="0">${element()}</xs:sequence><xs:choice/>${element()}</xs:sequence>`.replace(
        "<xs:choice/>",
        draw.once(8) ? "<xs:choice/>" : "<xs:sequence/>",
      ),
    () => `<xs:sequence>${element()}<xs:any namespace="urn:andet" processContents="lax"${few}/></xs:sequence>`,
    () =>
      `<xs:sequence><xs:any namespace="##targetNamespace ##local" processContents="strict" maxOccurs="2"/></xs:sequence>`,
    () =>
      `<xs:sequence>${element()}</xs:sequence><xs:anyAttribute namespace="##any" processContents="${draw.pick(["strict", "lax", "skip"])}"/>`,
    () => `<xs:sequence>${mixedWithValue(making)}${element()}</xs:sequence>`,
    () => `<xs:sequence>${Array.from({ length: 12 }, () => element(' minOccurs="0"')).join("")}</xs:sequence>`,
    () =>
      `<xs:sequence>${element()}</xs:sequence>${Array.from({ length: 18 }, () => `<xs:attribute name="${newName(making, "a")}" type="xs:token"/>`).join("")}`,
    () =>
      `<xs:sequence><xs:element ref="${making.prefix}ge" minOccurs="0"/><xs:element ref="${making.prefix}gn" maxOccurs="3"/></xs:sequence>`,
    () => `<xs:sequence><xs:element name="${newName(making, "e")}"/>${element()}</xs:sequence>`,
    () => restricted(making, name),
    () => simpleRestricted(making),
  ];
  const block = draw.once(6) ? ` block="${draw.pick(["extension", "restriction", "#all"])}"` : "";
  const mixed = draw.once(8) ? ' mixed="true"' : "";
  const body = draw.pick(bodies)();
  out.push(
    `<xs:complexType name="${name}"${block}${body.startsWith("<xs:complexContent") || body.startsWith("<xs:simpleContent") ? "" : mixed}>${body}</xs:complexType>`,
  );
  complex.push(name);
}

/** An element whose content is text and may hold others, with a value of its own. */
function mixedWithValue(making: Making): string {
  const { draw, out, prefix } = making;
  const type = newName(making, "M");
  out.push(
    `<xs:complexType name="${type}" mixed="true"><xs:sequence><xs:element name="${newName(making, "e")}" minOccurs="0" type="xs:int"/></xs:sequence></xs:complexType>`,
  );
  const value = draw.pick(['fixed="fast &amp; godt"', 'default="standard"']);
  return `<xs:element name="${newName(making, "e")}" type="${prefix}${type}" ${value}/>`;
}

/** Derivation by restriction of a type of its own. */
function restricted(making: Making, name: string): string {
  const { draw, out, prefix, complex } = making;
  const base = newName(making, "X");
  const [first, second, third] = [newName(making, "e"), newName(making, "e"), newName(making, "e")];
  const attribute = newName(making, "a");
  out.push(
    `<xs:complexType name="${base}"><xs:sequence><xs:element name="${first}" type="xs:decimal" minOccurs="0" maxOccurs="unbounded"/>` +
      `<xs:element name="${second}" type="xs:string" minOccurs="0"/><xs:element name="${third}" type="xs:anySimpleType" minOccurs="0"/></xs:sequence>` +
      `<xs:attribute name="${attribute}" type="xs:int"/></xs:complexType>`,
  );
  complex.push(base);
  // An element that may hold both, so that `xsi:type` has something to say.
  const use = draw.pick(["required", "prohibited", "optional"]);
  return (
    `<xs:complexContent><xs:restriction base="${prefix}${base}"><xs:sequence><xs:element name="${first}" type="xs:int"${draw.pick(["", ' maxOccurs="2"'])}/>` +
    `${draw.once(2) ? `<xs:element name="${second}" type="xs:token" minOccurs="0"/>` : ""}` +
    `${draw.once(2) ? `<xs:element name="${third}" type="${builtIn(draw)}" minOccurs="0"/>` : ""}</xs:sequence>` +
    `<xs:attribute name="${attribute}" type="xs:int" use="${use}"/></xs:restriction></xs:complexContent>`
  ).replace("xs:anyType", name);
}

function simpleRestricted(making: Making): string {
  const { out, prefix, complex, draw } = making;
  const base = newName(making, "X");
  const attribute = newName(making, "a");
  out.push(
    `<xs:complexType name="${base}"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="${attribute}" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>`,
  );
  complex.push(base);
  const inside = draw.pick([facet("maxLength", 4), facet("pattern", "[a-z]*"), facets("enumeration", ["x", "y z"])]);
  return `<xs:simpleContent><xs:restriction base="${prefix}${base}">${inside}<xs:attribute name="${attribute}" type="xs:NCName" use="required"/></xs:restriction></xs:simpleContent>`;
}

/** Keys of boxes in a message, of several parts, and references to them from outside. */
export function drawNestedKeys(making: Making): string {
  const { draw, prefix } = making;
  const local = prefix === "" ? "" : ' form="unqualified"';
  const type = draw.pick(["xs:int", "xs:decimal", "xs:NCName", "xs:date", "xs:double", "xs:hexBinary", "xs:QName"]);
  const nillable = draw.once(3) ? ' nillable="true"' : "";
  const part = (name: string, bounds = ""): string =>
    `<xs:element name="${name}" type="${type}"${local}${bounds}${nillable}/>`;
  const many = ' minOccurs="0" maxOccurs="unbounded"';
  const row = `<xs:element name="row"${many}${local}><xs:complexType><xs:sequence>${part("id")}${part("sub", ' minOccurs="0" maxOccurs="2"')}</xs:sequence><xs:attribute name="no" type="xs:int"/></xs:complexType></xs:element>`;
  const fields = draw.pick([["id"], ["id", "@no"], ["id", "sub"], ["id|sub"], ["."]]);
  const all = fields.map((xpath) => `<xs:field xpath="${xpath}"/>`).join("");
  const kind = draw.pick(["key", "unique"]);
  const inner = `<xs:${kind} name="IK"><xs:selector xpath="${draw.pick(["row", ".//row", "*"])}"/>${all}</xs:${kind}>`;
  const box = `<xs:element name="box"${many}${local}><xs:complexType><xs:sequence>${row}</xs:sequence></xs:complexType>${inner}</xs:element>`;
  const to = fields
    .map((_, index) => `<xs:attribute name="t${index}" type="${index === 0 ? type : "xs:int"}"/>`)
    .join("");
  const link = `<xs:element name="link"${many}${local}><xs:complexType>${to}</xs:complexType></xs:element>`;
  const from = fields.map((_, index) => `<xs:field xpath="@t${index}"/>`).join("");
  return (
    `<xs:element name="boxes"><xs:complexType><xs:sequence>${box}${link}</xs:sequence></xs:complexType>` +
    `<xs:keyref name="IR" refer="${prefix}IK"><xs:selector xpath="link"/>${from}</xs:keyref></xs:element>`
  );
}
