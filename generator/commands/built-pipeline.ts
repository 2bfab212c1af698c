import { join } from "node:path";

import type { runPipeline as run } from "../pipeline.js";
import { openScript } from "./compiled-script.js";

declare const SNITFLADE_BUILD: string;

/*
 * What the built tool has in the place of ../pipeline.js: the pipeline as one script, with the code that V8 made of it
 * when it last ran. The build puts it there.
 */

/** See {@link run}. */
export const runPipeline: typeof run = async (...request) => {
  const script = openScript<{ readonly runPipeline: typeof run }>(
    join(import.meta.dirname, "pipeline.cjs"),
    SNITFLADE_BUILD,
  );
  const packages = await script.exports.runPipeline(...request);
  script.keep();
  return packages;
};
