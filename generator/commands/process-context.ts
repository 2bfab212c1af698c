import { isDevice, writeStream } from "../write/files.js";
import type { CommandContext } from "./command.js";

/** The world of a process started from a command line. */
export function processContext(version: string): CommandContext {
  return {
    workingDirectory: process.cwd(),
    version,
    out: (text) => writeStream(1, text),
    error: (text) => writeStream(2, text),
    isTerminal: (stream) =>
      stream === "out" ? isDevice(1) && process.stdout.isTTY : isDevice(2) && process.stderr.isTTY,
    environment: (name) => process.env[name],
  };
}
