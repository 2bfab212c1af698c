import type { Draw } from "../support/random.js";
import { mutateText } from "./text-mutations.js";

/* Changes to a schema or a WSDL as text: what an author gets wrong, and what nobody would write. */

const words =
  "0 1 2 -1 unbounded 99999999999999999999 true false qualified unqualified required optional prohibited extension restriction #all ##any ##other ##local ##targetNamespace lax strict skip preserve replace collapse literal encoded document rpc xs:string xs:int xs:anyType xs:ID xs:IDREF xs:NOTATION xs:QName xs:nosuch t:nosuch a:b :x x: é __proto__ constructor".split(
    " ",
  );

const texts: readonly string[] = [
  "",
  " ",
  "[",
  "(a|b)*",
  "\\p{Lu}{2,3}",
  "(a{1,100}){1,100}",
  "[a-z-[aeiou]]",
  "\\i\\c*",
  ".//x/@y",
  "a|.//b",
  "P1D",
  "2026-11-22",
  "*/ x",
  "${x}",
  "`",
  "</script>",
  "\u2028",
  "http://example.com/other.xsd",
  "../../../etc/passwd",
  "fuzz.xsd",
];

const declarations: readonly string[] = [
  '<xs:element name="x"/>',
  '<xs:element ref="t:root1"/>',
  '<xs:attribute name="x" type="xs:int" default="x"/>',
  '<xs:any processContents="lax"/>',
  "<xs:anyAttribute/>",
  '<xs:sequence maxOccurs="unbounded"/>',
  '<xs:choice minOccurs="0"><xs:element name="x" type="xs:int"/></xs:choice>',
  "<xs:all/>",
  '<xs:group ref="t:G"/>',
  '<xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType>',
  '<xs:simpleType><xs:union memberTypes="xs:int xs:date"/></xs:simpleType>',
  '<xs:complexType mixed="true"><xs:sequence/></xs:complexType>',
  '<xs:pattern value="[0-9]{1,3}"/>',
  '<xs:maxLength value="3"/>',
  '<xs:enumeration value="1"/>',
  "<xs:annotation><xs:documentation>*/ // <b/></xs:documentation></xs:annotation>",
  '<xs:key name="k"><xs:selector xpath="x"/><xs:field xpath="@y"/></xs:key>',
  '<xs:include schemaLocation="fuzz.xsd"/>',
  '<xs:import namespace="urn:x"/>',
  '<xs:redefine schemaLocation="fuzz.xsd"/>',
  '<xs:notation name="n" public="p"/>',
];

/** One to four changes. */
export function mutateContract(document: string, draw: Draw): string {
  let text = document;
  for (let count = 1 + draw.below(4); count > 0; count--) text = mutateOnce(text, draw);
  return text;
}

function mutateOnce(text: string, draw: Draw): string {
  switch (draw.below(8)) {
    case 0:
    case 1:
    case 2:
      return changeValue(text, draw);
    case 3:
      return insertAt(text, draw);
    case 4: {
      // One name in the place of another: duplicates, and references to something else.
      const names = [...new Set([...text.matchAll(/"(?:\w+:)?(\w[\w-]*)"/g)].map(([, name = ""]) => name))];
      if (names.length === 0) return text;
      const [from, to] = [draw.pick(names), draw.pick(names)];
      return draw.once(2) ? text.replace(`"${from}"`, `"${to}"`) : text.replaceAll(`"${from}"`, `"${to}"`);
    }
    case 5: {
      const kinds = ["sequence", "choice", "all", "complexType", "simpleType", "element", "attribute", "extension"];
      const [from, to] = [draw.pick(kinds), draw.pick([...kinds, "restriction", "simpleContent", "nosuch"])];
      return text.replaceAll(new RegExp(`(</?\\w+:)${from}\\b`, "g"), `$1${to}`);
    }
    default:
      return mutateText(text, "", ["nosuch"], draw);
  }
}

/** The value of one attribute. */
function changeValue(text: string, draw: Draw): string {
  const attributes = [...text.matchAll(/\s([\w:]+)="([^"<]*)"/g)];
  if (attributes.length === 0) return text;
  const { index, 0: whole, 1: name = "" } = draw.pick(attributes);
  const others = attributes.filter(([, other]) => other === name).map(([, , value = ""]) => value);
  const value = draw.pick([draw.pick(others), draw.pick(words), draw.pick(texts), draw.pick(words)]);
  const changed = draw.once(8) ? "" : ` ${name}="${value}"`;
  return text.slice(0, index) + changed + text.slice(index + whole.length);
}

function insertAt(text: string, draw: Draw): string {
  const tags = [...text.matchAll(/<\/?\w+:\w+(?:[^<>"]|"[^"]*")*>/g)];
  if (tags.length === 0) return text;
  const { index, 0: tag } = draw.pick(tags);
  const at = index + (draw.once(2) ? 0 : tag.length);
  // Prefixes of the document at hand.
  const [, schema = "xs"] = /xmlns:(\w+)="http:\/\/www\.w3\.org\/2001\/XMLSchema"/.exec(text) ?? [];
  return text.slice(0, at) + draw.pick(declarations).replaceAll("xs:", `${schema}:`) + text.slice(at);
}
