import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import { checkAttributeUses } from "./attribute-uses.js";
import { checkComplexTypeDerivation } from "./complex-type-derivation.js";
import type { ComplexTypeDefinition, IdentityConstraint, SchemaSet, SimpleTypeDefinition } from "./components.js";
import { checkContentModels } from "./content-models.js";
import { collectDeclarations } from "./declarations.js";
import { simpleContentBase, simpleTypeUsed } from "./effective.js";
import { checkFacetValues } from "./facet-values.js";
import { checkIdentityConstraints } from "./identity-constraints.js";
import { checkRedefinitions } from "./redefinition.js";
import { checkSimpleTypeDerivation } from "./simple-type-derivation.js";
import { simpleTypeValues } from "./simple-type-values.js";
import { checkSubstitutionGroups, substitutionMembers } from "./substitution-groups.js";
import { checkValueConstraints } from "./valid-default.js";
import { newWork } from "./work-bound.js";

/**
 * The constraints on schema components (Part 1 §3.2.6 to §3.14.6, Part 2 §4.3). The set must have passed the checks
 * for references and circularity; the lists are all that was read, anonymous definitions included.
 */
export function checkComponents(
  set: SchemaSet,
  simpleTypes: readonly SimpleTypeDefinition[],
  complexTypes: readonly ComplexTypeDefinition[],
  identityConstraints: readonly IdentityConstraint[],
  diagnostics: DiagnosticSink,
): void {
  const work = newWork();
  const values = simpleTypeValues(set, work);
  for (const type of simpleTypes) {
    checkSimpleTypeDerivation(set, type, diagnostics);
    if (type.derivation.kind !== "restriction") continue;
    const { facets, base } = type.derivation;
    checkFacetValues(facets, simpleTypeUsed(set, base), set, values, diagnostics);
  }
  for (const type of complexTypes) {
    if (type.content.kind !== "simple" || type.content.facets.length === 0) continue;
    const base = simpleContentBase(set, type);
    if (base !== undefined) checkFacetValues(type.content.facets, base, set, values, diagnostics);
  }
  checkValueConstraints(set, collectDeclarations(set, complexTypes), values, diagnostics);
  checkAttributeUses(set, complexTypes, values, work, diagnostics);
  checkSubstitutionGroups(set, diagnostics);

  checkIdentityConstraints(set, identityConstraints, diagnostics);

  const members = substitutionMembers(set, work);
  checkRedefinitions(set, members, values, diagnostics);
  checkContentModels(set, complexTypes, members, work, diagnostics);
  for (const type of complexTypes) checkComplexTypeDerivation(type, { set, values, members, work, diagnostics });
  if (work.left >= 0) return;
  const message = "the definitions come to so much, put in place of each other, that not all of them were judged";
  report(diagnostics, "SF-E-LIMIT", message, set.documents[0]?.position);
}
