import { setFlagsFromString } from "node:v8";

import type { FileSource } from "../read/files.js";

/** Bytes of input above which optimised code is used often enough to be worth its making. */
const largeInput = 1024 * 1024;

/**
 * Runs with V8's compilers off, all but the interpreter. Most functions of a generator run for a few milliseconds on an
 * input of usual size, and what the compilers make of them meanwhile, on threads of their own, comes too late: it costs a
 * quarter of the CPU of the whole process. When the input turns out to be large, and when the run is over, optimisation is
 * on again. Node options given by the user stand: among them may be one that forbids to compile at all.
 */
export async function asShortRun<Result>(
  source: FileSource,
  run: (source: FileSource) => Promise<Result>,
): Promise<Result> {
  if (process.execArgv.length > 0 || process.env["NODE_OPTIONS"] !== undefined) return run(source);
  for (const compiler of ["turbofan", "maglev", "sparkplug"]) setFlagsFromString(`--no-${compiler}`);
  // The others stay off: not every platform has them, and there is no asking which.
  const optimise = (): void => setFlagsFromString("--turbofan");
  let total = 0;
  const read: FileSource["read"] = (path) => {
    const bytes = source.read(path);
    total += bytes?.length ?? 0;
    if (total > largeInput) optimise();
    return bytes;
  };
  try {
    return await run({ read });
  } finally {
    // Not at once: comparing and writing the files, which follow without a turn of the event loop, are short as well.
    setImmediate(optimise);
  }
}
