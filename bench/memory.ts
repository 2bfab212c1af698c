/*
 * Memory: what decoding the large message allocates at most, against its size, and what reading a message of 200 MB record
 * by record takes. Each is measured in a process of its own.
 *
 * Decoding never pauses, so what it allocates without a collection is an upper bound of its peak: the young generation is
 * made large enough that none runs. Of the stream, the resident set is sampled.
 */
import { execFileSync } from "node:child_process";
import { Buffer } from "node:buffer";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { streamRecords } from "@snitflade/runtime";
import { OpdaterLoenmodtagerRequestCodec } from "@sf2090/sygefravaer/codecs";
import { largeMessage, smallMessage } from "./data.ts";
import { codecOf, decodeEnvelope, snitflade } from "./peers/snitflade.ts";

const mebibyte = 1024 * 1024;
/** Peak heap, in sizes of the message. */
const mostSizes = 4;
const streamedBytes = 200 * mebibyte;
/** What a stream may add to the process, whatever its length: buffers, and garbage that is not collected yet. */
const mostStreamMemory = 32 * mebibyte;

const [task] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (task === "decode") await reportDecode();
else if (task === "stream") await reportStream();
else compare();

interface Report {
  readonly text: string;
  readonly met: boolean;
}

function compare(): void {
  for (const name of ["decode", "stream"]) {
    const args = ["--disable-warning=ExperimentalWarning", "--min-semi-space-size=64", "--max-semi-space-size=64"];
    const flags = name === "decode" ? args : args.slice(0, 1);
    const output = execFileSync(process.execPath, [...flags, import.meta.filename, name], { encoding: "utf8" });
    const { text, met } = JSON.parse(output) as Report;
    process.stdout.write(`${text}  ${met ? "met" : "MISSED"}\n`);
    if (!met) process.exitCode = 1;
  }
}

async function reportDecode(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const message = largeMessage();
  const codec = codecOf(message);
  const small = await snitflade.prepare(smallMessage());
  // So that what is loaded and compiled once is there.
  for (let call = 0; call < 100; call++) small.decode?.();
  // What was freed is only counted a turn later, and may have held something itself.
  for (let round = 0; round < 5; round++) {
    collectGarbage();
    await new Promise((turn) => setTimeout(turn, 50));
  }
  const before = used();
  const value = decodeEnvelope(codec, message.bytes);
  // The message itself is held all the time.
  const bytes = used() - before + message.bytes.length;
  if (value === undefined) throw new Error(`${codec.localName} was not decoded.`);
  const sizes = bytes / message.bytes.length;
  report(
    `decoding ${megabytes(message.bytes.length)} takes ${megabytes(bytes)}, the message included, ${sizes.toFixed(2)} times as much (≤ ${mostSizes})`,
    sizes <= mostSizes,
  );
}

function used(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function reportStream(): Promise<void> {
  const { bytes } = largeMessage();
  const text = Buffer.from(bytes);
  const first = text.indexOf("<syg:GenoptagetArbejde>");
  const end = text.lastIndexOf("</syg:GenoptagetArbejde>") + "</syg:GenoptagetArbejde>".length;
  const rows = text.subarray(first, end);
  let sent = 0;
  function* message(): Generator<Uint8Array> {
    yield text.subarray(0, first);
    for (; sent < streamedBytes; sent += rows.length) yield rows;
    yield text.subarray(end);
  }
  const start = process.cpuUsage();
  let most = 0;
  let resident = 0;
  let records = 0;
  for await (const part of streamRecords(
    OpdaterLoenmodtagerRequestCodec,
    (request) => request.OpdaterLoenmodtager.Body.GenoptagetArbejde,
    message(),
  )) {
    if (part.kind === "rest" && (!part.result.ok || part.invalid > 0)) throw new Error(JSON.stringify(part));
    if (part.kind === "record") records++;
    // The first records warm the compiler up, which takes memory as well.
    if (records === 20_000) resident = process.memoryUsage.rss();
    if (records % 1000 === 0) most = Math.max(most, process.memoryUsage.rss());
  }
  const { user, system } = process.cpuUsage(start);
  const growth = most - resident;
  const seconds = ((user + system) / 1e6).toFixed(1);
  report(
    `streaming ${megabytes(sent)}, ${records} records, takes ${seconds} s of CPU and adds ${megabytes(growth)} (≤ ${megabytes(mostStreamMemory)})`,
    growth <= mostStreamMemory,
  );
}

function report(text: string, met: boolean): void {
  process.stdout.write(JSON.stringify({ text, met } satisfies Report));
}

function megabytes(bytes: number): string {
  return `${(bytes / mebibyte).toFixed(1)} MiB`;
}
