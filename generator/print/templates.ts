import Handlebars from "handlebars/runtime.js";
import { templateSpecs } from "./template-specs.js";

/** The files of `templates/`, without `.hbs`. */
export type TemplateName =
  "package.json" | "tsconfig.json" | "README.md" | "CHANGELOG.md" | "LICENSE" | "index.ts" | "client.ts" | "server.ts";

const templates = new Map<TemplateName, (view: object) => string>();

/**
 * Renders one of the templates. A template decides nothing: everything it prints stands in the view, escaped for its
 * place already. A name that the view lacks throws; that is a bug of ours.
 */
export function renderTemplate(name: TemplateName, view: object): string {
  let template = templates.get(name);
  if (template === undefined) {
    const spec = templateSpecs[name];
    if (spec === undefined) throw new Error(`no template ${name}`);
    template = Handlebars.template(spec);
    templates.set(name, template);
  }
  return template(view);
}
