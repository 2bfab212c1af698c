/*
 * Lets plain Node run our TypeScript sources, for programs that are no vitest tests: `node --import …/typescript-sources.mjs
 * program.ts`. Node strips the types itself; but a relative import ends in `.js`, as the compiler wants it, where the
 * source is `.ts`.
 */
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith(".") && specifier.endsWith(".js") && context.parentURL?.endsWith(".ts")) {
      const source = new URL(specifier.replace(/\.js$/, ".ts"), context.parentURL);
      if (existsSync(fileURLToPath(source))) return nextResolve(source.href, context);
    }
    return nextResolve(specifier, context);
  },
});
