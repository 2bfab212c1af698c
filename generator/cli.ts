import { commandText, overviewText } from "./commands/help.js";
import { parseArguments } from "./commands/arguments.js";
import { check } from "./commands/check.js";
import type { Command, CommandContext } from "./commands/command.js";
import { type ExitCode, exitCode } from "./commands/exit-code.js";
import { generate } from "./commands/generate.js";
import { lint } from "./commands/lint.js";
import { mock } from "./commands/mock.js";
import { reportProblems } from "./commands/problems.js";
import { processContext } from "./commands/process-context.js";
import { sample } from "./commands/sample.js";
import { scaffold } from "./commands/scaffold.js";
import { didYouMean } from "./commands/suggest.js";
import { validate } from "./commands/validate.js";
import packageJson from "./package.json" with { type: "json" };

const commands: readonly Command[] = [generate, check, validate, sample, mock, lint, scaffold];

/** Runs one command line, without the program's own name. Never throws. */
export async function main(
  args: readonly string[],
  context: CommandContext = processContext(packageJson.version),
): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === "--version" || first === "-v") {
    context.out(`${context.version}\n`);
    return exitCode.ok;
  }
  if (first === undefined || first === "--help" || first === "-h" || first === "help")
    return overview(first, rest, context);
  const command = commands.find(({ name }) => name === first);
  if (command === undefined) return unknownCommand(first, context);
  const parsed = parseArguments(command, rest);
  if (!parsed.ok) {
    const problems = [parsed.problem, `See snitflade ${command.name} --help.`];
    return reportProblems(command.name, { exit: exitCode.usage, problems }, false, context);
  }
  if (parsed.options.switches.has("help")) {
    context.out(commandText(command));
    return exitCode.ok;
  }
  try {
    return await command.run(parsed.options, context);
  } catch (error) {
    return failure(error, command.name, parsed.options.switches, context);
  }
}

function overview(first: string | undefined, rest: readonly string[], context: CommandContext): ExitCode {
  const command = first === "help" ? commands.find(({ name }) => name === rest[0]) : undefined;
  const text = command === undefined ? overviewText(commands) : commandText(command);
  if (first !== undefined) {
    context.out(text);
    return exitCode.ok;
  }
  context.error(text);
  return exitCode.usage;
}

function unknownCommand(word: string, context: CommandContext): ExitCode {
  const names = commands.map(({ name }) => name);
  const hint = didYouMean(word, names, (name) => `snitflade ${name}`);
  const kind = word.startsWith("-") ? "option" : "command";
  const problems = [`Unknown ${kind} ${word}.${hint}`, "See snitflade --help."];
  return reportProblems(word, { exit: exitCode.usage, problems }, false, context);
}

/** Packages that some commands need and that are the user's to install. */
const onRequest = /Cannot find (?:package|module) '(ts-morph|prettier|@snitflade\/runtime)'/;

/** A package to install, a refusal by the system (disk full, no permission), or else a bug of ours. */
function failure(error: unknown, command: string, switches: ReadonlySet<string>, context: CommandContext): ExitCode {
  const json = switches.has("json");
  const message = error instanceof Error ? error.message : String(error);
  const stack = switches.has("debug") && error instanceof Error ? [error.stack ?? ""] : [];
  const missing = onRequest.exec(message)?.[1];
  if (missing !== undefined) {
    const problems = [`This needs the package ${missing}: npm install --save-dev ${missing}`, ...stack];
    return reportProblems(command, { exit: exitCode.usage, problems }, json, context);
  }
  if (error instanceof Error && "syscall" in error) {
    const isTaken = "code" in error && error.code === "EADDRINUSE";
    const hint = isTaken ? ["Name another port; 0 takes a free one."] : [];
    const problems = [`The system refused: ${message}`, ...hint, ...stack];
    return reportProblems(command, { exit: exitCode.input, problems }, json, context);
  }
  const problems = [
    `snitflade itself failed: ${message}`,
    "This is a bug of snitflade, not of your input. Please report it, with the command line and the output of --debug.",
    ...stack,
  ];
  return reportProblems(command, { exit: exitCode.bug, problems }, json, context);
}
