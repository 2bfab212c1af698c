import { templateSpecsFromSource } from "./precompile-templates.mjs";

/** Compiled templates by name. The build puts a module of precompiled ones in this module's place. */
export const templateSpecs: Readonly<Record<string, object>> = templateSpecsFromSource();
