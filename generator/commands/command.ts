import type { ExitCode } from "./exit-code.js";

/** One option of a command. */
export interface OptionDescription {
  /** What stands for the value in the help text, such as `FILE`; absent on a switch. */
  readonly value?: string;
  /** May be given more than once. */
  readonly multiple?: boolean;
  readonly summary: string;
}

/** Options as given on the command line. */
export interface OptionValues {
  readonly switches: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What stands on the command line beside the options, in order. */
  readonly operands: readonly string[];
}

/** The world around a command, so that tests can stand in for it. */
export interface CommandContext {
  readonly workingDirectory: string;
  readonly version: string;
  /** Results. */
  out(text: string): void;
  /** Everything else: findings, progress, advice. */
  error(text: string): void;
  /** Asked late, because looking at a stream costs a millisecond. */
  isTerminal(stream: "out" | "error"): boolean;
  environment(name: string): string | undefined;
}

/** One entry of the command table. */
export interface Command {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** Forms of calling it, without the leading `snitflade`. */
  readonly usage: readonly string[];
  /** Paragraphs of the help text. */
  readonly description: readonly string[];
  readonly options: Readonly<Record<string, OptionDescription>>;
  /** What stands for the operands in messages, such as `MESSAGE`; absent when the command takes none. */
  readonly operand?: string;
  run(options: OptionValues, context: CommandContext): Promise<ExitCode>;
}

/** The last value of an option, if it was given. */
export function valueOf(options: OptionValues, name: string): string | undefined {
  return options.values.get(name)?.at(-1);
}

/** All values of an option that may be repeated; empty when it was not given. */
export function valuesOf(options: OptionValues, name: string): readonly string[] {
  return options.values.get(name) ?? [];
}

/** Colour only on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise (no-color.org, force-color.org). */
export function useColour(context: CommandContext, stream: "out" | "error"): boolean {
  if ((context.environment("NO_COLOR") ?? "") !== "") return false;
  const forced = context.environment("FORCE_COLOR");
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  return context.environment("TERM") !== "dumb" && context.isTerminal(stream);
}
