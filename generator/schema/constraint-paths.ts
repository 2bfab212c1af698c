import { isNCName } from "./lexical.js";
import { xmlNamespace } from "./names.js";

/** One alternative of a selector or field (Part 1 §3.11.6). */
export interface ConstraintPath {
  /** It begins with `.//`. */
  readonly descendant: boolean;
  /** Child elements to step through; `.` is no step. */
  readonly steps: readonly NameTest[];
  /** Of a field, when it ends in an attribute. */
  readonly attribute?: NameTest;
}

/** Undefined parts match anything: `*` has neither, `p:*` only the namespace. A name without prefix is in no namespace. */
export interface NameTest {
  readonly namespace?: string;
  readonly localName?: string;
}

/** The alternatives of a path, or what is wrong with it, as the end of a sentence. */
export type ParsedPath = { readonly paths: readonly ConstraintPath[] } | { readonly problem: string };

const token = /[ \t\r\n]*(\/\/|::|[./|@*:]|[^ \t\r\n/|@*:.]+(?:\.+[^ \t\r\n/|@*:.]+)*\.*)/uy;
const notAllowed = "is not of the subset of XPath that is allowed here";

/** Reads the XPath of a selector or a field (Part 1 §3.11.6). */
export function parseConstraintPath(path: string, field: boolean, namespaces: ReadonlyMap<string, string>): ParsedPath {
  const tokens = tokensOf(path);
  let index = 0;
  const take = (text: string): boolean => tokens[index] === text && ++index > 0;
  const axis = (name: string): boolean => {
    if (tokens[index] !== name || tokens[index + 1] !== "::") return false;
    index += 2;
    return true;
  };
  const nameTest = (): NameTest | string => {
    if (take("*")) return {};
    const name = tokens[index];
    if (name === undefined || !isNCName(name)) return notAllowed;
    index++;
    if (tokens[index] !== ":") return { namespace: "", localName: name };
    index++;
    const namespace = namespaces.get(name) ?? (name === "xml" ? xmlNamespace : undefined);
    if (namespace === undefined) return `uses the prefix "${name}", which is not declared`;
    const local = tokens[index];
    if (local === undefined || (local !== "*" && !isNCName(local))) return `has no name after "${name}:"`;
    index++;
    return local === "*" ? { namespace } : { namespace, localName: local };
  };
  const paths: ConstraintPath[] = [];
  do {
    const descendant = tokens[index] === "." && tokens[index + 1] === "//";
    if (descendant) index += 2;
    const steps: NameTest[] = [];
    let attribute: NameTest | undefined;
    do {
      const isAttribute = field && (take("@") || axis("attribute"));
      if (!isAttribute && take(".")) continue;
      if (!isAttribute) axis("child");
      const test = nameTest();
      if (typeof test === "string") return { problem: test };
      if (isAttribute) attribute = test;
      else steps.push(test);
    } while (attribute === undefined && take("/"));
    paths.push({ descendant, steps, ...(attribute === undefined ? {} : { attribute }) });
  } while (take("|"));
  return index === tokens.length ? { paths } : { problem: notAllowed };
}

/** A character that begins no token ends the list with itself, which no path accepts. */
function tokensOf(path: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const text = path.trimEnd();
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const found = token.exec(text)?.[1];
    if (found === undefined) return [...tokens, text.slice(start)];
    tokens.push(found);
  }
  return tokens;
}
