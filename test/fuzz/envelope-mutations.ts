import type { Draw } from "../support/random.js";
import { mutateText } from "./text-mutations.js";

/* Changes to what is around a message: the envelope, its header, its versions. */

const soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
const soap12 = "http://www.w3.org/2003/05/soap-envelope";
const addressing = "http://www.w3.org/2005/08/addressing";

const blocks: readonly string[] = [
  '<x xmlns="urn:x">y</x>',
  `<x xmlns="urn:x" e:mustUnderstand="1" xmlns:e="${soap11}"/>`,
  `<x xmlns="urn:x" e:mustUnderstand="true" xmlns:e="${soap12}" e:role="http://www.w3.org/2003/05/soap-envelope/role/next"/>`,
  `<x xmlns="urn:x" e:mustUnderstand=" 0 " e:actor="urn:else" xmlns:e="${soap11}"/>`,
  `<x xmlns="urn:x" e:mustUnderstand="perhaps" xmlns:e="${soap11}"/>`,
  `<a:MessageID xmlns:a="${addressing}">urn:uuid:1</a:MessageID>`,
  `<a:Action xmlns:a="${addressing}">urn:nothing</a:Action>`,
  `<a:ReplyTo xmlns:a="${addressing}"><a:Address>${addressing}/anonymous</a:Address></a:ReplyTo>`,
  `<a:ReplyTo xmlns:a="${addressing}"><a:Address>http://example.com/</a:Address></a:ReplyTo>`,
  "text",
  "<!-- c -->",
];

/** One to three changes, to the envelope or to what is in it. */
export function mutateEnvelope(envelope: string, draw: Draw): string {
  let text = envelope;
  for (let count = 1 + draw.below(3); count > 0; count--) text = mutateOnce(text, draw);
  return text;
}

function mutateOnce(text: string, draw: Draw): string {
  switch (draw.below(9)) {
    case 0:
      return withBlock(text, draw.pick(blocks));
    case 1:
      return text.replaceAll(soap11, draw.pick([soap12, "urn:other", `${soap11}x`]));
    case 2:
      return text.replaceAll(soap12, draw.pick([soap11, ""]));
    case 3:
      // Another child, or none.
      return text.replace(
        /(<[^<>]*Body\b[^<>]*>)/,
        draw.pick(['$1<x xmlns="urn:x"/>', "$1x", "$1<!-- c --> ", "$1$1"]),
      );
    case 4:
      return text.replace(/<\/[^<>]*Body>/, draw.pick(["$&$&", "", '<x xmlns="urn:x"/>$&', "$&<x/>", "x$&"]));
    case 5:
      return text.replace(/Envelope|Header|Body/, draw.pick(["Envelop", "Body", "Header", "Envelope"]));
    default:
      return mutateText(text, "", ["nosuch"], draw);
  }
}

function withBlock(text: string, block: string): string {
  if (/<[^<>/]*Header[^<>/]*>/.test(text)) return text.replace(/<[^<>/]*Header[^<>/]*>/, (tag) => tag + block);
  return text.replace(/<([^<>/:]*:)?Body\b/, (tag, prefix = "") => `<${prefix}Header>${block}</${prefix}Header>${tag}`);
}
