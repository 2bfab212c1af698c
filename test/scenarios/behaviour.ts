/** A document, and the value it is read as. */
export interface Accepted {
  readonly xml: string;
  readonly value: unknown;
}

/** What the package of a scenario does with messages. */
export interface Behaviour {
  readonly scenario: string;
  readonly accepts: readonly Accepted[];
  /** Document → codes of its issues, in order. */
  readonly rejects?: readonly (readonly [xml: string, ...codes: string[]])[];
  /** Objects that the validator and the encoder refuse → codes of their issues. */
  readonly refuses?: readonly (readonly [value: unknown, ...codes: string[]])[];
}
