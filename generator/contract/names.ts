import { clarkName, namespaceOf } from "../read/clark-name.js";
import type { ClarkName } from "../read/document.js";

/* Namespaces of WSDL 1.1 and of what stands in it. */

export const wsdlNamespace = "http://schemas.xmlsoap.org/wsdl/";
const soap11Namespace = "http://schemas.xmlsoap.org/wsdl/soap/";
const soap12Namespace = "http://schemas.xmlsoap.org/wsdl/soap12/";
export const httpNamespace = "http://schemas.xmlsoap.org/wsdl/http/";
export const mimeNamespace = "http://schemas.xmlsoap.org/wsdl/mime/";
/** What `use="encoded"` nearly always means: SOAP 1.1 §5. */
export const soapEncodingNamespace = "http://schemas.xmlsoap.org/soap/encoding/";
/** The other one: SOAP 1.2 Part 2 §3. */
export const soap12EncodingNamespace = "http://www.w3.org/2003/05/soap-encoding";
/** The `transport` of SOAP over HTTP (WSDL 1.1 §3.3); what a binding without one means. */
export const soapOverHttp = "http://schemas.xmlsoap.org/soap/http";
/** The second is how SOAP 1.2 itself names its HTTP binding. */
export const httpTransports: readonly string[] = [soapOverHttp, "http://www.w3.org/2003/05/soap/bindings/HTTP/"];

/** WS-Policy 1.2 (2004/09) and 1.5 (W3C): a reference in one may lead to a policy in the other. */
export const policyNamespaces: readonly string[] = [
  "http://schemas.xmlsoap.org/ws/2004/09/policy",
  "http://www.w3.org/ns/ws-policy",
];

/** Where `Action` and `UsingAddressing` have stood over the years. */
export const addressingNamespaces: readonly string[] = [
  "http://www.w3.org/2007/05/addressing/metadata",
  "http://www.w3.org/2006/05/addressing/wsdl",
  "http://www.w3.org/2006/02/addressing/wsdl",
  "http://www.w3.org/2005/08/addressing",
  "http://schemas.xmlsoap.org/ws/2004/08/addressing/policy",
  "http://schemas.xmlsoap.org/ws/2004/08/addressing",
];

/** WS-MTOMPolicy, and the assertion that came before it. */
export const optimizationNamespaces: readonly string[] = [
  "http://schemas.xmlsoap.org/ws/2004/09/policy/optimizedmimeserialization",
  "http://www.w3.org/2007/08/soap12-mtom-policy",
];

export const wsuId: ClarkName =
  "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd}Id";

export function wsdl(localName: string): ClarkName {
  return clarkName(wsdlNamespace, localName);
}

/** Whether the name is this local name in WS-Policy, of either version. */
export function isPolicyName(name: ClarkName, localName: string): boolean {
  return policyNamespaces.some((namespace) => name === clarkName(namespace, localName));
}

/** Which SOAP version an extension element belongs to. */
export function soapVersionOf(name: ClarkName): "soap11" | "soap12" | undefined {
  const namespace = namespaceOf(name);
  return namespace === soap11Namespace ? "soap11" : namespace === soap12Namespace ? "soap12" : undefined;
}
