import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { SchemaSet, SimpleTypeDefinition, TypeDefinition, ValueConstraint } from "./components.js";
import type { Declarations } from "./declarations.js";
import { effectiveContent, simpleTypeOf, simpleTypeUsed, typeUsed } from "./effective.js";
import { emptiable } from "./particle-tree.js";
import { derivationChain, primitiveOf } from "./simple-type-facts.js";
import { sameValue, type SimpleTypeValues } from "./simple-type-values.js";
import { xsd } from "./names.js";

/**
 * Default and fixed values are of their type (e-props-correct.2, a-props-correct.2, cos-valid-default), not of type ID
 * (e-props-correct.4, a-props-correct.3), and a use does not undo what its declaration fixes (au-props-correct).
 * Notations are enumerated where they are used (enumeration-required-notation).
 */
export function checkValueConstraints(
  set: SchemaSet,
  { elements, attributes }: Declarations,
  values: SimpleTypeValues,
  diagnostics: DiagnosticSink,
): void {
  for (const { type: use, constraint, position } of elements) {
    const type = typeUsed(set, use);
    if (type?.kind === "simple-type") checkNotation(set, type, position, diagnostics);
    if (constraint === undefined || type === undefined) continue;
    const simple = simpleTypeOf(set, type);
    if (simple !== undefined) checkValue(set, simple, constraint, "e-props-correct", position, values, diagnostics);
    else if (!mayHoldTextAlone(set, type)) {
      const message = `"${constraint.kind}" needs a type with simple content, or mixed content that may be empty (cos-valid-default.2)`;
      report(diagnostics, "SF-E-VALUE-CONSTRAINT", message, position);
    }
  }
  for (const { declaration, constraint, reference, position } of attributes) {
    const type = simpleTypeUsed(set, declaration.type);
    if (!reference) checkNotation(set, type, position, diagnostics);
    if (constraint === undefined) continue;
    checkValue(set, type, constraint, "a-props-correct", position, values, diagnostics);
    if (!reference || declaration.constraint?.kind !== "fixed") continue;
    const fixed = values.read(type, declaration.constraint.value, declaration.constraint);
    const own = values.read(type, constraint.value, constraint);
    const same = "value" in fixed && "value" in own && sameValue(fixed.value, own.value);
    if (constraint.kind === "fixed" && same) continue;
    const message = `the declaration of ${declaration.name} fixes another value, and a use may not change that (au-props-correct.2)`;
    report(diagnostics, "SF-E-VALUE-CONSTRAINT", message, position);
  }
}

function mayHoldTextAlone(set: SchemaSet, type: TypeDefinition): boolean {
  if (type.kind === "simple-type") return true;
  const content = effectiveContent(set, type);
  if (content.kind !== "elements" || !content.mixed) return false;
  return content.particle === undefined || emptiable(set, content.particle);
}

function checkValue(
  set: SchemaSet,
  type: SimpleTypeDefinition,
  constraint: ValueConstraint,
  rule: string,
  position: Position,
  values: SimpleTypeValues,
  diagnostics: DiagnosticSink,
): void {
  if (derivationChain(set, type).some(({ name }) => name === xsd("ID"))) {
    const message = `a value of type xs:ID can have no "${constraint.kind}" (${rule})`;
    report(diagnostics, "SF-E-VALUE-CONSTRAINT", message, position);
    return;
  }
  const result = values.read(type, constraint.value, constraint);
  if (!("problem" in result)) return;
  const message = `the value of "${constraint.kind}" is not of the type: ${result.problem} (${rule}.2)`;
  report(diagnostics, "SF-E-VALUE-CONSTRAINT", message, position);
}

function checkNotation(
  set: SchemaSet,
  type: SimpleTypeDefinition,
  position: Position,
  diagnostics: DiagnosticSink,
): void {
  if (type.name !== xsd("NOTATION")) return;
  if (primitiveOf(set, type) !== "NOTATION") return;
  const message = "xs:NOTATION can only be used by types that enumerate notations (enumeration-required-notation)";
  report(diagnostics, "SF-E-FACET-VALUE", message, position);
}
