import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { wrong } from "./configuration-value.js";
import type { ElementName, ElementPath } from "./integration-model.js";

/** The second only where the first does not fit: classes of Unicode are costly to compile. */
const plainNamePattern = /^[A-Za-z_][\w.-]*$/;
const localNamePattern = /^[\p{L}_][\p{L}\p{N}\p{M}._-]*$/u;

/** A local name, a Clark name, or a path of such names separated by `/`; the namespace of a Clark name may hold `/`. */
export function readElementPath(
  text: string,
  position: Position,
  diagnostics: DiagnosticSink,
): ElementPath | undefined {
  const steps: ElementName[] = [];
  let rest = text;
  for (;;) {
    const match = /^(?:\{([^{}]*)\})?([^/{}]+)(\/|$)/.exec(rest);
    const localName = match?.[2];
    if (
      match === null ||
      localName === undefined ||
      !(plainNamePattern.test(localName) || localNamePattern.test(localName))
    ) {
      wrong(diagnostics, `"${text}" is not an element name, a Clark name or a path of names.`, position);
      return undefined;
    }
    const namespace = match[1];
    steps.push(namespace === undefined || namespace === "*" ? { localName } : { namespace, localName });
    if (match[3] === "") return { steps, position };
    rest = rest.slice(match[0].length);
  }
}
