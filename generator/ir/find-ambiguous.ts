import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { Particle } from "../schema/components.js";
import { localNameOf } from "../schema/names.js";
import type { FoundOperation } from "./find-operations.js";
import type { MessageElement } from "./message-elements.js";

/**
 * Reports operations that a server takes for none, because their requests begin with the same element and the SOAPAction
 * does not tell them apart. With WS-Addressing, `wsa:Action` does.
 */
export function reportAmbiguous(
  operations: readonly FoundOperation[],
  binding: ClarkName,
  addressing: boolean,
  diagnostics: DiagnosticSink,
): void {
  const seen = new Map<string, FoundOperation[]>();
  for (const found of operations) {
    const begins = beginning(found.input.body);
    const others = seen.get(begins) ?? [];
    const other = others.find((candidate) => !areApart(candidate, found, addressing));
    if (other !== undefined) {
      const both = `${other.operation.name} and ${found.operation.name} of binding ${localNameOf(binding)}`;
      const message = `requests of the operations ${both} both have ${begins}, and no SOAPAction that says which it is`;
      report(diagnostics, "SF-W-AMBIGUOUS", message, found.operation.position);
    }
    seen.set(begins, [...others, found]);
  }
}

function areApart(one: FoundOperation, other: FoundOperation, addressing: boolean): boolean {
  if (addressing && (one.inputAction ?? one.soapAction) !== (other.inputAction ?? other.soapAction)) return true;
  return one.soapAction !== "" && other.soapAction !== "" && one.soapAction !== other.soapAction;
}

/** What a request begins with, in words. */
function beginning({ declaration, role }: MessageElement): string {
  if (role !== "body") return `the element ${declaration.name}`;
  const { type } = declaration;
  const isInline = type.kind === "inline" && type.type.kind === "complex-type";
  const content = isInline ? type.type.content : undefined;
  if (content === undefined) return `the type ${type.kind === "named" ? type.name : ""}`;
  const particle = content.kind === "complex" ? firstOf(content.particle) : undefined;
  if (particle === undefined) return "an empty Body";
  if (particle.kind === "element-reference") return `the element ${particle.name}`;
  return particle.kind === "element" ? `the element ${particle.declaration.name}` : "any element";
}

function firstOf(particle: Particle | undefined): Particle | undefined {
  return particle?.kind === "sequence" || particle?.kind === "all" ? firstOf(particle.particles[0]) : particle;
}
