/* From the bytes of an envelope to an object: snitflade validates, of the others only those that say so. */
import { comparePeers } from "./compare.ts";
import { fastXmlParser } from "./peers/fast-xml-parser.ts";
import { json, jsonAndAjv } from "./peers/json.ts";
import { libxml2 } from "./peers/libxml2.ts";
import { nodeSoap } from "./peers/node-soap.ts";
import { saxes } from "./peers/saxes.ts";
import { snitflade, snitfladeGeneric } from "./peers/snitflade.ts";
import { strongSoap } from "./peers/strong-soap.ts";

await comparePeers("decode", [
  snitflade,
  snitfladeGeneric,
  json,
  jsonAndAjv,
  libxml2,
  saxes,
  fastXmlParser,
  nodeSoap,
  strongSoap,
]);
