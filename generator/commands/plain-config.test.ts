import { describe, expect, test } from "vitest";
import { isPlainConfig } from "./plain-config.js";

const data = `{ version: "1.0.0", packages: [{ "name": '@a/b', out: \`x\`, codeLists: ["lists/*.gc"] }], deep: [true, null, 12,] }`;
const withImport = `import { defineConfig } from "snitflade";\n`;

describe("a configuration is data", () => {
  test.each([
    [`${withImport}export default defineConfig(${data});\n`],
    [`${withImport}export default defineConfig(${data})`],
    [`import { defineConfig, type SnitfladeConfig } from 'snitflade'; export default defineConfig(${data});`],
    [`// process.env\n/* import("x") */ export default ${data};`],
    [`${withImport}export default defineConfig({ description: "process.env.HOME() // ' /*" });`],
  ])("%s", (source) => {
    expect(isPlainConfig(source)).toBe(true);
  });
});

describe("a configuration computes", () => {
  test.each([
    [`import { defineConfig } from "./other.js"; export default defineConfig(${data});`],
    [`import { x } from "./x.js"; ${withImport}export default defineConfig(${data});`],
    [`import "./x.js"; export default ${data};`],
    [`${withImport}const version = "1"; export default defineConfig({ version });`],
    [`${withImport}export default defineConfig({ version: process.env.VERSION });`],
    [`${withImport}export default defineConfig({ version });`],
    [`${withImport}export default defineConfig({ [version]: 1 });`],
    [`${withImport}export default defineConfig({ ...other });`],
    [`${withImport}export default defineConfig({ version() { return "1"; } });`],
    [`${withImport}export default defineConfig({ get version() { return "1"; } });`],
    ["export default { version: `${process.env.VERSION}` };"],
    ["export default { version: tag`1` };"],
    ['export default { version: "1" + name };'],
    ['export default { version: true ? name : "1" };'],
    ["export default { version: a[0] };"],
    ["export default await import('./x.js');"],
    [`export default ${data}; console.log(1);`],
    ['export default { version: "1" }, other;'],
    ["export default class {}"],
    ["module.exports = {};"],
    [""],
  ])("%s", (source) => {
    expect(isPlainConfig(source)).toBe(false);
  });
});
