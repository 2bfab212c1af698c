import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { encodingStyleOf } from "./encoding-style.js";
import type { Binding, BindingMessage } from "./model.js";

/** Reports what a SOAP binding leaves open about how messages look; each thing once, where it is first. */
export function checkWire(binding: Binding, diagnostics: DiagnosticSink): void {
  const problems = new Map<string, Position>();
  const once = (message: string, position: Position): void => {
    if (!problems.has(message)) problems.set(message, position);
  };
  for (const { name, style, input, output, position } of binding.operations) {
    for (const used of [input, output]) {
      if (used === undefined) continue;
      const { body } = used;
      if (used.mime !== undefined && body === undefined) {
        const direction = used === input ? "request" : "answer";
        const message = `the ${direction} of operation "${name}" is of MIME types alone, which is no SOAP message; an envelope with an empty Body is expected`;
        once(message, used.mime.position);
      }
      if (style === "rpc" && (body?.namespace ?? "") === "") {
        once("an rpc operation has no namespace; its wrapper is in none", body?.position ?? position);
      }
      if (body !== undefined && unknownStyle(binding, used) !== undefined) {
        const message = `the encoding "${unknownStyle(binding, used) ?? ""}" is not known in SOAP ${versionOf(binding)}; the one of SOAP ${versionOf(binding)} is used`;
        once(message, body.position);
      }
    }
  }
  for (const [message, position] of problems) report(diagnostics, "SF-W-BINDING", message, position);
}

function versionOf({ protocol }: Binding): "1.1" | "1.2" {
  return protocol === "soap12" ? "1.2" : "1.1";
}

function unknownStyle({ protocol }: Binding, { body }: BindingMessage): string | undefined {
  if (body?.use !== "encoded" || body.encodingStyle === undefined) return undefined;
  return encodingStyleOf(protocol, body.encodingStyle) === undefined ? body.encodingStyle : undefined;
}
