import type { PackageModel, RuleApplication, RuleModel } from "../ir/model.js";
import { code, doc, isIdentifier, list, literal, name, prose, type Code } from "../print/code.js";
import { ruleBody } from "./rule-body.js";
import { partsOf } from "./rule-operands.js";
import type { RuleParameter, RulePath } from "./rule-scope.js";
import { runtimeType } from "./symbols.js";

/** The function for a condition of a rule; messages share it when it looks the same for them. */
export interface RuleFunction {
  readonly symbol: string;
  readonly usesContext: boolean;
  /** With its documentation. */
  readonly declaration: Code;
}

export interface RuleFunctions {
  readonly all: readonly RuleFunction[];
  /** The function of an application, and the values of the message to call it with. */
  of(application: RuleApplication): { readonly use: RuleFunction; readonly parameters: readonly RuleParameter[] };
}

/** The functions of all rules of a package, in the order of the rules. */
export function collectRuleFunctions(model: PackageModel): RuleFunctions {
  const functions = new Map<string, RuleFunction>();
  const uses = new Map<
    RuleApplication,
    { readonly use: RuleFunction; readonly parameters: readonly RuleParameter[] }
  >();
  const symbols = new Set<string>();
  for (const rule of model.rules) {
    const hasChecks = rule.applications.some((application) => application.check !== rule.applications[0]?.check);
    for (const application of rule.applications) {
      const { parameters, statements } = ruleBody(model, application.holds);
      const usesContext = partsOf(application.holds).some((part) => part.kind === "context");
      const types = parameters.map((parameter) => code`${name(parameter.symbol)}: ${parameter.type}`);
      const values = [...types, ...(usesContext ? [code`context: ${runtimeType("RuleContext")}`] : [])];
      const key = [rule.id, application.check, statements.text, ...values.map((value) => value.text)].join("\n");
      let use = functions.get(key);
      if (use === undefined) {
        const letter = hasChecks ? String.fromCodePoint(0x61 + (application.check % 26)) : "";
        const symbol = unused(`breaks${rule.id}${letter}`, symbols);
        symbols.add(symbol);
        const head = list(code`function ${name(symbol)}`, "(", values, ")", code`: boolean {\n`, { indent: "" });
        use = { symbol, usesContext, declaration: code`${documentation(rule, application)}${head}${statements}}\n` };
        functions.set(key, use);
      }
      uses.set(application, { use, parameters });
    }
  }
  return {
    all: [...functions.values()],
    of(application) {
      const found = uses.get(application);
      if (found === undefined) throw new Error("a rule application of another package");
      return found;
    },
  };
}

function documentation(rule: RuleModel, application: RuleApplication): Code {
  const section = rule.section === "" ? "" : `, § ${rule.section}`;
  return doc([
    ...prose([`${rule.id}${section}: ${rule.text}`]),
    "",
    ...prose([`Kept when \`${application.source}\`.`]),
  ]);
}

function unused(stem: string, symbols: ReadonlySet<string>): string {
  let symbol = stem;
  for (let count = 2; symbols.has(symbol); count++) symbol = `${stem}${/[0-9]$/.test(stem) ? "v" : ""}${count}`;
  return symbol;
}

/** Wire value → domain value, one constant per distinct map. */
export interface ValueMaps {
  symbolFor(path: RulePath): Code;
  declarations(): readonly Code[];
}

export function createValueMaps(): ValueMaps {
  const maps = new Map<string, { readonly symbol: string; readonly values: NonNullable<RulePath["values"]> }>();
  const symbols = new Set<string>();
  return {
    symbolFor(path) {
      const values = path.values ?? [];
      const key = JSON.stringify(values);
      const known = maps.get(key);
      if (known !== undefined) return name(known.symbol);
      const property = path.steps.at(-1)?.name ?? "";
      const symbol = unused(isIdentifier(property) ? `domainOf${property}` : "domainOfCode", symbols);
      symbols.add(symbol);
      maps.set(key, { symbol, values });
      return name(symbol);
    },
    declarations: () =>
      [...maps.values()].map(({ symbol, values }) => {
        const head = code`const ${name(symbol)}: ReadonlyMap<string, string> = /*#__PURE__*/ new Map([\n`;
        const rows = values.map((value) => code`  [${literal(value.wire)}, ${literal(value.domain)}],\n`);
        return code`${doc(["Wire value → domain value."])}${head}${rows}]);\n`;
      }),
  };
}
