import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { YamlNode } from "../read/yaml-document.js";
import {
  checkName,
  choiceOf,
  entriesOf,
  referenceOf,
  referencesOf,
  Section,
  textOf,
  wrong,
} from "./configuration-value.js";
import { readElementPath } from "./element-path.js";
import type {
  BundleConfiguration,
  CodeListConfiguration,
  ColumnConfiguration,
  Integration,
  NamespaceConfiguration,
  RoleConfiguration,
  SecurityModeConfiguration,
} from "./integration-model.js";
import { readEndpoints } from "./read-endpoints.js";
import { readCompositions, readReceipts, readReplyHeader } from "./read-receipts.js";

/** Reads the integration configuration. Whatever is wrong in it is reported; the result is whole when no error was. */
export function readIntegration(node: YamlNode, diagnostics: DiagnosticSink): Integration {
  const keys = [
    ..."integration version bundles endpoints securityModes operationAliases namespaces roles receipts valueMaps".split(
      " ",
    ),
    ..."replyHeader compositions codeListPackage codeLists columns rules".split(" "),
  ];
  const section = new Section(node, keys, "The configuration", diagnostics);
  const each = <Model>(
    key: string,
    read: (node: YamlNode, key: string, position: Position) => Model | undefined,
  ): Model[] => {
    const value = section.optional(key);
    if (value === undefined) return [];
    const entries = entriesOf(value, `"${key}"`, diagnostics);
    return entries
      .map((entry) => read(entry.value, entry.key, entry.keyPosition))
      .filter((model) => model !== undefined);
  };

  const name = section.text("integration");
  const version = section.text("version");
  const bundles = each("bundles", (value, id, position): BundleConfiguration => {
    return { id, folder: textOf(value, `The folder of bundle "${id}"`, diagnostics), position };
  });
  const securityModes = each("securityModes", (value, id, position) =>
    readSecurityMode(value, id, position, bundles, diagnostics),
  );
  const endpoints = readEndpoints(section.required("endpoints"), bundles, securityModes, diagnostics);
  const roles = each("roles", (value, role, position) => readRole(value, role, position, diagnostics));
  const valueMaps = new Map(each("valueMaps", (value, map) => [map, readValueMap(value, map, diagnostics)] as const));
  const names = { roles: new Set(roles.map((role) => role.name)), valueMaps };
  const receipts = readReceipts(section.optional("receipts"), names, diagnostics);
  const replyHeader = readReplyHeader(section.optional("replyHeader"), names.roles, diagnostics);
  const compositions = readCompositions(section.optional("compositions"), names.roles, receipts, diagnostics);
  const rules = section.optional("rules");
  const rulesFile = rules === undefined ? undefined : referenceOf(rules, `"rules"`, diagnostics);
  const codeListPackage = section.optionalText("codeListPackage");
  return {
    file: node.position.file,
    name,
    version,
    bundles,
    endpoints,
    securityModes,
    operationAliases: new Map(
      each("operationAliases", (value, operation) => {
        return [operation, referencesOf(value, `Aliases of ${operation}`, diagnostics)] as const;
      }),
    ),
    namespaces: readNamespaces(section.optional("namespaces"), diagnostics),
    roles: new Map(roles.map((role) => [role.name, role])),
    receipts,
    valueMaps,
    ...(replyHeader === undefined ? {} : { replyHeader }),
    compositions,
    ...(codeListPackage === undefined ? {} : { codeListPackage }),
    codeLists: each("codeLists", (value, file, position) => readCodeList(value, file, position, diagnostics)),
    columns: each("columns", (value, id, position) => readColumn(value, id, position, diagnostics)),
    ...(rulesFile === undefined ? {} : { rulesFile }),
    rules: [],
  };
}

function readSecurityMode(
  node: YamlNode,
  id: string,
  position: Position,
  bundles: readonly BundleConfiguration[],
  diagnostics: DiagnosticSink,
): SecurityModeConfiguration {
  const section = new Section(node, ["bundle", "wsdl", "policy"], `Security mode "${id}"`, diagnostics);
  const bundle = section.reference("bundle");
  checkName(
    bundle,
    bundles.map((known) => known.id),
    "bundle",
    diagnostics,
  );
  return { id, bundle: bundle?.name ?? "", wsdl: section.text("wsdl"), policy: section.text("policy"), position };
}

