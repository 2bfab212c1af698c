import { commonOptions } from "./arguments.js";
import type { Command, OptionDescription } from "./command.js";

const width = 80;

/** What `snitflade --help` prints. */
export function overviewText(commands: readonly Command[]): string {
  const rows = commands.map((command) => [command.name, command.summary] as const);
  return `Generates typed SOAP clients, servers, validators and code lists from WSDL, XSD
and genericode.

Usage:
  snitflade COMMAND [OPTIONS]

Commands:
${table(rows)}
Options:
${table([
  ["--help", "Show this text; snitflade COMMAND --help shows a command's."],
  ["--version", "Show the version."],
])}
Exit codes:
${table([
  ["0", "Done; check: everything is up to date."],
  ["1", "A finding: something would change, or was edited by hand."],
  ["2", "The command line or the configuration is wrong."],
  ["3", "An input does not load."],
  ["70", "A bug of snitflade; please report it."],
])}`;
}

/** What `snitflade COMMAND --help` prints. */
export function commandText(command: Command): string {
  const options = { ...command.options, ...commonOptions };
  return `${wrap(command.summary, "")}
Usage:
${command.usage.map((form) => wrap(`snitflade ${form}`, "  ", "      ")).join("")}
${command.description.map((paragraph) => `${wrap(paragraph, "")}\n`).join("")}Options:
${table(Object.entries(options).map(([name, option]) => [optionHead(name, option), optionSummary(option)]))}`;
}

function optionHead(name: string, { value }: OptionDescription): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function optionSummary({ summary, multiple }: OptionDescription): string {
  return multiple === true ? `${summary} May be repeated.` : summary;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const column = Math.max(...rows.map(([head]) => head.length)) + 4;
  return rows.map(([head, text]) => wrap(text, `  ${head}`.padEnd(column), " ".repeat(column))).join("");
}

function wrap(text: string, first: string, rest = first): string {
  let lines = "";
  let line = first;
  let empty = true;
  for (const word of text.split(" ")) {
    if (!empty && line.length + 1 + word.length > width) {
      lines += `${line}\n`;
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return `${lines}${line}\n`;
}
