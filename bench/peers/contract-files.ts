import { join } from "node:path";

const bundle = join(import.meta.dirname, "..", "..", "wsdl", "SF209X Teknisk Spec");

/** The schema of the requests. */
export const schemaFile = join(bundle, "SygefravaerServiceMsg.xsd");

/** The operations of both messages, in a form that every peer can read. */
export const wsdlFile = join(import.meta.dirname, "..", "data", "peers.wsdl");

/** Namespaces of the elements of both messages, as the contract spells them. */
export const requestNamespace = "http://serviceplatformen.dk/xml/wsdl/soap11/Sygefravaer/Sygefravaer/2/";
