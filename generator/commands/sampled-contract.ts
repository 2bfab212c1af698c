import { type CommandContext, type OptionValues, valueOf, valuesOf } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { locateSource } from "./source-location.js";

/** A contract to make samples of, with the options that all commands have that do. */
export type SampledContract =
  | {
      readonly ok: true;
      readonly wsdl: string;
      readonly folder: string;
      readonly operations: readonly string[];
      readonly seed: number;
    }
  | { readonly ok: false; readonly exit: ExitCode; readonly problems: readonly string[] };

/** Reads `--seed` and `--operation`, and finds the WSDL. */
export function sampledContract(wsdl: string, options: OptionValues, context: CommandContext): SampledContract {
  const seed = valueOf(options, "seed") ?? "1";
  if (!/^[0-9]{1,9}$/.test(seed))
    return { ok: false, exit: exitCode.usage, problems: ["--seed is an integer from 0 to 999999999."] };
  const located = locateSource("WSDL", wsdl, context);
  if (!located.ok) return located;
  const { file, folder } = located;
  return { ok: true, wsdl: file, folder, operations: valuesOf(options, "operation"), seed: Number(seed) };
}
