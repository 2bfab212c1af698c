import type { ClarkName, XmlElement } from "../read/document.js";
import { childNamed, valueOf } from "../read/elements.js";
import { annotated } from "./annotations.js";
import { readAttributes } from "./attributes.js";
import type { ComplexContent, ComplexDerivation, ComplexTypeDefinition } from "./components.js";
import { derivationSet, flag, referTo, type Reading } from "./context.js";
import { anyType, xsd } from "./names.js";
import { readContentParticle } from "./particles.js";
import { readFacets, readSimpleType } from "./simple-types.js";

/** Reads `xs:complexType` (Part 1 §3.4.2). */
export function readComplexType(
  element: XmlElement,
  name: ClarkName | undefined,
  reading: Reading,
): ComplexTypeDefinition {
  const type: ComplexTypeDefinition = {
    kind: "complex-type",
    ...(name === undefined ? {} : { name }),
    abstract: flag(element, "abstract"),
    block: derivationSet(element, "block", ["extension", "restriction"], reading),
    final: derivationSet(element, "final", ["extension", "restriction"], reading),
    ...readContent(element, reading),
    ...annotated(element, reading),
    position: element.position,
  };
  reading.complexTypes.push(type);
  return type;
}

type ContentPart = Pick<ComplexTypeDefinition, "derivation" | "content" | "attributes" | "anyAttribute">;

function readContent(element: XmlElement, reading: Reading): ContentPart {
  const simple = childNamed(element, xsd("simpleContent"));
  if (simple !== undefined) {
    const step = derivationStep(simple);
    return {
      derivation: readDerivation(step ?? simple, "type with simple content", reading),
      content: readSimpleContent(step, reading),
      ...readAttributes(step ?? simple, reading),
    };
  }
  const complex = childNamed(element, xsd("complexContent"));
  const step = complex === undefined ? undefined : derivationStep(complex);
  if (complex === undefined || step === undefined) {
    return {
      derivation: { method: "restriction", base: anyType, explicit: false, position: element.position },
      content: particleContent(element, flag(element, "mixed"), reading),
      ...readAttributes(element, reading),
    };
  }
  const mixed = valueOf(complex, "mixed") === undefined ? flag(element, "mixed") : flag(complex, "mixed");
  return {
    derivation: readDerivation(step, "complex type", reading),
    content: particleContent(step, mixed, reading),
    ...readAttributes(step, reading),
  };
}

function derivationStep(content: XmlElement): XmlElement | undefined {
  return childNamed(content, xsd("extension")) ?? childNamed(content, xsd("restriction"));
}

function readDerivation(
  step: XmlElement,
  kind: "complex type" | "type with simple content",
  reading: Reading,
): ComplexDerivation {
  return {
    method: step.name === xsd("extension") ? "extension" : "restriction",
    base: referTo(step, "base", kind, reading)?.name ?? anyType,
    explicit: true,
    position: step.position,
  };
}

function readSimpleContent(step: XmlElement | undefined, reading: Reading): ComplexContent {
  if (step === undefined || step.name === xsd("extension")) return { kind: "simple", facets: [] };
  const own = childNamed(step, xsd("simpleType"));
  return {
    kind: "simple",
    ...(own === undefined ? {} : { type: { kind: "inline", type: readSimpleType(own, undefined, reading) } }),
    facets: readFacets(step, reading),
  };
}

function particleContent(element: XmlElement, mixed: boolean, reading: Reading): ComplexContent {
  const particle = readContentParticle(element, reading);
  return { kind: "complex", mixed, ...(particle === undefined ? {} : { particle }) };
}
