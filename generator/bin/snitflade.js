#!/usr/bin/env node
// The rest is loaded only when it can run at all, so that an old Node gets a sentence instead of a stack.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`snitflade needs Node 22.18 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  const { main } = await import("../dist/cli.js");
  process.exitCode = await main(process.argv.slice(2));
}
