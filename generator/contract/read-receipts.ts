import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { YamlNode } from "../read/yaml-document.js";
import { checkName, entriesOf, Section, wrong } from "./configuration-value.js";
import type {
  CompositionConfiguration,
  ReceiptConfiguration,
  Reference,
  ReplyHeaderConfiguration,
} from "./integration-model.js";

const roleKeys = ["element", "code", "reason", "errors", "errorCode", "errorText"] as const;
const codeKeys = ["success", "processed", "final", "errorsWith", "reasonWith"] as const;

/** What a receipt may refer to. */
export interface KnownNames {
  readonly roles: ReadonlySet<string>;
  readonly valueMaps: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** The `receipts` of an integration configuration. */
export function readReceipts(
  node: YamlNode | undefined,
  names: KnownNames,
  diagnostics: DiagnosticSink,
): readonly ReceiptConfiguration[] {
  if (node === undefined) return [];
  return entriesOf(node, `"receipts"`, diagnostics).map(({ key: id, value, keyPosition: position }) =>
    readReceipt(id, value, position, names, diagnostics),
  );
}

function readReceipt(
  id: string,
  node: YamlNode,
  position: Position,
  names: KnownNames,
  diagnostics: DiagnosticSink,
): ReceiptConfiguration {
  const section = new Section(node, ["name", ...roleKeys, "codes", ...codeKeys], `Receipt "${id}"`, diagnostics);
  const role = (key: (typeof roleKeys)[number]): Reference => {
    const reference = section.reference(key);
    checkName(reference, names.roles, "role", diagnostics);
    return reference ?? { name: "", position };
  };
  const codes = section.reference("codes");
  checkName(codes, names.valueMaps.keys(), "value map", diagnostics);
  const domain = new Set(names.valueMaps.get(codes?.name ?? "")?.values());
  const values = (key: (typeof codeKeys)[number]): readonly string[] => {
    const references = section.references(key);
    if (domain.size > 0) for (const reference of references) checkName(reference, domain, "domain value", diagnostics);
    return references.map((reference) => reference.name);
  };
  if (section.required("success") === undefined || section.required("processed") === undefined) {
    return emptyReceipt(id, position);
  }
  return {
    id,
    typeName: typeNameOf(section, id, `${capitalised(id)}Receipt`, diagnostics),
    element: role("element"),
    code: role("code"),
    reason: role("reason"),
    errors: role("errors"),
    errorCode: role("errorCode"),
    errorText: role("errorText"),
    codes: codes ?? { name: "", position },
    success: values("success"),
    processed: values("processed"),
    final: values("final"),
    errorsWith: values("errorsWith"),
    reasonWith: values("reasonWith"),
    position,
  };
}

function emptyReceipt(id: string, position: Position): ReceiptConfiguration {
  const none: Reference = { name: "", position };
  const lists = { success: [], processed: [], final: [], errorsWith: [], reasonWith: [] };
  const roles = {
    element: none,
    code: none,
    reason: none,
    errors: none,
    errorCode: none,
    errorText: none,
    codes: none,
  };
  return { id, typeName: `${capitalised(id)}Receipt`, ...roles, ...lists, position };
}

/** The `replyHeader` of an integration configuration. */
export function readReplyHeader(
  node: YamlNode | undefined,
  roles: ReadonlySet<string>,
  diagnostics: DiagnosticSink,
): ReplyHeaderConfiguration | undefined {
  if (node === undefined) return undefined;
  const section = new Section(node, ["type", "echo", "own"], "The reply header", diagnostics);
  const type = section.reference("type");
  const echo = section.references("echo");
  const own = section.references("own");
  for (const reference of type === undefined ? [] : [type, ...echo, ...own])
    checkName(reference, roles, "role", diagnostics);
  for (const reference of own) {
    if (!echo.some((echoed) => echoed.name === reference.name)) continue;
    wrong(diagnostics, `"${reference.name}" is both echoed and stated anew.`, reference.position);
  }
  return type === undefined ? undefined : { type, echo, own, position: section.position };
}

/** The `compositions` of an integration configuration. */
export function readCompositions(
  node: YamlNode | undefined,
  roles: ReadonlySet<string>,
  receipts: readonly ReceiptConfiguration[],
  diagnostics: DiagnosticSink,
): readonly CompositionConfiguration[] {
  if (node === undefined) return [];
  return entriesOf(node, `"compositions"`, diagnostics).flatMap(({ key: id, value, keyPosition: position }) => {
    const section = new Section(value, ["name", "header", "receipt"], `Composition "${id}"`, diagnostics);
    const header = section.reference("header");
    const receipt = section.reference("receipt");
    checkName(header, roles, "role", diagnostics);
    checkName(
      receipt,
      receipts.map((known) => known.id),
      "receipt",
      diagnostics,
    );
    if (header === undefined || receipt === undefined) return [];
    return [{ id, typeName: typeNameOf(section, id, capitalised(id), diagnostics), header, receipt, position }];
  });
}

function typeNameOf(section: Section, id: string, otherwise: string, diagnostics: DiagnosticSink): string {
  const name = section.optionalText("name") ?? otherwise;
  if (!/^[A-Za-z_$][\w$]*$/.test(name))
    wrong(diagnostics, `"${name}" (${id}) cannot be the name of a type.`, section.position);
  return name;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
