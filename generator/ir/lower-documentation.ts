import type { Position } from "../diagnostics/diagnostic.js";
import type { Annotation } from "../schema/components.js";
import type { Documentation, Origin } from "./model.js";

/** Lines of an annotation. Danish text wins over other languages, because the contract's own words are Danish. */
export function documentationOf(annotation: Annotation | undefined): Documentation {
  const all = annotation?.documentation ?? [];
  const danish = all.filter(({ language }) => language !== undefined && /^da(?:-|$)/i.test(language));
  const chosen = danish.length > 0 ? danish : all;
  return chosen.flatMap(({ text }, index) => {
    const lines = linesOf(text);
    return index > 0 && lines.length > 0 ? ["", ...lines] : lines;
  });
}

/** One line per paragraph, white space collapsed, an empty line between paragraphs. */
export function linesOf(text: string | undefined): Documentation {
  const paragraphs = (text ?? "").split(/\n[ \t\r]*\n/).map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim());
  return paragraphs
    .filter((paragraph) => paragraph !== "")
    .flatMap((paragraph, index) => (index === 0 ? [paragraph] : ["", paragraph]));
}

/** A position as the model keeps it. */
export function originOf({ file, line, column }: Position): Origin {
  return { file, line, column };
}
