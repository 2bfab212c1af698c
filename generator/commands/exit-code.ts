/** What the process tells its caller; part of the public interface. */
export const exitCode = {
  ok: 0,
  /** The command worked and found something: a file that would change, a hand edit. */
  finding: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** An input does not load: missing, not well-formed, not valid. */
  input: 3,
  /** A bug of ours (EX_SOFTWARE of sysexits.h). */
  bug: 70,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
