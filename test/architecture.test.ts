import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript-6.0";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

interface Room {
  /** Folders end in a slash; a file belongs to the room with the longest prefix that fits it. */
  readonly holds: readonly string[];
  readonly mayImport: readonly string[];
}

/*
 * The rooms of the house and which of them each may look into; every room may look into diagnostics. The straight line:
 * read → schema → contract → lower → passes → emit → print → write; every arrow points down.
 */
const rooms: Readonly<Record<string, Room>> = {
  cli: { holds: ["generator/cli.ts"], mayImport: ["commands"] },
  config: { holds: ["generator/config.ts"], mayImport: [] },
  request: { holds: ["generator/request.ts"], mayImport: [] },
  commands: {
    holds: ["generator/commands/"],
    mayImport: ["pipeline", "drift", "contract", "read", "write", "print", "config", "request"],
  },
  pipeline: {
    holds: ["generator/pipeline.ts", "generator/pipeline/"],
    mayImport: [
      "request",
      "read",
      "documents",
      "schema",
      "contract",
      "lower",
      "model",
      "passes",
      "emit",
      "print",
      "write",
      "run",
      "lint",
      "completeness",
      "runtime",
    ],
  },
  emit: { holds: ["generator/emit/"], mayImport: ["model", "print"] },
  passes: { holds: ["generator/passes/"], mayImport: ["model"] },
  lower: { holds: ["generator/ir/"], mayImport: ["model", "contract", "schema", "documents"] },
  model: { holds: ["model", "artifact", "visit"].map((name) => `generator/ir/${name}.ts`), mayImport: [] },
  /** Branches of the straight line: what is not about generating. */
  lint: { holds: ["generator/lint/"], mayImport: ["contract", "schema", "documents"] },
  completeness: { holds: ["generator/completeness/"], mayImport: ["contract", "schema", "documents", "model"] },
  run: { holds: ["generator/run/"], mayImport: ["model", "schema", "documents", "runtime"] },
  drift: { holds: ["generator/drift/"], mayImport: ["contract", "schema", "print"] },
  contract: { holds: ["generator/contract/"], mayImport: ["schema", "read", "documents"] },
  schema: { holds: ["generator/schema/"], mayImport: ["documents"] },
  read: { holds: ["generator/read/"], mayImport: ["documents"] },
  documents: {
    holds: ["document", "elements", "clark-name", "well-known"].map((name) => `generator/read/${name}.ts`),
    mayImport: [],
  },
  print: { holds: ["generator/print/"], mayImport: [] },
  write: { holds: ["generator/write/"], mayImport: ["print"] },
  diagnostics: { holds: ["generator/diagnostics/"], mayImport: [] },
  runtime: { holds: ["runtime/"], mayImport: [] },
};

/*
 * Files that may call each other in a circle, with the reason. Types alone may refer to each other freely.
 */
const recursions: readonly { readonly folder: string; readonly files: readonly string[]; readonly reason: string }[] = [
  {
    folder: "generator/schema",
    files: ["complex-types", "elements", "particles"],
    reason: "XSD is recursive: elements have types, types have particles, particles have elements",
  },
];

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
const longFiles: Readonly<Record<string, string>> = {
  "generator/diagnostics/catalogue.ts":
    "one record, one entry per diagnostic, and the compiler checks that none is missing",
  "generator/emit/fast-decode.ts": "one emitter of one kind of function, whose parts read in the order of its output",
  "generator/ir/model.ts": "types only: the whole model on one page is what an author of an emitter needs",
  "generator/read/yaml-subset.ts": "one grammar; its rules call each other",
  "runtime/codec/fast-decode.ts": "one scanner over one buffer; its methods share the position and are inlined by V8",
  "runtime/codec/simple.ts": "one check per built-in type of XSD, side by side",
  "runtime/xml/tokenizer.ts": "one state machine over one buffer; a boundary inside it would cost a call per character",
};

interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly string[];
  /** Imports that are left when types are erased. */
  readonly valueImports: readonly string[];
  readonly syntax: readonly string[];
}

const files = ["generator", "runtime"].flatMap((folder) => sourcesBelow(folder));
const product = files.filter((file) => !/\.(?:test|fixture)\.ts$/.test(file.path));

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
    const known = recursions.map(({ folder, files: names }) =>
      names
        .map((name) => `${folder}/${name}.ts`)
        .sort()
        .join(" ⇄ "),
    );
    expect(circles(product).toSorted()).toEqual(known.toSorted());
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
  let room = `no room for ${path}`;
  let length = 0;
  for (const [name, { holds }] of Object.entries(rooms)) {
    for (const prefix of holds) {
      if (prefix.length <= length || !(prefix.endsWith("/") ? path.startsWith(prefix) : path === prefix)) continue;
      room = name;
      length = prefix.length;
    }
  }
  return room;
}

/** The source file behind a relative import; undefined for packages and for data. */
function localTarget(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".") || specifier.endsWith(".json")) return undefined;
  return join(from, "..", specifier).replaceAll("\\", "/").replace(/\.js$/, ".ts");
}

/** The files of each circle (strongly connected component, Tarjan's algorithm), joined. */
function circles(sources: readonly SourceFile[]): readonly string[] {
  const edges = new Map(
    sources.map((file) => [
      file.path,
      file.valueImports.map((specifier) => localTarget(file.path, specifier)).filter((target) => target !== undefined),
    ]),
  );
  const found: string[] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (path: string): number => {
    const number = order.size;
    order.set(path, number);
    lowest.set(path, number);
    open.push(path);
    for (const next of edges.get(path) ?? []) {
      const reached = order.has(next) ? (open.includes(next) ? (order.get(next) ?? 0) : Infinity) : visit(next);
      lowest.set(path, Math.min(lowest.get(path) ?? 0, reached));
    }
    if (lowest.get(path) === number) {
      const component = open.splice(open.indexOf(path));
      if (component.length > 1) found.push(component.toSorted().join(" ⇄ "));
    }
    return lowest.get(path) ?? number;
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return found;
}

function sourcesBelow(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/(?:^|\/)(?:dist|node_modules)\//.test(path))
    .sort()
    .map(readSource);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const imports: string[] = [];
  const valueImports: string[] = [];
  const syntax: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) imports.push(specifier);
    if (specifier !== undefined && !isTypeOnly(node)) valueImports.push(specifier);
    const offence = offenceOf(node);
    if (offence !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      syntax.push(`${path}:${line + 1} ${offence}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, lines: text.split("\n").length - 1, imports, valueImports, syntax };
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || node.importClause === undefined) return false;
  const { phaseModifier, name, namedBindings } = node.importClause;
  if (phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  if (name !== undefined || namedBindings === undefined || ts.isNamespaceImport(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
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
  const isDefault =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return isDefault === true ? "default export" : undefined;
}
