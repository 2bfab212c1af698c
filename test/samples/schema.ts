import { createTables, type PackageTables } from "../../generator/run/tables.js";
import { createCodecs } from "../../generator/run/services.js";
import type { PackageModel } from "../../generator/ir/model.js";
import type { DocumentCodec } from "../../runtime/codec/document-codec.js";
import type { RootElement } from "../../runtime/codec/tables.js";
import { makePackage } from "../conformance/schema-package.js";

/** A schema read from its text, with its tables alive. */
export interface LiveSchema {
  readonly model: PackageModel;
  readonly tables: PackageTables;
  readonly codecs: readonly DocumentCodec<unknown>[];
  /** What the generated package would hold: path → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Index of the element with this local name. */
  index(localName: string): number;
  element(localName: string): RootElement;
}

/** @param content what stands in xs:schema; its prefix for its own namespace, urn:test, is t */
export function liveSchema(content: string): LiveSchema {
  const text = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:test" targetNamespace="urn:test"
    elementFormDefault="qualified">${content}</xs:schema>`;
  const made = makePackage(["test.xsd"], {
    read: (path) => (path === "test.xsd" ? new TextEncoder().encode(text) : undefined),
  });
  if (made.kind !== "package") throw new Error(made.diagnostics.map(({ message }) => message).join("\n"));
  const { model, files } = made;
  const tables = createTables(model);
  const index = (localName: string): number => {
    const found = model.elements.findIndex((element) => element.localName === localName);
    if (found < 0) throw new Error(`no element ${localName}`);
    return found;
  };
  return {
    model,
    tables,
    codecs: createCodecs(model, tables),
    files,
    index,
    element(localName) {
      const element = tables.elements[index(localName)];
      if (element === undefined) throw new Error(`no element ${localName}`);
      return element;
    },
  };
}
