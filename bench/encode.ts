/* From an object to the bytes of an envelope: snitflade validates, the others do not. */
import { comparePeers } from "./compare.ts";
import { fastXmlParser } from "./peers/fast-xml-parser.ts";
import { json } from "./peers/json.ts";
import { nodeSoap } from "./peers/node-soap.ts";
import { snitflade, snitfladeGeneric } from "./peers/snitflade.ts";
import { strongSoap } from "./peers/strong-soap.ts";

await comparePeers("encode", [snitflade, snitfladeGeneric, json, fastXmlParser, nodeSoap, strongSoap]);
