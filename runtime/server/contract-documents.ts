import { utf8 } from "../soap/envelope-text.js";
import type { PublishedContract } from "../soap/service.js";
import { rewriteContract } from "./contract-rewrite.js";
import type { Exchange, Reply } from "./exchange.js";

const plain = { "content-type": "text/plain; charset=utf-8" };

/**
 * The answer to GET: the contract at `?wsdl`, the documents it refers to at `?document=<path>`, else a line of text that
 * says so.
 */
export async function contractReply(
  exchange: Exchange,
  serviceName: string,
  contract: PublishedContract | undefined,
  publicUrl: string | URL | undefined,
): Promise<Reply> {
  const url = exchange.url();
  const asked = [...url.searchParams].find(([name]) => name.toLowerCase() === "wsdl" || name === "document");
  if (asked === undefined)
    return text(200, `${serviceName}: a SOAP service.${contract === undefined ? "" : " Its contract is at ?wsdl."}\n`);
  if (contract === undefined) return text(404, "No contract is published here.\n");
  const path = asked[0] === "document" ? asked[1] : contract.wsdl;
  const documents = await contract.documents();
  const document = documents.find((candidate) => candidate.path === path);
  if (document === undefined) return text(404, "No such document.\n");
  const address = new URL(publicUrl ?? url);
  address.search = "";
  address.hash = "";
  const known = new Set(documents.map((candidate) => candidate.path));
  const body = rewriteContract(await document.load(), { address: address.href, path, known });
  return { status: 200, headers: { "content-type": "text/xml; charset=utf-8" }, body };
}

function text(status: number, line: string): Reply {
  return { status, headers: plain, body: utf8(line) };
}
