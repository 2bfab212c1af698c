import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { ComplexTypeDefinition, Facet, FacetKind, SchemaSet, SimpleTypeDefinition } from "./components.js";
import { simpleContentBase, simpleTypeOf } from "./effective.js";
import { isLinear, parseRegex, patternProgram } from "./regex.js";
import { primitiveOf, varietyOf } from "./simple-type-facts.js";

const lengths: readonly FacetKind[] = ["length", "minLength", "maxLength"];
const bounds: readonly FacetKind[] = ["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"];
const common: readonly FacetKind[] = ["pattern", "enumeration", "whiteSpace"];

const textual = new Set<FacetKind>([...common, ...lengths]);
const ordered = new Set<FacetKind>([...common, ...bounds]);
const decimal = new Set<FacetKind>([...ordered, "totalDigits", "fractionDigits"]);

/** Which facets apply to which primitive type, to lists and to unions (Part 2 §4.1.5). */
const applicable: Readonly<Record<string, ReadonlySet<FacetKind>>> = {
  string: textual,
  anyURI: textual,
  QName: textual,
  NOTATION: textual,
  hexBinary: textual,
  base64Binary: textual,
  boolean: new Set<FacetKind>(["pattern", "whiteSpace"]),
  decimal,
  float: ordered,
  double: ordered,
  duration: ordered,
  dateTime: ordered,
  time: ordered,
  date: ordered,
  gYearMonth: ordered,
  gYear: ordered,
  gMonthDay: ordered,
  gDay: ordered,
  gMonth: ordered,
  "a list": textual,
  "a union": new Set<FacetKind>(["pattern", "enumeration"]),
};

/** Facets fit their base type, patterns are regular expressions, simple content stands on simple content. */
export function checkFacets(
  set: SchemaSet,
  simpleTypes: readonly SimpleTypeDefinition[],
  complexTypes: readonly ComplexTypeDefinition[],
  diagnostics: DiagnosticSink,
): void {
  for (const type of simpleTypes) {
    if (type.derivation.kind === "restriction") checkStep(set, type, type.derivation.facets, diagnostics);
  }
  for (const type of complexTypes) {
    if (type.content.kind !== "simple") continue;
    const base = simpleContentBase(set, type);
    if (base === undefined) {
      const { base: name, position } = type.derivation;
      if (set.types.has(name)) report(diagnostics, "SF-E-BASE-KIND", `${name} has no simple content`, position);
      continue;
    }
    const own = simpleTypeOf(set, type);
    if (own !== undefined) checkStep(set, own, type.content.facets, diagnostics);
  }
}

function checkStep(
  set: SchemaSet,
  type: SimpleTypeDefinition,
  facets: readonly Facet[],
  diagnostics: DiagnosticSink,
): void {
  const variety = varietyOf(set, type);
  const base = variety.kind === "atomic" ? primitiveOf(set, type) : `a ${variety.kind}`;
  const allowed = applicable[base];
  const seen = new Set<FacetKind>();
  for (const facet of facets) {
    const { kind, position } = facet;
    if (allowed !== undefined && !allowed.has(kind)) {
      const noun = variety.kind === "atomic" ? `xs:${base}` : base;
      report(diagnostics, "SF-E-FACET", `xs:${kind} does not apply to ${noun}`, position);
    }
    if (kind !== "pattern" && kind !== "enumeration") {
      if (seen.has(kind)) report(diagnostics, "SF-E-FACET", `xs:${kind} stands twice`, position);
      seen.add(kind);
    }
    if (kind === "pattern") checkPattern(facet, diagnostics);
  }
}

function checkPattern({ value, position }: Facet, diagnostics: DiagnosticSink): void {
  const parsed = parseRegex(value);
  if ("problem" in parsed) {
    const message = `the pattern "${value}", at offset ${parsed.offset}: ${parsed.problem}`;
    report(diagnostics, "SF-E-PATTERN", message, position);
    return;
  }
  const program = isLinear(parsed) ? undefined : patternProgram(parsed);
  if (program === undefined || !("problem" in program)) return;
  report(diagnostics, "SF-E-PATTERN-SIZE", `the pattern "${value}": ${program.problem}`, position);
}
