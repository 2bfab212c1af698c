import { type ChildProcess, spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { once } from "node:events";

/* Foreign programs. Each has a time limit and is ended with the test; a program that is missing is a failure. */

/** What a finished program said. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws when it cannot be started or takes too long. */
export async function run(command: string, args: readonly string[], input = "", timeoutMs = 60_000): Promise<Finished> {
  const { signal, ...finished } = await runToAnyEnd(command, args, input, timeoutMs);
  if (signal !== null) throw new Error(`${command} was ended by ${signal} after ${timeoutMs} ms: ${finished.stderr}`);
  return finished;
}

/** Runs a program that may crash. @throws when it cannot be started */
export async function runToAnyEnd(
  command: string,
  args: readonly string[],
  input: string,
  timeoutMs: number,
): Promise<Finished & { readonly signal: string | null }> {
  const child = spawn(command, args, { stdio: "pipe", timeout: timeoutMs, killSignal: "SIGKILL" });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A program that ends without reading all of its input is told on by its status.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [status, signal] = (await once(child, "close")) as [number | null, string | null];
  const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");
  return { status, signal, stdout: text(stdout), stderr: text(stderr) };
}

/** Runs a program that must succeed; returns what it wrote. */
export async function output(
  command: string,
  args: readonly string[],
  input = "",
  timeoutMs = 60_000,
): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, input, timeoutMs);
  if (status !== 0) throw new Error(`${command} ended with status ${status}: ${stderr}${stdout}`);
  return stdout;
}

/** A program that serves on a port of the loopback interface. */
export interface Service {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a program and waits until it accepts connections. */
export async function serve(
  command: string,
  args: (port: number) => readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Service> {
  const port = await freePort();
  const child = spawn(command, args(port), {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...environment },
    timeout: 120_000,
    killSignal: "SIGKILL",
  });
  const stderr: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk.toString("utf8")));
  // Nothing outlives the tests, however they end.
  const kill = (): boolean => child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("close", () => process.off("exit", kill));
  try {
    await reachable(port, child);
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`${command} does not serve: ${stderr.join("")}`, { cause: error });
  }
  return {
    port,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "close");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function reachable(port: number, child: ChildProcess): Promise<void> {
  const failed = once(child, "error").then(([error]) => {
    throw error;
  });
  // Nobody may be waiting for it when the program is ended.
  failed.catch(() => undefined);
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`ended with status ${child.exitCode}`);
    if (await Promise.race([accepts(port), failed])) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing on port ${port} after ten seconds`);
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
