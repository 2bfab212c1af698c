import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink } from "../diagnostics/diagnostic.js";
import type { IdentityConstraint, SchemaSet } from "./components.js";
import { isNCName } from "./lexical.js";

/** Selectors and fields are of XPath's subset (c-selector-xpath, c-fields-xpath); a keyref has the fields of its key (c-props-correct). */
export function checkIdentityConstraints(
  set: SchemaSet,
  constraints: readonly IdentityConstraint[],
  diagnostics: DiagnosticSink,
): void {
  const places = new Set<string>();
  for (const constraint of constraints) {
    const { kind, refer, selector, fields, namespaces, position } = constraint;
    const key = `${position.file} ${constraint.name}`;
    if (places.has(key)) {
      report(diagnostics, "SF-E-DUPLICATE", `${constraint.name} is defined twice in this document`, position);
    }
    places.add(key);
    const paths = [
      { rule: "c-selector-xpath", path: selector, field: false },
      ...fields.map((path) => ({ rule: "c-fields-xpath", path, field: true })),
    ];
    for (const { rule, path, field } of paths) {
      const problem = pathProblem(path, field, namespaces);
      if (problem === undefined) continue;
      report(diagnostics, "SF-E-IDENTITY-CONSTRAINT", `the path "${path}" ${problem} (${rule})`, position);
    }
    const referred = kind === "keyref" && refer !== undefined ? set.identityConstraints.get(refer) : undefined;
    if (referred === undefined || referred.fields.length === fields.length) continue;
    const message = `${fields.length} fields refer to the ${referred.fields.length} of ${referred.name} (c-props-correct.2)`;
    report(diagnostics, "SF-E-IDENTITY-CONSTRAINT", message, position);
  }
}

const token = /[ \t\r\n]*(\/\/|::|[./|@*:]|[^ \t\r\n/|@*:.]+(?:\.+[^ \t\r\n/|@*:.]+)*\.*)/uy;

/** Nothing when the path is one of the subset (Part 1 §3.11.6); otherwise what is wrong with it. */
export function pathProblem(path: string, field: boolean, namespaces: ReadonlyMap<string, string>): string | undefined {
  const tokens = tokensOf(path);
  let index = 0;
  const take = (text: string): boolean => tokens[index] === text && ++index > 0;
  const nameTest = (): string | undefined => {
    if (take("*")) return undefined;
    const name = tokens[index];
    if (name === undefined || !isNCName(name)) return "is not of the subset of XPath that is allowed here";
    index++;
    if (tokens[index] !== ":") return undefined;
    index++;
    if (!namespaces.has(name)) return `uses the prefix "${name}", which is not declared`;
    const local = tokens[index];
    if (local === undefined || (local !== "*" && !isNCName(local))) return `has no name after "${name}:"`;
    index++;
    return undefined;
  };
  const axis = (name: string): boolean => {
    if (tokens[index] !== name || tokens[index + 1] !== "::") return false;
    index += 2;
    return true;
  };
  do {
    if (tokens[index] === "." && tokens[index + 1] === "//") index += 2;
    for (;;) {
      const attribute = field && (take("@") || axis("attribute"));
      if (attribute || !take(".")) {
        if (!attribute) axis("child");
        const problem = nameTest();
        if (problem !== undefined) return problem;
      }
      if (attribute || !take("/")) break;
    }
  } while (take("|"));
  return index === tokens.length ? undefined : "is not of the subset of XPath that is allowed here";
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
