/** The module that takes the place of `template-specs.ts` in the built tool. */
export declare function templateSpecsModule(): string;
/** Compiled templates by name; their form is handlebars' own. */
export declare function templateSpecsFromSource(): Readonly<Record<string, object>>;
/** Rolldown plugin for the build. */
export declare function templatesPlugin(): {
  readonly name: string;
  load(id: string): { readonly code: string; readonly moduleType: "js" } | null;
};
