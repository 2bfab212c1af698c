import type { Expectation, ExpectedOperation } from "./contracts.js";
import type { OperationSurface, Surface } from "./surface.js";

/** What a package lacks: which kind of thing, and the names. */
export interface Gap {
  readonly kind: "operations" | "input" | "output" | "elements" | "attributes" | "enumeration" | "any";
  readonly names: readonly string[];
}

/** Holds a package against what is expected of its contract. */
export function gapsIn(surface: Surface, expected: Expectation): readonly Gap[] {
  const known = new Set(surface.operations.map(({ name }) => name));
  const gaps: readonly Gap[] = [
    { kind: "operations", names: expected.operationNames.filter((name) => !known.has(name)) },
    { kind: "input", names: missingChildren("input", surface.operations, expected.operations) },
    { kind: "output", names: missingChildren("output", surface.operations, expected.operations) },
    { kind: "elements", names: expected.elements.filter((name) => !surface.properties.has(name)) },
    { kind: "attributes", names: expected.attributes.filter((name) => !surface.properties.has(name)) },
    { kind: "enumeration", names: expected.enumerationValues.filter((value) => !isLiteral(value, surface.literals)) },
    { kind: "any", names: surface.anys },
  ];
  return gaps.filter(({ names }) => names.length > 0);
}

/** `Operation/child` for each child that no method of that name has; an overloaded operation needs one that has all. */
function missingChildren(
  direction: "input" | "output",
  operations: readonly OperationSurface[],
  expected: Readonly<Record<string, ExpectedOperation>>,
): readonly string[] {
  return Object.entries(expected).flatMap(([name, lists]) => {
    const methods = operations.filter((operation) => operation.name === name);
    return (lists[direction] ?? []).flatMap((list) => {
      const lacking = methods.map((method) => list.filter((child) => !method[direction].has(child)));
      const best = lacking.toSorted((left, right) => left.length - right.length)[0] ?? list;
      return best.map((child) => `${name}/${child}`);
    });
  });
}

/** Numbers are literals of their value, whatever the contract writes: `01` is 1. */
function isLiteral(value: string, literals: ReadonlySet<string>): boolean {
  if (literals.has(value) || literals.has(value.trim().replaceAll(/\s+/g, " "))) return true;
  return /^[+-]?\d+$/.test(value.trim()) && literals.has(String(BigInt(value.trim().replace(/^\+/, ""))));
}
