import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";

/*
 * Compiles the templates. At build time the result is a module, so that the command line tool carries neither the
 * templates nor the compiler; from source, in tests, the templates are compiled when they are first asked for.
 */

const folder = fileURLToPath(new URL("../../templates/", import.meta.url));
const extension = ".hbs";

/** Text is no HTML; a name that is not in the view is an error; no helper but the built-in ones. */
const options = { noEscape: true, strict: true, knownHelpersOnly: true };

/** @returns {Map<string, string>} template name → source of its compiled form, a JavaScript object literal */
function compiled() {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .sort();
  return new Map(
    files.map((file) => [
      file.slice(0, -extension.length),
      Handlebars.precompile(readFileSync(`${folder}${file}`, "utf8"), { ...options, srcName: undefined }),
    ]),
  );
}

/** The module that takes the place of `template-specs.ts` in the built tool. */
export function templateSpecsModule() {
  const entries = [...compiled()].map(([name, spec]) => `  ${JSON.stringify(name)}: ${spec},\n`);
  return `export const templateSpecs = {\n${entries.join("")}};\n`;
}

/** The same specifications as values. */
export function templateSpecsFromSource() {
  return Object.fromEntries([...compiled()].map(([name, spec]) => [name, new Function(`return ${spec};`)()]));
}

/** Rolldown plugin for the build. */
export function templatesPlugin() {
  return {
    name: "templates",
    load(id) {
      return /[\\/]print[\\/]template-specs\.ts$/.test(id) ? { code: templateSpecsModule(), moduleType: "js" } : null;
    },
  };
}
