/** What an emitter returns: files as data, nothing written. */
export interface Artifact {
  /** Path inside the package, forward slashes: `src/types/sygefravaer.ts`. */
  readonly path: string;
  readonly text: string;
}
