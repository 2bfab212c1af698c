import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import { localNameOf, namespaceOf } from "../read/clark-name.js";
import type { XmlDocument, XmlElement } from "../read/document.js";
import { attributeOf, childElements, collapse, textOf, valueOf } from "../read/elements.js";
import type { CodeList, CodeListColumn, CodeListRow } from "./model.js";

const genericodeNamespaces: readonly string[] = [
  "http://docs.oasis-open.org/codelist/ns/genericode/1.0/",
  "http://genericode.org/2006/ns/CodeList/0.4/",
];

/**
 * Reads a genericode document (OASIS genericode 1.0) with a simple code list: identification, columns, key, rows.
 * Gives nothing when something in it is wrong; each finding is a `SF-E-CODELIST` with its place.
 */
export function readCodeList(document: XmlDocument, diagnostics: DiagnosticSink): CodeList | undefined {
  let failed = false;
  const fail = (message: string, position: Position): void => {
    failed = true;
    report(diagnostics, "SF-E-CODELIST", message, position);
  };
  const { root } = document;
  if (localNameOf(root.name) !== "CodeList" || !genericodeNamespaces.includes(namespaceOf(root.name))) {
    report(diagnostics, "SF-E-ROOT", `the root element is ${root.name}, not gc:CodeList`, root.position);
    return undefined;
  }
  const identification = required(root, "Identification", fail);
  const columnSet = required(root, "ColumnSet", fail);
  const simple = required(root, "SimpleCodeList", fail);
  if (identification === undefined || columnSet === undefined || simple === undefined) return undefined;

  const columns = childrenCalled(columnSet, "Column").map((column) => readColumn(column, fail));
  for (const column of columns) {
    if (columns.find(({ id }) => id === column.id) !== column)
      fail(`column "${column.id}" stands twice`, column.position);
  }
  const key = readKey(columnSet, columns, fail);
  const rows = childrenCalled(simple, "Row").map((row) => readRow(row, columns, fail));
  checkKeys(rows, key, fail);
  const longName = textIn(identification, "LongName");
  const agency = childCalled(identification, "Agency");
  const agencyName =
    agency && (textIn(agency, "LongName") ?? textIn(agency, "ShortName") ?? textIn(agency, "Identifier"));
  const list: CodeList = {
    file: document.file,
    shortName: requiredText(identification, "ShortName", fail),
    ...(longName === undefined ? {} : { longName }),
    version: requiredText(identification, "Version", fail),
    canonicalUri: requiredText(identification, "CanonicalUri", fail),
    canonicalVersionUri: requiredText(identification, "CanonicalVersionUri", fail),
    ...(agencyName === undefined ? {} : { agency: agencyName }),
    columns,
    key,
    rows,
    position: root.position,
  };
  return failed ? undefined : list;
}

type Fail = (message: string, position: Position) => void;

/** Elements of genericode are in no namespace, but for the root. */
function childrenCalled(element: XmlElement, localName: string): readonly XmlElement[] {
  return childElements(element).filter((child) => localNameOf(child.name) === localName);
}

function childCalled(element: XmlElement, localName: string): XmlElement | undefined {
  return childrenCalled(element, localName)[0];
}

function textIn(element: XmlElement, localName: string): string | undefined {
  const child = childCalled(element, localName);
  return child && collapse(textOf(child));
}

function required(element: XmlElement, localName: string, fail: Fail): XmlElement | undefined {
  const child = childCalled(element, localName);
  if (child === undefined) fail(`${localNameOf(element.name)} needs ${localName}`, element.position);
  return child;
}

function requiredText(element: XmlElement, localName: string, fail: Fail): string {
  const text = textIn(element, localName) ?? "";
  if (text === "") fail(`${localNameOf(element.name)} needs ${localName}`, element.position);
  return text;
}

function readColumn(element: XmlElement, fail: Fail): CodeListColumn {
  const id = valueOf(element, "Id") ?? "";
  if (id === "") fail('Column needs the attribute "Id"', element.position);
  const use = valueOf(element, "Use") ?? "optional";
  if (use !== "required" && use !== "optional")
    fail(`"Use" of column "${id}" must be required or optional`, element.position);
  const data = childCalled(element, "Data");
  return {
    id,
    shortName: requiredText(element, "ShortName", fail),
    required: use === "required",
    dataType: (data && valueOf(data, "Type")) ?? "string",
    position: element.position,
  };
}

/** A key of one column; a list without one is keyed by its first required column. */
function readKey(columnSet: XmlElement, columns: readonly CodeListColumn[], fail: Fail): string {
  const key = childCalled(columnSet, "Key");
  if (key === undefined) {
    const first = columns.find((column) => column.required);
    if (first === undefined) fail("the code list has no key and no required column", columnSet.position);
    return first?.id ?? "";
  }
  const references = childrenCalled(key, "ColumnRef");
  const id = (references[0] && valueOf(references[0], "Ref")) ?? "";
  if (references.length !== 1) fail("a key of exactly one column is needed", key.position);
  else if (!columns.some((column) => column.id === id))
    fail(`the key refers to column "${id}", which is not there`, key.position);
  return id;
}

/** A value without `ColumnRef` is for the column behind the one before it (genericode §5.5). */
function readRow(row: XmlElement, columns: readonly CodeListColumn[], fail: Fail): CodeListRow {
  const values = new Map<string, string>();
  let next = 0;
  for (const value of childrenCalled(row, "Value")) {
    const reference = attributeOf(value, "ColumnRef");
    const index = reference === undefined ? next : columns.findIndex(({ id }) => id === collapse(reference.value));
    const column = columns[index];
    if (column === undefined) {
      fail(
        reference === undefined ? "the row has more values than columns" : `there is no column "${reference.value}"`,
        value.position,
      );
      continue;
    }
    next = index + 1;
    if (values.has(column.id)) fail(`the row has two values for column "${column.id}"`, value.position);
    const simple = childCalled(value, "SimpleValue");
    if (simple === undefined && childElements(value).length > 0) {
      fail(`the value for column "${column.id}" is not a SimpleValue`, value.position);
    }
    if (simple !== undefined) values.set(column.id, textOf(simple));
  }
  for (const column of columns) {
    if (column.required && !values.has(column.id)) fail(`the row has no value for column "${column.id}"`, row.position);
  }
  return { values, position: row.position };
}

function checkKeys(rows: readonly CodeListRow[], key: string, fail: Fail): void {
  const seen = new Set<string>();
  for (const { values, position } of rows) {
    const value = values.get(key);
    if (value === undefined) fail(`the row has no value for its key "${key}"`, position);
    else if (seen.has(value)) fail(`the code "${value}" stands twice`, position);
    else seen.add(value);
  }
}
