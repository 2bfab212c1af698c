import type { Binding } from "./model.js";
import { soapEncodingNamespace, soap12EncodingNamespace } from "./names.js";

/**
 * The encoding of messages among those that a binding lists, the most restrictive first (WSDL 1.1 §3.5). SOAP 1.2 knows
 * both, SOAP 1.1 its own only. Undefined where the binding lists others.
 */
export function encodingStyleOf(protocol: Binding["protocol"], styles: string): "1.1" | "1.2" | undefined {
  const known = styles.split(" ").flatMap((style): readonly ("1.1" | "1.2")[] => {
    if (style === soapEncodingNamespace) return ["1.1"];
    return style === soap12EncodingNamespace && protocol === "soap12" ? ["1.2"] : [];
  });
  return known[0];
}
