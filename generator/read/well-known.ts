/*
 * Schemas that contracts import without giving a copy: the attributes of the `xml:` namespace (XML 1.0 §2.10, §2.12,
 * XML Base, xml:id) and the encoding of SOAP 1.1 §5. Only what a contract can refer to; put together when asked for.
 */

/** The `file` of positions in a document that is built in starts with this. */
export const builtInPrefix = "(built in)/";

const schemas: Readonly<Record<string, { readonly name: string; readonly text: () => string }>> = {
  "http://www.w3.org/XML/1998/namespace": { name: "xml.xsd", text: xmlAttributes },
  "http://schemas.xmlsoap.org/soap/encoding/": { name: "soap-encoding.xsd", text: soapEncoding },
};

/** The schema that the generator itself knows for a namespace. */
export function wellKnownSchema(namespace: string): { readonly file: string; readonly text: string } | undefined {
  const known = Object.hasOwn(schemas, namespace) ? schemas[namespace] : undefined;
  return known && { file: `${builtInPrefix}${known.name}`, text: known.text() };
}

function xmlAttributes(): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang">
    <xs:simpleType>
      <xs:union memberTypes="xs:language">
        <xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value=""/></xs:restriction></xs:simpleType>
      </xs:union>
    </xs:simpleType>
  </xs:attribute>
  <xs:attribute name="space">
    <xs:simpleType>
      <xs:restriction base="xs:NCName"><xs:enumeration value="default"/><xs:enumeration value="preserve"/></xs:restriction>
    </xs:simpleType>
  </xs:attribute>
  <xs:attribute name="base" type="xs:anyURI"/>
  <xs:attribute name="id" type="xs:ID"/>
  <xs:attributeGroup name="specialAttrs">
    <xs:attribute ref="xml:base"/>
    <xs:attribute ref="xml:lang"/>
    <xs:attribute ref="xml:space"/>
    <xs:attribute ref="xml:id"/>
  </xs:attributeGroup>
</xs:schema>`;
}

/** SOAP 1.1 §5: every built-in type as an element and as a type that takes `id` and `href`; arrays; structs. */
function soapEncoding(): string {
  const types = [
    ..."string normalizedString token language Name NMTOKEN NCName NMTOKENS ID IDREF ENTITY IDREFS ENTITIES".split(" "),
    ..."boolean base64Binary hexBinary float decimal double anyURI QName".split(" "),
    ..."integer nonPositiveInteger negativeInteger long int short byte".split(" "),
    ..."nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte positiveInteger".split(" "),
    ..."duration dateTime time date gYearMonth gYear gMonthDay gDay gMonth".split(" "),
  ];
  const components = types.map(
    (name) => `
  <xs:element name="${name}" type="tns:${name}"/>
  <xs:complexType name="${name}">
    <xs:simpleContent><xs:extension base="xs:${name}"><xs:attributeGroup ref="tns:commonAttributes"/></xs:extension></xs:simpleContent>
  </xs:complexType>`,
  );
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="http://schemas.xmlsoap.org/soap/encoding/"
    targetNamespace="http://schemas.xmlsoap.org/soap/encoding/">
  <xs:attribute name="root" type="xs:boolean"/>
  <xs:attributeGroup name="commonAttributes">
    <xs:attribute name="id" type="xs:ID"/>
    <xs:attribute name="href" type="xs:anyURI"/>
    <xs:anyAttribute namespace="##other" processContents="lax"/>
  </xs:attributeGroup>
  <xs:simpleType name="arrayCoordinate"><xs:restriction base="xs:string"/></xs:simpleType>
  <xs:simpleType name="base64"><xs:restriction base="xs:base64Binary"/></xs:simpleType>
  <xs:attribute name="arrayType" type="xs:string"/>
  <xs:attribute name="offset" type="tns:arrayCoordinate"/>
  <xs:attribute name="position" type="tns:arrayCoordinate"/>
  <xs:attributeGroup name="arrayAttributes">
    <xs:attribute ref="tns:arrayType"/>
    <xs:attribute ref="tns:offset"/>
  </xs:attributeGroup>
  <xs:attributeGroup name="arrayMemberAttributes"><xs:attribute ref="tns:position"/></xs:attributeGroup>
  <xs:group name="Array">
    <xs:sequence><xs:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence>
  </xs:group>
  <xs:element name="Array" type="tns:Array"/>
  <xs:complexType name="Array">
    <xs:group ref="tns:Array" minOccurs="0"/>
    <xs:attributeGroup ref="tns:arrayAttributes"/>
    <xs:attributeGroup ref="tns:commonAttributes"/>
  </xs:complexType>
  <xs:group name="Struct">
    <xs:sequence><xs:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence>
  </xs:group>
  <xs:element name="Struct" type="tns:Struct"/>
  <xs:complexType name="Struct">
    <xs:group ref="tns:Struct" minOccurs="0"/>
    <xs:attributeGroup ref="tns:commonAttributes"/>
  </xs:complexType>${components.join("")}
</xs:schema>`;
}