function readRole(node: YamlNode, name: string, position: Position, diagnostics: DiagnosticSink): RoleConfiguration {
  if (!/^[A-Za-z_]\w*$/.test(name) && !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
    wrong(diagnostics, `"${name}" cannot be the name of a role.`, position);
  const names = referencesOf(node, `The names of role "${name}"`, diagnostics);
  if (names.length === 0) wrong(diagnostics, `Role "${name}" accepts no name.`, position);
  const accepts = names.flatMap((accepted) => readElementPath(accepted.name, accepted.position, diagnostics) ?? []);
  return { name, accepts, position };
}

function readValueMap(node: YamlNode, map: string, diagnostics: DiagnosticSink): ReadonlyMap<string, string> {
  const entries = entriesOf(node, `Value map "${map}"`, diagnostics);
  return new Map(
    entries.map((entry) => [entry.key, textOf(entry.value, `The domain value of "${entry.key}"`, diagnostics)]),
  );
}

function readNamespaces(node: YamlNode | undefined, diagnostics: DiagnosticSink): readonly NamespaceConfiguration[] {
  const namespaces: NamespaceConfiguration[] = [];
  for (const { key: uri, value, keyPosition: position } of node === undefined
    ? []
    : entriesOf(node, `"namespaces"`, diagnostics)) {
    const section = new Section(value, ["prefix", "module", "typeSuffix"], `Namespace "${uri}"`, diagnostics);
    const prefix = section.text("prefix");
    const module = section.text("module");
    const typeSuffix = section.optionalText("typeSuffix");
    if (!/^[A-Za-z_][\w.-]*$/.test(prefix) || /^xml/i.test(prefix)) {
      wrong(diagnostics, `"${prefix}" cannot be a namespace prefix.`, section.position);
    }
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(module))
      wrong(diagnostics, `"${module}" is not a kebab-case file stem.`, section.position);
    if (typeSuffix !== undefined && !/^[A-Za-z_$][\w$]*$/.test(typeSuffix)) {
      wrong(diagnostics, `"${typeSuffix}" cannot end the name of a type.`, section.position);
    }
    for (const other of namespaces) {
      if (other.prefix === prefix)
        wrong(diagnostics, `Prefix "${prefix}" stands for two namespaces.`, section.position);
      if (other.module === module)
        wrong(diagnostics, `Module "${module}" stands for two namespaces.`, section.position);
    }
    namespaces.push({ uri, prefix, module, ...(typeSuffix === undefined ? {} : { typeSuffix }), position });
  }
  return namespaces;
}

function readCodeList(
  node: YamlNode,
  file: string,
  position: Position,
  diagnostics: DiagnosticSink,
): CodeListConfiguration {
  const types = referencesOf(node, `The types that "${file}" governs`, diagnostics).flatMap((type) => {
    const steps = readElementPath(type.name, type.position, diagnostics)?.steps;
    const [step] = steps ?? [];
    if (steps === undefined || step === undefined) return [];
    if (steps.length > 1 || step.namespace === undefined) {
      wrong(diagnostics, `"${type.name}" is not a Clark name of a type.`, type.position);
      return [];
    }
    return [`{${step.namespace}}${step.localName}` as ClarkName];
  });
  return { file, types, position };
}

const meanings = ["set-by", "inbound", "outbound-code", "status", "valid-from", "valid-to"] as const;

function readColumn(
  node: YamlNode,
  id: string,
  position: Position,
  diagnostics: DiagnosticSink,
): ColumnConfiguration | undefined {
  const keys = ["meaning", "party", "values", "accept", "reject", "discard"];
  const section = new Section(node, keys, `Column "${id}"`, diagnostics);
  const meaningNode = section.required("meaning");
  const meaning =
    meaningNode === undefined
      ? undefined
      : choiceOf(meaningNode, meanings, `The meaning of column "${id}"`, diagnostics);
  if (meaning === undefined) return undefined;
  const party = section.optionalText("party");
  if (party === undefined && (meaning === "inbound" || meaning === "outbound-code")) {
    wrong(diagnostics, `Column "${id}" needs the party it is about.`, section.position);
  }
  const values = section.optional("values");
  return {
    id,
    meaning,
    ...(party === undefined ? {} : { party }),
    ...(values === undefined ? {} : { values: section.texts("values") }),
    accept: section.texts("accept"),
    reject: section.texts("reject"),
    discard: section.texts("discard"),
    position,
  };
}
