import type { SchemaSet, SimpleTypeDefinition } from "../schema/components.js";
import { builtInOf, primitiveOf, varietyOf } from "../schema/effective.js";

/** Types whose values mean something only together with the rest of the document. */
const inContext: ReadonlySet<string> = new Set(["QName", "NOTATION", "ID", "IDREF", "ENTITY"]);
/** Lists of lists and unions of unions do not go deeper than this in any sound schema. */
const deepest = 32;

/** Names the construct when values of the type cannot be carried, the types it is built from included. */
export function unsupportedSimpleType(set: SchemaSet, definition: SimpleTypeDefinition, depth = 0): string | undefined {
  if (depth > deepest) return "A simple type nested this deep";
  const variety = varietyOf(set, definition);
  switch (variety.kind) {
    case "atomic": {
      const found = [builtInOf(set, definition), primitiveOf(set, definition)].find((name) => inContext.has(name));
      return found === undefined ? undefined : `The type xs:${found}`;
    }
    case "list":
      return unsupportedSimpleType(set, variety.item, depth + 1);
    case "union":
      for (const member of variety.members) {
        const problem = unsupportedSimpleType(set, member, depth + 1);
        if (problem !== undefined) return problem;
      }
      return undefined;
  }
}
