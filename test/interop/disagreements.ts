/* Where libxml2 and our decoders differ, and we are right; disagreements.md has the reasons. */

export interface Disagreement {
  readonly id: string;
  /** Whether it explains a difference about the document. @param ours whether our decoder takes it */
  applies(document: string, ours: boolean): boolean;
}

export const disagreements: readonly Disagreement[] = [];
