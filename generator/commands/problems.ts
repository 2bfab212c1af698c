import { jsonText } from "../print/json.js";
import type { CommandContext } from "./command.js";
import type { ExitCode } from "./exit-code.js";

/** Reports why a command could not start; returns its exit code. */
export function reportProblems(
  command: string,
  failure: { readonly exit: ExitCode; readonly problems: readonly string[] },
  json: boolean,
  context: CommandContext,
): ExitCode {
  if (json) context.out(jsonText({ command, ok: false, problems: failure.problems }));
  else context.error(`${failure.problems.join("\n")}\n`);
  return failure.exit;
}
