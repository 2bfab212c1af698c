import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { XmlDocument } from "./document.js";
import type { FileSource } from "./files.js";
import { normalisePath, resolveLocation } from "./location.js";
import { wellKnownSchema } from "./well-known.js";
import { parseXml } from "./xml.js";

export interface DocumentOptions {
  readonly source: FileSource;
  readonly diagnostics: DiagnosticSink;
  /** Directory that locations may not leave. */
  readonly root?: string;
  /** Offline copies: location or namespace as written → path of the file. */
  readonly catalog?: ReadonlyMap<string, string>;
  /** Documents of the same source, read for another contract of the same run. */
  readonly cache?: DocumentCache;
}

/** Parsed files by path, for contracts that share theirs. Broken files are not kept: each reader is to hear of them. */
export type DocumentCache = Map<string, XmlDocument>;

/** Reads documents, each file once. */
export interface Documents {
  /** All documents read so far, in reading order. Those built in are not among them. */
  readonly all: readonly XmlDocument[];
  /** The document at a path; `undefined` when there is none, or when it is broken, which was then reported. */
  open(path: string): XmlDocument | undefined;
  /**
   * The document a location leads to. Reports why there is none, with the construct (`xs:import`, `wsdl:import`) as
   * given; unless it is for a namespace that is known anyway.
   */
  follow(location: string, construct: string, position: Position, namespace?: string): XmlDocument | undefined;
  /** The catalog's copy for a namespace, or a document the generator itself knows, such as that of the `xml:` attributes. */
  known(namespace: string): XmlDocument | undefined;
}

/** Opens documents through a source, and remembers them. */
export function createDocuments(options: DocumentOptions): Documents {
  const { source, diagnostics, catalog } = options;
  const all: XmlDocument[] = [];
  const cache = new Map<string, XmlDocument | "absent" | "broken">();
  const builtIn = new Map<string, XmlDocument>();

  const load = (path: string): XmlDocument | "absent" | "broken" => {
    const cached = cache.get(path);
    if (cached !== undefined) return cached;
    const result = options.cache?.get(path) ?? parse(path);
    cache.set(path, result);
    if (typeof result !== "object") return result;
    all.push(result);
    options.cache?.set(path, result);
    return result;
  };
  const parse = (path: string): XmlDocument | "absent" | "broken" => {
    const bytes = source.read(path);
    return bytes === undefined ? "absent" : (parseXml(bytes, path, diagnostics) ?? "broken");
  };

  const known = (namespace: string): XmlDocument | undefined => {
    const copy = catalog?.get(namespace);
    const result = copy === undefined ? undefined : load(normalisePath(copy));
    if (typeof result === "object") return result;
    const schema = wellKnownSchema(namespace);
    if (schema === undefined) return undefined;
    const document =
      builtIn.get(namespace) ?? parseXml(new TextEncoder().encode(schema.text), schema.file, diagnostics);
    if (document !== undefined) builtIn.set(namespace, document);
    return document;
  };

  return {
    all,
    known,
    open(path): XmlDocument | undefined {
      const result = load(normalisePath(path));
      return typeof result === "object" ? result : undefined;
    },
    follow(location, construct, position, namespace): XmlDocument | undefined {
      const resolved = resolveLocation(location, position.file, options);
      for (const candidate of "candidates" in resolved ? resolved.candidates : []) {
        const result = load(candidate);
        if (result === "broken") return undefined;
        if (result !== "absent") return result;
      }
      const instead = namespace === undefined ? undefined : known(namespace);
      if (instead !== undefined) return instead;
      if ("refused" in resolved) {
        report(diagnostics, "SF-E-IMPORT-REFUSED", `${construct} of "${location}": ${resolved.refused}`, position);
      } else {
        const tried = resolved.candidates.join(" or ");
        report(
          diagnostics,
          "SF-E-IMPORT-MISSING",
          `${construct} of "${location}": there is no file ${tried}`,
          position,
        );
      }
      return undefined;
    },
  };
}
