import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { DerivationModel, FieldModel, ObjectTypeModel, TypeIndex, TypeModel } from "./model.js";

/**
 * Reports the elements that no message can hold because their type is abstract, and none that is not may stand for it
 * (XSD Part 1 §3.3.4, cvc-elt.4, cvc-type.2). Such an element is allowed, and often means that a document is missing.
 */
export function reportAbstractTypes(types: readonly TypeModel[], diagnostics: DiagnosticSink): void {
  const found = new Map<string, ReadonlySet<TypeIndex>>();
  const standingBy = (blocked: ReadonlySet<DerivationModel>): ReadonlySet<TypeIndex> => {
    const key = [...blocked].sort().join(" ");
    let standing = found.get(key);
    if (standing === undefined) found.set(key, (standing = typesWithStanding(types, blocked)));
    return standing;
  };
  for (const { type: index, qname, block = [], origin } of types.flatMap(elementsOf)) {
    const type = types[index];
    if (type?.kind !== "object" || !type.abstract || standingBy(new Set([...type.block, ...block])).has(index))
      continue;
    const typeName = type.qname === undefined ? "its type" : type.qname;
    const message = `No type can stand for ${typeName}, which is abstract, so no element ${qname} can stand here.`;
    report(diagnostics, "SF-W-ABSTRACT", message, origin);
  }
}

function elementsOf(type: TypeModel): readonly FieldModel[] {
  return type.kind === "object" ? type.fields.filter(({ source }) => source === "element") : [];
}

/** The types for which one that is not abstract may stand, by no blocked step: from those back to what they are derived from. */
function typesWithStanding(types: readonly TypeModel[], blocked: ReadonlySet<DerivationModel>): ReadonlySet<TypeIndex> {
  const bases = new Map<TypeIndex, TypeIndex[]>();
  types.forEach(({ derived }, base) => {
    for (const index of derived) {
      const type = types[index];
      if (type?.kind !== "object" || blocked.has(type.derivation ?? "restriction")) continue;
      const known = bases.get(index);
      if (known === undefined) bases.set(index, [base]);
      else known.push(base);
    }
  });
  const standing = new Set<TypeIndex>();
  const waiting = [...bases.keys()].filter((index) => !isAbstract(types[index]));
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    for (const base of bases.get(index) ?? []) {
      if (standing.has(base)) continue;
      standing.add(base);
      waiting.push(base);
    }
  }
  return standing;
}

function isAbstract(type: TypeModel | undefined): type is ObjectTypeModel {
  return type?.kind === "object" && type.abstract;
}
