import type { Draw } from "../support/random.js";
import { drawSecret } from "./secrets.js";

/*
 * Changes to a message as text that leave it well-formed, mostly: what they leave of its validity is for the decoders to
 * say, and for both of them to say alike.
 */

interface Place {
  readonly start: number;
  /** Behind the start tag. */
  readonly content: number;
  /** Of the end tag; the same as `content` of an empty element. */
  readonly endTag: number;
  readonly end: number;
  readonly name: string;
}

/** Every element of a document, the root first. Comments and the like must not be in it. */
function elements(document: string): readonly Place[] {
  const found: Place[] = [];
  const open: { readonly index: number; readonly start: number; readonly content: number; readonly name: string }[] =
    [];
  for (const match of document.matchAll(/<(\/?)([^\s/>!?]+)(?:[^"'<>]|"[^"]*"|'[^']*')*?(\/?)>/g)) {
    const [tag, closes, name = "", isEmpty] = match;
    const end = match.index + tag.length;
    if (closes === "/") {
      const start = open.pop();
      if (start === undefined) return [];
      found[start.index] = { start: start.start, content: start.content, endTag: match.index, end, name: start.name };
    } else if (isEmpty === "/") found.push({ start: match.index, content: end, endTag: end, end, name });
    else {
      open.push({ index: found.length, start: match.index, content: end, name });
      found.push({ start: match.index, content: end, endTag: end, end, name });
    }
  }
  return found;
}

const values =
  "1 0 -1 true x A æ 2026-11-22 2026-11-22T12:00:00Z 12:00:00 P1D 1.50 1E3 INF NaN 00 AB12 AB1234 aab QUJD 0F da urn:x a:b ab|a".split(
    " ",
  );
const instance = "http://www.w3.org/2001/XMLSchema-instance";
const foreign = [
  '<x xmlns="urn:andet"/>',
  '<x xmlns="urn:andet" y="1">z<y/> </x>',
  '<q:x xmlns:q="urn:tredje" q:y="">z</q:x>',
  '<x xmlns=""/>',
  "<!-- c -->",
  "<?app x?>",
  "<![CDATA[]]>",
  "<![CDATA[x]]>",
  " ",
  "\n",
  "text",
  "&#32;",
  "251148-4916",
  '<x251148 xmlns="urn:251148-4916" y251148="251148-4916">251148-4916</x251148>',
];

const drawText = (draw: Draw): string => (draw.once(6) ? drawSecret(draw) : draw.pick(values));

/** One to three changes. `typeNames` are local names of types of the schema. */
export function mutateText(document: string, namespace: string, typeNames: readonly string[], draw: Draw): string {
  let text = document;
  for (let count = 1 + draw.below(3); count > 0; count--) text = mutateOnce(text, namespace, typeNames, draw);
  return text;
}

function mutateOnce(text: string, namespace: string, typeNames: readonly string[], draw: Draw): string {
  const places = elements(text);
  if (places.length === 0) return text;
  const place = draw.pick(places);
  const other = draw.pick(places);
  const cut = (from: number, to: number, instead: string): string => text.slice(0, from) + instead + text.slice(to);
  const own = text.slice(place.start, place.end);
  const isEmpty = place.content === place.end;
  const inTag = place.start + 1 + place.name.length;
  switch (draw.below(13)) {
    case 0:
      return place === places[0] ? text : cut(place.start, place.end, "");
    case 1:
      return place === places[0] ? text : cut(place.end, place.end, own);
    case 2:
      return cut(other.start, other.end, own);
    case 3:
      return other.content === other.end ? text : cut(other.endTag, other.endTag, own);
    case 4:
    case 5:
      return isEmpty ? text : cut(place.content, place.endTag, draw.once(4) ? "" : drawText(draw));
    case 6:
      return isEmpty ? text : cut(place.endTag, place.endTag, draw.pick(foreign));
    case 7:
      return isEmpty ? text : cut(place.content, place.content, draw.pick(foreign));
    case 12:
      // Rarely something large: a message beyond what is looked at in one piece, or more attributes than one compares by hand.
      if (!draw.once(8)) return cut(place.end, place.end, own.repeat(1 + draw.below(4)));
      if (draw.once(2)) return own.length > 400 ? text : cut(place.end, place.end, own.repeat(draw.below(200)));
      return cut(
        inTag,
        inTag,
        Array.from({ length: 20 }, (_, index) => ` y${index % (19 + draw.below(2))}="z"`).join(""),
      );
    case 8: {
      const nil = draw.pick(["true", "false", "1", " 0 ", "x", ""]);
      const changed = cut(inTag, inTag, ` xmlns:zi="${instance}" zi:nil="${nil}"`);
      return draw.once(2) || isEmpty
        ? changed
        : changed.replace(own.slice(place.content - place.start, place.endTag - place.start), "");
    }
    case 9: {
      const name = draw.pick([...typeNames, ...typeNames, "nosuch", "int"]);
      const bound = draw.once(5) ? "http://www.w3.org/2001/XMLSchema" : namespace;
      const prefix = bound === "" ? "" : "zt:";
      const declaration = bound === "" ? "" : ` xmlns:zt="${bound}"`;
      return cut(inTag, inTag, ` xmlns:zi="${instance}"${declaration} zi:type="${prefix}${name}"`);
    }
    case 10: {
      const attributes = [...text.slice(inTag, place.content).matchAll(/\s([^\s=]+)="([^"]*)"/g)];
      if (attributes.length === 0)
        return cut(inTag, inTag, draw.pick([' y="1"', ' xml:lang="da"', ' xmlns:zq="urn:andet" zq:y="1"']));
      const attribute = draw.pick(attributes);
      const start = inTag + attribute.index;
      const changed = draw.once(2) ? "" : ` ${attribute[1] ?? ""}="${drawText(draw)}"`;
      return attribute[1]?.startsWith("xmlns") === true ? text : cut(start, start + attribute[0].length, changed);
    }
    default: {
      const renamed = draw.once(2) ? other.name : `${place.name}${draw.once(4) ? drawSecret(draw) : "x"}`;
      if (isEmpty) return cut(place.start + 1, inTag, renamed);
      return `${text.slice(0, place.start + 1)}${renamed}${text.slice(inTag, place.endTag + 2)}${renamed}${text.slice(place.endTag + 2 + place.name.length)}`;
    }
  }
}
