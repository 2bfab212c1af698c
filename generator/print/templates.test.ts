import { describe, expect, test } from "vitest";
import { templateSpecsModule, templatesPlugin } from "./precompile-templates.mjs";
import { renderTemplate } from "./templates.js";

describe("templates", () => {
  test("print what the view says, unescaped", () => {
    const view = { header: "<&\"'>", statements: ["export {};", "export type {};"] };
    expect(renderTemplate("index.ts", view)).toBe("// <&\"'>\n\nexport {};\nexport type {};\n");
  });

  test("a name that the view lacks is an error", () => {
    expect(() => renderTemplate("index.ts", { statements: [] })).toThrow(/header/);
  });

  test("the built tool has them compiled, without handlebars' compiler", () => {
    const module = templateSpecsModule();
    expect(module).toMatch(/^export const templateSpecs = \{\n {2}"CHANGELOG\.md": /);
    expect(module).not.toContain("{{");
    const plugin = templatesPlugin();
    expect(plugin.load("/x/generator/print/template-specs.ts")?.code).toBe(module);
    expect(plugin.load("/x/generator/print/templates.ts")).toBeNull();
  });
});
