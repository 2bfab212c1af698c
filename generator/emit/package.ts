import type { Artifact } from "../ir/artifact.js";
import type { OperationModel, PackageModel, RuleModel, ServiceModel } from "../ir/model.js";
import { renderTemplate } from "../print/templates.js";
import { ownCodeLists } from "./code-lists.js";
import { hasJsonSchemas } from "./json-schema.js";
import { markdownText } from "./markdown.js";
import { codeListExample, serviceExample } from "./readme-example.js";
import { transfersView } from "./readme-transfers.js";
import { subPaths } from "./sub-paths.js";
import { at } from "./symbols.js";
import { valueKeys } from "./value-keys.js";

/** What the files of a package say besides what the model holds. */
export interface PackageOptions {
  /** SPDX expression. */
  readonly license: string;
  /** Who holds the copyright, as the licence names them. */
  readonly copyright: string;
  /** Version of `@snitflade/runtime` that the generated code was made for. */
  readonly runtimeVersion: string;
}

/** What `npm run build` of a package needs: the compilers that the generated code is held against. */
const compiler = ["typescript", ">=5.9 <8"] as const;
/** Types of what the runtime uses of Node. */
const nodeTypes = ["@types/node", ">=22"] as const;

/** Emits `package.json`, `tsconfig.json`, `README.md`, `CHANGELOG.md` and `LICENSE` from the templates. */
export function emitPackageFiles(model: PackageModel, options: PackageOptions): readonly Artifact[] {
  const files = [
    { path: "package.json", text: renderTemplate("package.json", packageView(model, options)) },
    { path: "tsconfig.json", text: renderTemplate("tsconfig.json", { types: usesRuntime(model) ? `"node"` : "" }) },
    { path: "README.md", text: renderTemplate("README.md", readmeView(model)) },
    { path: "CHANGELOG.md", text: renderTemplate("CHANGELOG.md", changelogView(model)) },
    {
      path: "LICENSE",
      text: renderTemplate("LICENSE", { ...options, mit: options.license === "MIT", holder: options.copyright }),
    },
  ];
  return files.map(({ path, text }) => ({ path, text: `${text.trim()}\n` }));
}

/** A package of code lists alone imports nothing. */
function usesRuntime(model: PackageModel): boolean {
  return model.types.length > 0 || model.services.length > 0;
}

function packageView(model: PackageModel, options: PackageOptions): object {
  const dependencies = new Map(model.dependencies);
  if (usesRuntime(model)) dependencies.set("@snitflade/runtime", options.runtimeVersion);
  return {
    name: json(model.name),
    version: json(model.version),
    description: json(model.description),
    license: json(options.license),
    exports: withCommas(
      subPaths(model).map(({ path, module }) => ({
        path: json(path),
        types: json(`./dist/${module}.d.ts`),
        module: json(`./dist/${module}.js`),
      })),
      hasJsonSchemas(model),
    ),
    jsonSchemas: hasJsonSchemas(model),
    dependencies: dependencyView([...dependencies].sort(([left], [right]) => (left < right ? -1 : 1))),
    devDependencies: dependencyView(usesRuntime(model) ? [nodeTypes, compiler] : [compiler]),
  };
}

function dependencyView(dependencies: readonly (readonly [name: string, version: string])[]): readonly object[] {
  return withCommas(dependencies.map(([name, version]) => ({ name: json(name), version: json(version) })));
}

function json(value: string): string {
  return JSON.stringify(value);
}

/** @param isMore something follows the last entry */
function withCommas<Entry extends object>(
  entries: readonly Entry[],
  isMore = false,
): readonly (Entry & { readonly comma: string })[] {
  return entries.map((entry, index) => ({ ...entry, comma: isMore || index < entries.length - 1 ? "," : "" }));
}

function readmeView(model: PackageModel): object {
  const lists = ownCodeLists(model);
  const [firstList] = lists;
  const services = serviceExample(model);
  return {
    name: model.name,
    packageName: model.name,
    description: markdownText(model.description),
    example: services?.text ?? "",
    isServed: services?.isServed ?? false,
    usesRuntime: usesRuntime(model),
    codeListExample: services === undefined && firstList !== undefined ? (codeListExample(model, firstList) ?? "") : "",
    jsonSchemas: hasJsonSchemas(model),
    modules: subPaths(model).map(({ path, purpose }) => ({ path: model.name + path.slice(1), purpose })),
    services: model.services.map((service) => serviceView(model, service)),
    transfers: transfersView(model),
    codeLists: lists.map((list) => ({
      typeName: list.typeName,
      shortName: markdownText(list.shortName),
      version: markdownText(list.version),
      count: String(list.codes.length),
    })),
    valueKeys: valueKeys(model),
    hasRules: model.rules.length > 0,
    messageRules: model.rules.filter((rule) => rule.kind === "message").map(ruleView),
    processRules: model.rules.filter((rule) => rule.kind === "process").map(ruleView),
  };
}

function serviceView(model: PackageModel, service: ServiceModel): object {
  return {
    stem: service.stem,
    documentation: markdownText(service.documentation.join(" ")),
    endpoints: service.endpoints.map(({ id, client, server, security }) => ({
      id: markdownText(id),
      client: markdownText(client),
      server: markdownText(server),
      security: security.mode === "token" ? "authenticated by token" : "authenticated by certificate",
    })),
    operations: service.operations.map((operation) => operationView(model, operation)),
  };
}

function operationView(model: PackageModel, operation: OperationModel): object {
  const { receipt, output } = operation;
  const result =
    receipt !== undefined
      ? at(model.receipts, receipt).typeName
      : output === undefined
        ? "void"
        : at(model.elements, output).typeName;
  const { inputHeaders, outputHeaders } = operation;
  return {
    methodName: operation.methodName,
    input: `${at(model.elements, operation.input).typeName}${inputHeaders.length > 0 ? ", headers" : ""}`,
    result: outputHeaders.length > 0 && output !== undefined ? `{ body: ${result}, headers }` : result,
    documentation: markdownText(operation.documentation.join(" ")),
  };
}

function ruleView(rule: RuleModel): object {
  const errors = rule.errorSides.length > 0 ? [`error for ${rule.errorSides.join(", ")}`] : [];
  const warnings = rule.warningSides.length > 0 ? [`warning for ${rule.warningSides.join(", ")}`] : [];
  const optIn = rule.optIn ? ["only when asked for"] : [];
  return {
    id: markdownText(rule.id),
    section: rule.section === "" ? "" : ` (§ ${markdownText(rule.section)})`,
    text: markdownText(rule.text),
    sides: `(${[...errors, ...warnings, ...optIn].join("; ")})`,
  };
}

function changelogView(model: PackageModel): object {
  return {
    version: markdownText(model.version),
    documents: model.documents.map((document) => document.path),
    codeLists: ownCodeLists(model).map((list) => ({
      shortName: markdownText(list.shortName),
      version: markdownText(list.version),
    })),
  };
}
