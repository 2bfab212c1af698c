import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript-6.0";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/*
 * The rooms of the house and which of them each may look into. A room is named by the longest prefix that fits a path.
 * The straight line: read → schema → contract → ir/lower → passes → emit → print → write; every arrow points down.
 */
const rooms: Readonly<Record<string, { readonly prefix: string; readonly mayImport: readonly string[] }>> = {
  cli: { prefix: "generator/cli.ts", mayImport: ["commands"] },
  config: { prefix: "generator/config.ts", mayImport: [] },
  request: { prefix: "generator/request.ts", mayImport: [] },
  commands: {
    prefix: "generator/commands/",
    mayImport: ["pipeline", "drift", "contract", "read", "write", "config", "request"],
  },
  pipeline: {
    prefix: "generator/pipeline.ts",
    mayImport: ["request", "read", "schema", "contract", "lower", "ir", "passes", "emit", "print", "write"],
  },
  emit: { prefix: "generator/emit/", mayImport: ["ir", "print"] },
  passes: { prefix: "generator/passes/", mayImport: ["ir"] },
  lower: { prefix: "generator/ir/lower", mayImport: ["ir", "contract", "schema", "documents"] },
  ir: { prefix: "generator/ir/", mayImport: [] },
  drift: { prefix: "generator/drift/", mayImport: ["contract", "schema", "print"] },
  contract: { prefix: "generator/contract/", mayImport: ["schema", "read", "documents"] },
  schema: { prefix: "generator/schema/", mayImport: ["documents"] },
  documents: { prefix: "generator/read/document", mayImport: ["read"] },
  read: { prefix: "generator/read/", mayImport: ["documents"] },
  print: { prefix: "generator/print/", mayImport: [] },
  write: { prefix: "generator/write/", mayImport: [] },
  diagnostics: { prefix: "generator/diagnostics/", mayImport: [] },
  runtime: { prefix: "runtime/", mayImport: [] },
};

/** A capability that one file keeps to itself. */
const onlyIn: Readonly<Record<string, readonly string[]>> = {
  "node:fs": ["generator/read/files.ts", "generator/write/files.ts"],
  "node:fs/promises": [],
  saxes: ["generator/read/xml.ts"],
  yaml: ["generator/read/yaml.ts"],
  handlebars: ["generator/print/templates.ts"],
  "ts-morph": ["generator/print/declarations.ts"],
  prettier: ["generator/print/format.ts"],
};

/** Files above 300 lines, each with the reason why it is one thing. */
const longFiles: Readonly<Record<string, string>> = {};

interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly string[];
  readonly syntax: readonly string[];
}

const files = ["generator", "runtime"].flatMap((folder) => sourcesBelow(folder));
const product = files.filter((file) => !file.path.endsWith(".test.ts"));

describe("architecture", () => {
  test("there is something to look at", () => {
    expect(product.length).toBeGreaterThan(20);
  });

  test("each file imports only what its room may see", () => {
    const arrows = product.flatMap((file) =>
      file.imports
        .map((specifier) => localTarget(file.path, specifier))
        .filter((target) => target !== undefined && !mayImport(roomOf(file.path), roomOf(target)))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(arrows).toEqual([]);
  });

  test("no file outside our packages is imported by a relative path", () => {
    const strays = product.flatMap((file) =>
      file.imports
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => join(file.path, "..", specifier).replaceAll("\\", "/"))
        .filter((target) => !/^(?:generator|runtime)\//.test(target))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test("the runtime imports nothing but Node's own modules", () => {
    const foreign = product
      .filter((file) => file.path.startsWith("runtime/"))
      .flatMap((file) =>
        file.imports
          .filter((specifier) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
          .map((specifier) => `${file.path} → ${specifier}`),
      );
    expect(foreign).toEqual([]);
  });

  test.each(Object.entries(onlyIn))("%s is imported where it belongs and nowhere else", (name, allowed) => {
    const users = product
      .filter((file) => file.path.startsWith("generator/"))
      .filter((file) => file.imports.some((specifier) => specifier === name || specifier.startsWith(`${name}/`)))
      .map((file) => file.path);
    expect(users.filter((path) => !allowed.includes(path))).toEqual([]);
  });

  test("imports run in no circle", () => {
    expect(circles(product)).toEqual([]);
  });

  test("no default export, no export *, no any, no enum, no namespace, no parameter property", () => {
    expect(files.flatMap((file) => file.syntax)).toEqual([]);
  });

  test("a file is one thing: above 300 lines it needs a reason", () => {
    const long = product.filter((file) => file.lines > 300).map((file) => file.path);
    expect(long.filter((path) => longFiles[path] === undefined)).toEqual([]);
    expect(Object.keys(longFiles).filter((path) => !long.includes(path))).toEqual([]);
  });
});

function mayImport(from: string, to: string): boolean {
  if (from === to || to === "diagnostics") return from !== "runtime" || to === "runtime";
  return rooms[from]?.mayImport.includes(to) ?? false;
}

function roomOf(path: string): string {
  const fitting = Object.entries(rooms).filter(([, { prefix }]) => path.startsWith(prefix));
  const best = fitting.sort(([, left], [, right]) => right.prefix.length - left.prefix.length)[0];
  return best?.[0] ?? `no room for ${path}`;
}

/** The source file behind a relative import; undefined for packages and for data. */
function localTarget(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".") || specifier.endsWith(".json")) return undefined;
  return join(from, "..", specifier).replaceAll("\\", "/").replace(/\.js$/, ".ts");
}

function circles(sources: readonly SourceFile[]): readonly string[] {
  const edges = new Map(
    sources.map((file) => [
      file.path,
      file.imports.map((specifier) => localTarget(file.path, specifier)).filter((target) => target !== undefined),
    ]),
  );
  const found: string[] = [];
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(" → "));
    if (start >= 0 || finished.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    finished.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return found;
}

function sourcesBelow(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/(?:^|\/)(?:dist|node_modules)\//.test(path))
    .sort()
    .map(readSource);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const imports: string[] = [];
  const syntax: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push(specifier);
    const offence = offenceOf(node);
    if (offence !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      syntax.push(`${path}:${line + 1} ${offence}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, lines: text.split("\n").length - 1, imports, syntax };
}

function specifierOf(node: ts.Node): string | undefined {
  const literal =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  return literal !== undefined && ts.isStringLiteral(literal) ? literal.text : undefined;
}

function offenceOf(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return "any";
  if (ts.isExportAssignment(node)) return "default export";
  if (ts.isExportDeclaration(node) && node.exportClause === undefined) return "export *";
  if (ts.isExportDeclaration(node) && node.exportClause !== undefined && ts.isNamespaceExport(node.exportClause)) {
    return "export * as";
  }
  if (ts.isEnumDeclaration(node)) return "enum";
  if (ts.isModuleDeclaration(node)) return "namespace";
  if (ts.isParameterPropertyDeclaration(node, node.parent)) return "parameter property";
  const isDefault = ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return isDefault === true ? "default export" : undefined;
}
