import type { CompiledSimpleType, CompiledType, Declaration } from "./compiled.js";
import type { PathStep } from "./issue.js";
import type { Violation } from "./violation.js";

/** What the parts of the validator have in common: one validation of one value, and where in the value it is. */
export interface ValueChecks {
  /** Something in the value is subject to rules about the whole message. */
  refers: boolean;
  /**
   * Says that something is wrong.
   *
   * @param step appended to the path
   * @throws EnoughIssues
   */
  add(violation: Violation, step?: PathStep): void;
  /** Goes down to a part of the value. */
  at(step: PathStep, check: () => void): void;
  /** Goes one level deeper into the message, if that is not too deep. */
  within(check: () => void): void;
  /** The value of an element. */
  element(value: unknown, declaration: Declaration): void;
  /** One value of a field that has a place in the content model. */
  particle(value: unknown, field: Declaration): void;
  /** A value that says its type by `$type`, where none is declared. */
  typed(value: unknown, type: CompiledType, declaration: Declaration | undefined): void;
  simple(value: unknown, type: CompiledSimpleType, declaration: Declaration | undefined): void;
}
