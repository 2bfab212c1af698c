import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { PackageModel } from "../../generator/ir/model.js";
import { createTables, type PackageTables } from "../../generator/run/tables.js";
import { makePackage } from "../conformance/schema-package.js";
import { createMemorySource, type FileSource } from "../../generator/read/files.js";

/** A package with its JSON schemas, compiled. */
export interface PackageSchemas {
  readonly model: PackageModel;
  readonly tables: PackageTables;
  /** Path in the package → text. */
  readonly files: ReadonlyMap<string, string>;
  /** All that stands in a `$comment`, of all schemas. */
  readonly comments: string;
  /** The validator of a type's or element's name, in the module of a namespace. */
  validator(module: string, name: string): ValidateFunction;
}

/** Generates a package of a schema. @throws when it cannot be generated */
export function schemasOf(schema: string): PackageSchemas {
  return schemasFrom(["input.xsd"], createMemorySource({ "input.xsd": schema }));
}

/** The same, of files. */
export function schemasFrom(roots: readonly string[], source: FileSource): PackageSchemas {
  const made = makePackage(roots, source);
  if (made.kind !== "package")
    throw new Error(made.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return compileSchemas(made.model, made.files);
}

/** Compiles the JSON schemas of a package in ajv's strictest mode. */
function compileSchemas(model: PackageModel, all: ReadonlyMap<string, string>): PackageSchemas {
  const files = new Map([...all].filter(([path]) => path.startsWith("json-schema/")));
  const ajv = new Ajv2020({ strict: true, validateSchema: true });
  const ids = new Map<string, string>();
  for (const [path, text] of files) {
    const schema = JSON.parse(text) as { readonly $id: string };
    ajv.addSchema(schema);
    ids.set(path, schema.$id);
  }
  return {
    model,
    tables: createTables(model),
    files,
    comments: [...files.values()].flatMap((text) => text.match(/"\$comment": .*/g) ?? []).join("\n"),
    validator(module, name) {
      const reference = `${ids.get(`json-schema/${module}.json`)}#/$defs/${encodeURIComponent(name)}`;
      const found = ajv.getSchema(reference);
      if (found === undefined) throw new Error(`there is no schema ${reference}`);
      return found as ValidateFunction;
    },
  };
}
