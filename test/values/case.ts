/** A schema, and documents that it says are valid or not. */
export interface ValueCase {
  readonly name: string;
  /** Content of the schema of `urn:test`, prefix `t`, whose element `Root` is the message; other namespaces are imported. */
  readonly schema: string;
  /** Namespace → content of its schema. Its own prefix is that of {@link prefixes}. */
  readonly others?: Readonly<Record<string, string>>;
  /** Content and attributes of `<t:Root>`; a whole document where it begins with `<?`. */
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
  readonly disagreements?: readonly Disagreement[];
}

/** Documents that a foreign judge sees differently. */
export interface Disagreement {
  readonly by: "libxml2" | "xerces";
  readonly documents: readonly string[];
  /** Why the specification is with us. */
  readonly why: string;
}

/** Prefixes that every schema and document of a case declares. */
const prefixes: Readonly<Record<string, string>> = {
  t: "urn:test",
  a: "urn:a",
  b: "urn:b",
  f: "urn:foreign",
  xs: "http://www.w3.org/2001/XMLSchema",
};

const declarations = Object.entries(prefixes)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(" ");

/** The schema documents of a case, by file name; `test.xsd` imports the others, and they each other. */
export function schemaFiles({ schema, others = {} }: ValueCase): Readonly<Record<string, string>> {
  const all = { "urn:test": schema, ...others };
  const files = Object.entries(all).map(([namespace, content]): readonly [string, string] => {
    const imports = Object.keys(all)
      .filter((other) => other !== namespace)
      .map((other) => `<xs:import namespace="${other}" schemaLocation="${fileOf(other)}"/>`);
    const head = `<xs:schema ${declarations} targetNamespace="${namespace}" elementFormDefault="qualified">`;
    return [fileOf(namespace), `${head}${imports.join("")}${content}</xs:schema>`];
  });
  return Object.fromEntries(files);
}

/** A WSDL with one operation, whose request is `Root`. */
export const wsdl = `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" ${declarations} targetNamespace="urn:test">
  <wsdl:types><xs:schema><xs:import namespace="urn:test" schemaLocation="test.xsd"/></xs:schema></wsdl:types>
  <wsdl:message name="Request"><wsdl:part name="body" element="t:Root"/></wsdl:message>
  <wsdl:portType name="Port"><wsdl:operation name="Send"><wsdl:input message="t:Request"/></wsdl:operation></wsdl:portType>
  <wsdl:binding name="Binding" type="t:Port">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Send"><soap:operation soapAction="urn:send"/><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Test"><wsdl:port name="Port" binding="t:Binding"><soap:address location="http://localhost/"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;

/** A document from how a case writes it: `attributes>content` or content alone. */
export function documentOf(text: string): string {
  if (text.startsWith("<?")) return text;
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const [attributes, content] = text.startsWith(" ") ? split(text) : ["", text];
  return `<t:Root ${declarations} ${xsi}${attributes}>${content}</t:Root>`;
}

function split(text: string): readonly [string, string] {
  const end = text.indexOf(">");
  return [text.slice(0, end), text.slice(end + 1)];
}

function fileOf(namespace: string): string {
  return `${namespace.slice(namespace.lastIndexOf(":") + 1)}.xsd`;
}
