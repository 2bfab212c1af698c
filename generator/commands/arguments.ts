import { parseArgs } from "node:util";

import type { Command, OptionDescription, OptionValues } from "./command.js";
import { didYouMean } from "./suggest.js";

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, OptionDescription>> = {
  json: { summary: "Print the result as one JSON document." },
  debug: { summary: "Show the stack when snitflade itself fails." },
  help: { summary: "Show this text." },
};

/** The options of a command line, or the sentence that says what is wrong with it. */
export type ParsedArguments =
  { readonly ok: true; readonly options: OptionValues } | { readonly ok: false; readonly problem: string };

/** Parses what follows the command's name. */
export function parseArguments(command: Command, args: readonly string[]): ParsedArguments {
  const known: Readonly<Record<string, OptionDescription>> = { ...command.options, ...commonOptions };
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        {
          type: value === undefined ? "boolean" : "string",
          multiple: true,
          ...(name === "help" ? { short: "h" } : {}),
        },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const switches = new Set<string>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") {
      if (command.operand !== undefined) {
        operands.push(token.value);
        continue;
      }
      const isWsdl = "wsdl" in known && /\.wsdl$/i.test(token.value);
      const hint = isWsdl ? ` Did you mean --wsdl ${token.value}?` : "";
      return { ok: false, problem: `${command.name} takes no argument ${JSON.stringify(token.value)}.${hint}` };
    }
    const description = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (description === undefined) {
      const hint = didYouMean(token.name, Object.keys(known), (name) => `--${name}`);
      return { ok: false, problem: `Unknown option ${token.rawName}.${hint}` };
    }
    const problem = checkValue(
      token.rawName,
      description,
      token.value,
      token.inlineValue === true,
      values.has(token.name),
    );
    if (problem !== undefined) return { ok: false, problem };
    if (description.value === undefined) switches.add(token.name);
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  return { ok: true, options: { switches, values, operands } };
}

function checkValue(
  rawName: string,
  description: OptionDescription,
  value: string | undefined,
  inline: boolean,
  repeated: boolean,
): string | undefined {
  if (description.value === undefined) return inline ? `${rawName} takes no value.` : undefined;
  if (value === undefined || value === "" || (!inline && value.startsWith("-"))) {
    return `${rawName} needs a value: ${rawName} ${description.value}.`;
  }
  if (repeated && description.multiple !== true) return `${rawName} may be given only once.`;
  return undefined;
}
