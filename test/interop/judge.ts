import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { output, run } from "./processes.js";

/* libxml2 as a judge: through lxml for many documents, through xmllint for a few. */

export interface Verdict {
  readonly verdict: "valid" | "invalid" | "malformed";
  /** Clark name of the root element, `""` when malformed. */
  readonly root: string;
  /** libxml2's first complaint. */
  readonly complaint: string;
}

const script = fileURLToPath(new URL("judge.py", import.meta.url));

/** Judges documents against a schema, an XSD or the one inside a WSDL. */
export async function judge(schema: string, documents: readonly string[]): Promise<readonly Verdict[]> {
  return withSchema(schema, async (path) => {
    const lines = documents.map((document) => Buffer.from(document, "utf8").toString("base64")).join("\n");
    const answers = (await output("/usr/bin/python3", [script, path], `${lines}\n`, 300_000)).trimEnd().split("\n");
    if (answers.length !== documents.length)
      throw new Error(`${answers.length} verdicts on ${documents.length} documents`);
    return answers.map((answer) => {
      const [verdict, root = "", complaint = ""] = answer.split("\t");
      return { verdict: verdict as Verdict["verdict"], root, complaint };
    });
  });
}

/** The same from the command line tool: which documents are valid. */
export async function xmllint(schema: string, documents: readonly string[]): Promise<readonly Verdict["verdict"][]> {
  return withSchema(schema, (path, folder) => {
    const files = documents.map((document, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, document);
      return file;
    });
    return Promise.all(chunks(files, 200).map((some) => verdictsOf(path, some))).then((parts) => parts.flat());
  });
}

async function verdictsOf(schema: string, files: readonly string[]): Promise<readonly Verdict["verdict"][]> {
  const { stderr } = await run("xmllint", ["--nonet", "--noout", "--schema", schema, ...files]);
  const lines = new Set(stderr.split("\n"));
  return files.map((file) => {
    if (lines.has(`${file} validates`)) return "valid";
    return lines.has(`${file} fails to validate`) ? "invalid" : "malformed";
  });
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Hands over the path of the schema and a folder for files; a schema inside a WSDL is taken out into a file first. */
async function withSchema<Value>(
  schema: string,
  use: (path: string, folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "snitflade-judge-"));
  try {
    if (!schema.endsWith(".wsdl")) return await use(schema, folder);
    const path = join(folder, "inline.xsd");
    writeFileSync(path, inlineSchema(readFileSync(schema, "utf8")));
    return await use(path, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The one schema inside a WSDL, with the namespace declarations it has from the elements around it. */
function inlineSchema(wsdl: string): string {
  const schemas = [...wsdl.matchAll(/<xsd:schema\b([^>]*)>[^]*?<\/xsd:schema>/g)];
  const [schema, ...more] = schemas;
  const definitions = /<wsdl:definitions\b([^>]*)>/.exec(wsdl);
  if (schema === undefined || definitions === null || more.length > 0) throw new Error("not one inline schema");
  const declarations = [...definitions[1]!.matchAll(/\sxmlns:[^=\s]+="[^"]*"/g)].map(([declaration]) => declaration);
  return schema[0].replace("<xsd:schema", `<xsd:schema${declarations.join("")}`);
}
