import type { Artifact } from "../ir/artifact.js";
import type { PackageModel } from "../ir/model.js";
import { code, list, name, quote, raw } from "../print/code.js";
import { renderTemplate } from "../print/templates.js";
import { codeListExports, ownCodeLists } from "./code-lists.js";
import { hasReceipts } from "./sub-paths.js";
import { typeExports } from "./types.js";

/**
 * Emits the entry points: `src/index.ts` (what most users need) and `src/types.ts` (every type). Each name is listed, so
 * that a change of what a package offers can be seen in its diff.
 */
export function emitEntryPoints(model: PackageModel, header: string): readonly Artifact[] {
  const index = [
    ...serviceStatements(model),
    ...receiptStatements(model),
    ...messageStatements(model),
    ...codeListStatements(model),
  ];
  const types = typesStatements(model);
  const files = [{ path: "src/index.ts", statements: index.length > 0 ? index : types }];
  if (model.elements.length > 0) files.push({ path: "src/types.ts", statements: types });
  return files.map(({ path, statements }) => ({
    path,
    text: `${renderTemplate("index.ts", { header: header.replaceAll(/[\r\n\u2028\u2029]+/g, " "), statements }).trimEnd()}\n`,
  }));
}

function serviceStatements(model: PackageModel): readonly string[] {
  if (model.services.length === 0) return [];
  const stems = model.services.map((service) => service.stem);
  return [
    statement(
      [...stems.map((stem) => `create${stem}Client`), ...stems.map((stem) => `type ${stem}Client`)],
      "./client.js",
    ),
    statement(
      [...stems.map((stem) => `create${stem}Server`), ...stems.map((stem) => `type ${stem}Implementation`)],
      "./server.js",
    ),
  ];
}

function receiptStatements(model: PackageModel): readonly string[] {
  if (!hasReceipts(model)) return [];
  const types = [...model.receipts, ...(model.compositions ?? [])].map(({ typeName }) => `type ${typeName}`);
  return [
    statement(
      [...types, ...(model.replyHeader === undefined ? [] : ["replyHeader", "type ReplyHeaderOverrides"])],
      "./receipts.js",
    ),
  ];
}

/** The messages themselves; their parts are in `./types`. */
function messageStatements(model: PackageModel): readonly string[] {
  const messages = model.elements.filter((element) => element.role !== "registry");
  const names = new Set(messages.map((element) => element.typeName));
  return model.namespaces.flatMap((namespace, index) => {
    const exports = typeExports(model, index).filter((entry) => names.has(entry.name));
    return exports.length === 0 ? [] : [typeStatement(exports, `./types/${namespace.module}.js`)];
  });
}

function typesStatements(model: PackageModel): readonly string[] {
  return model.namespaces.flatMap((namespace, index) => {
    const exports = typeExports(model, index);
    return exports.length === 0 ? [] : [typeStatement(exports, `./types/${namespace.module}.js`)];
  });
}

function typeStatement(exports: ReturnType<typeof typeExports>, module: string): string {
  if (exports.every((entry) => entry.kind === "type"))
    return statement(
      exports.map((entry) => entry.name),
      module,
      true,
    );
  return statement(
    exports.map((entry) => (entry.kind === "type" ? `type ${entry.name}` : entry.name)),
    module,
  );
}

function codeListStatements(model: PackageModel): readonly string[] {
  return ownCodeLists(model).map((entry) => {
    const { types, values } = codeListExports(entry);
    return statement([...values, ...types.map((type) => `type ${type}`)], `./code-lists/${entry.module}.js`);
  });
}

/** `export { … } from "…";`, the names sorted as if none were marked as a type. */
function statement(symbols: readonly string[], module: string, typeOnly = false): string {
  const sorted = symbols
    .map((symbol) => ({ symbol, name: bare(symbol) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const items = sorted.map(({ symbol, name: own }) => raw(`${symbol === own ? "" : "type "}${name(own).text}`));
  const keyword = raw(typeOnly ? "export type " : "export ");
  const [only] = items;
  // Prettier keeps a single name on its line, however long it is.
  if (items.length === 1 && only !== undefined) return code`${keyword}{ ${only} } from ${raw(quote(module))};`.text;
  return list(keyword, "{", items, "}", raw(` from ${quote(module)};`), { indent: "", pad: true }).text;
}

function bare(symbol: string): string {
  return symbol.startsWith("type ") ? symbol.slice("type ".length) : symbol;
}
