import type { XmlElement } from "../read/document.js";
import { childElements, childNamed, valueOf } from "../read/elements.js";
import { annotated } from "./annotations.js";
import type { ModelGroup, ModelGroupDefinition, Occurrence, Particle } from "./components.js";
import { globalName, referTo, type Reading } from "./context.js";
import { readLocalElement } from "./elements.js";
import { localNameOf, namespaceOf, xsd, xsdNamespace } from "./names.js";
import { readWildcard } from "./wildcards.js";

/** Reads the particle that stands directly in a complex type, extension or restriction, if there is one. */
export function readContentParticle(element: XmlElement, reading: Reading): Particle | undefined {
  const child = childElements(element).find(({ name }) =>
    (["group", "all", "choice", "sequence"] as const).some((kind) => name === xsd(kind)),
  );
  return child === undefined ? undefined : readParticle(child, reading);
}

function readParticle(element: XmlElement, reading: Reading): Particle | undefined {
  if (namespaceOf(element.name) !== xsdNamespace) return undefined;
  const occurrence = readOccurrence(element);
  const kind = localNameOf(element.name);
  switch (kind) {
    case "element":
      return readElementParticle(element, occurrence, reading);
    case "group": {
      const referred = referTo(element, "ref", "group", reading);
      return referred === undefined ? undefined : { kind: "group-reference", name: referred.name, ...occurrence };
    }
    case "any":
      return { kind: "any", wildcard: readWildcard(element, reading), ...occurrence };
    case "sequence":
    case "choice":
    case "all":
      return readModelGroup(element, kind, occurrence, reading);
    default:
      return undefined;
  }
}

function readElementParticle(element: XmlElement, occurrence: Occurrence, reading: Reading): Particle {
  const referred = referTo(element, "ref", "element", reading);
  if (referred !== undefined) {
    return { kind: "element-reference", name: referred.name, ...annotated(element, reading), ...occurrence };
  }
  return { kind: "element", declaration: readLocalElement(element, reading), ...occurrence };
}

function readModelGroup(
  element: XmlElement,
  kind: ModelGroup["kind"],
  occurrence: Occurrence,
  reading: Reading,
): ModelGroup {
  return {
    kind,
    particles: childElements(element).flatMap((child) => readParticle(child, reading) ?? []),
    ...annotated(element, reading),
    ...occurrence,
  };
}

/** Reads a global `xs:group` (Part 1 §3.7.2). */
export function readGroup(element: XmlElement, reading: Reading): ModelGroupDefinition {
  const kind =
    (["all", "choice", "sequence"] as const).find((name) => childNamed(element, xsd(name)) !== undefined) ?? "sequence";
  const content = childNamed(element, xsd(kind));
  const once = { minOccurs: 1, maxOccurs: 1, position: content?.position ?? element.position };
  return {
    kind: "model-group-definition",
    name: globalName(element, reading),
    group: content === undefined ? { kind, particles: [], ...once } : readModelGroup(content, kind, once, reading),
    ...annotated(element, reading),
    position: element.position,
  };
}

function readOccurrence(element: XmlElement): Occurrence {
  const maximum = valueOf(element, "maxOccurs");
  return {
    minOccurs: wholeNumber(valueOf(element, "minOccurs")),
    maxOccurs: maximum === "unbounded" ? Infinity : wholeNumber(maximum),
    position: element.position,
  };
}

/** 1 where nothing, or what the structure check has refused, stands. */
function wholeNumber(text: string | undefined): number {
  const number = Number(text ?? "1");
  return Number.isInteger(number) && number >= 0 ? number : 1;
}
