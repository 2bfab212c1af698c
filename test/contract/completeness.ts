import {
  Node,
  Project,
  type InterfaceDeclaration,
  type SourceFile,
  type TypeAliasDeclaration,
  type TypeNode,
  type VariableDeclaration,
} from "ts-morph";
import type { FieldRow } from "./support.js";

/*
 * Holds the text of generated types against the field tables and the code lists, as a reader of the text would: by syntax,
 * with a TypeScript parser, and knowing nothing of the generator.
 */

/** Generated sources by path. */
export type Sources = Readonly<Record<string, string>>;

/** One of the tables, and the type that is to hold its fields. */
export interface FieldTable {
  readonly rows: readonly FieldRow[];
  /** Clark name of the type, as its `@xsd` tag has it. */
  readonly type: string;
  /** The contract has plain texts where the table says UUID, CVRnummer and so on. */
  readonly textOnly?: boolean;
}

/** A code list as it was published. */
export interface ListedCodes {
  readonly name: string;
  readonly rows: readonly { readonly code: string; readonly label: string; readonly remark: string | undefined }[];
}

/** Everything generated, parsed. */
export class GeneratedTypes {
  readonly #files: readonly SourceFile[];

  constructor(sources: Sources) {
    const project = new Project({ useInMemoryFileSystem: true });
    this.#files = Object.entries(sources).map(([path, text]) => project.createSourceFile(path, text));
  }

  /** What the tables ask for and the types lack, or have beyond. Empty when all is as it should be. */
  problemsOfTable({ rows, type, textOnly = false }: FieldTable, lists: readonly ListedCodes[]): readonly string[] {
    return this.#problemsOf(rows, 1, this.#interface(type), type, { textOnly, lists });
  }

  problemsOfList({ name, rows }: ListedCodes): readonly string[] {
    const codes = this.#constant(name);
    if (codes === undefined) return [`the code list ${name} has no constant`];
    const stem = name.slice(0, 1).toLowerCase() + name.slice(1);
    const labels = this.#constant(`${stem}Labels`);
    const remarks = this.#constant(`${stem}Remarks`) ?? new Map<string, string>();
    const union = this.#alias(name)?.getTypeNodeOrThrow().getText();
    return [
      ...(union === `(typeof ${name})[keyof typeof ${name}]` ? [] : [`${name} is not the union of its codes`]),
      ...differences(
        `${name}: codes`,
        rows.map(({ code }) => code),
        [...codes.values()],
      ),
      ...differences(
        `${name}: keys`,
        rows.map(({ code }) => code),
        [...codes.keys()],
      ),
      ...differences(
        `${name}: labels`,
        rows.map(({ code, label }) => `${code} ${label}`),
        entries(labels),
      ),
      ...differences(
        `${name}: remarks`,
        rows.flatMap(({ code, remark }) => (remark === undefined ? [] : [`${code} ${remark}`])),
        entries(remarks),
      ),
    ];
  }

  #problemsOf(
    rows: readonly FieldRow[],
    level: number,
    declaration: InterfaceDeclaration | undefined,
    type: string,
    options: { readonly textOnly: boolean; readonly lists: readonly ListedCodes[] },
  ): readonly string[] {
    if (declaration === undefined) return [`the type ${type} is missing`];
    const name = declaration.getName();
    const own = rows.filter((row) => row.level === level);
    const problems = differences(
      `${name}: properties`,
      own.map((row) => row.field),
      declaration.getProperties().map((property) => property.getName()),
    );
    return own.reduce<readonly string[]>((all, row) => {
      const property = declaration.getProperty(row.field);
      if (property === undefined) return all;
      const where = `${name}.${row.field}`;
      const { item, isOptional, isArray, isReadonly } = shapeOf(
        property.getTypeNodeOrThrow(),
        property.hasQuestionToken(),
      );
      const optional = row.obl === "Nej" || row.kard.startsWith("0");
      const repeated = row.kard.endsWith("*") || row.kard.endsWith("n");
      const found = [
        ...(optional === isOptional ? [] : [`${where} is ${isOptional ? "optional" : "required"}`]),
        ...(repeated === isArray ? [] : [`${where} is ${isArray ? "a list" : "not a list"}`]),
        ...(property.isReadonly() && isReadonly ? [] : [`${where} is not readonly`]),
      ];
      const inside = rowsBelow(rows, row);
      const content =
        inside.length > 0
          ? this.#problemsOf(inside, level + 1, this.#interfaceNamed(item, declaration), item, options)
          : this.#problemsOfValue(row, where, item, options);
      return [...all, ...found, ...content];
    }, problems);
  }

  #problemsOfValue(
    row: FieldRow,
    where: string,
    item: string,
    { textOnly, lists }: { readonly textOnly: boolean; readonly lists: readonly ListedCodes[] },
  ): readonly string[] {
    const expected = expectedValue(row);
    const resolved = this.#resolve(item);
    if (expected.kind === "codes") {
      const list = lists.find((candidate) => candidate.name === expected.list);
      if (list === undefined) return [`there is no code list ${expected.list} for ${where}`];
      return resolved === list.name ? [] : [`${where} is ${item}, not a code of ${list.name}`];
    }
    if (textOnly || expected.flavour === undefined)
      return base(resolved) === expected.base ? [] : [`${where} is ${resolved}, not ${expected.base}`];
    const flavour = `${expected.base} & { readonly __type?: "${expected.flavour}" }`;
    return item === expected.flavour && resolved === flavour
      ? []
      : [`${where} is ${item} = ${resolved}, not ${flavour}`];
  }

  /** What a name stands for, when it is an alias of something other than a code list. */
  #resolve(item: string): string {
    if (this.#constant(item) !== undefined) return item;
    const alias = this.#alias(item);
    if (alias === undefined) return item;
    const text = alias.getTypeNodeOrThrow().getText().replace(/\s+/g, " ").replace("; }", " }");
    // `import type { Sagsartkode as SagsartkodeCode }` and then `export type Sagsartkode = SagsartkodeCode`.
    const imported = alias
      .getSourceFile()
      .getImportDeclarations()
      .flatMap((each) => each.getNamedImports());
    const source = imported.find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === text);
    return source?.getName() ?? this.#resolve(text);
  }

  #interface(clarkName: string): InterfaceDeclaration | undefined {
    return this.#files
      .flatMap((file) => file.getInterfaces())
      .find((declaration) =>
        declaration.getJsDocs().some((doc) => doc.getInnerText().split("\n").includes(`@xsd ${clarkName}`)),
      );
  }

  #interfaceNamed(name: string, near: InterfaceDeclaration): InterfaceDeclaration | undefined {
    const candidates = [near.getSourceFile(), ...this.#files].map((file) => file.getInterface(name));
    return candidates.find((candidate) => candidate !== undefined);
  }

  #alias(name: string): TypeAliasDeclaration | undefined {
    return this.#files.map((file) => file.getTypeAlias(name)).find((alias) => alias !== undefined);
  }

  /** Keys and values of a constant object of strings. */
  #constant(name: string): ReadonlyMap<string, string> | undefined {
    const declaration: VariableDeclaration | undefined = this.#files
      .map((file) => file.getVariableDeclaration(name))
      .find((each) => each !== undefined);
    let value = declaration?.getInitializer();
    if (Node.isAsExpression(value)) value = value.getExpression();
    if (!Node.isObjectLiteralExpression(value)) return undefined;
    return new Map(
      value.getProperties().map((property): [string, string] => {
        if (!Node.isPropertyAssignment(property)) throw new Error(`${name} holds more than assignments`);
        const nameNode = property.getNameNode();
        const key = Node.isStringLiteral(nameNode) ? nameNode.getLiteralValue() : nameNode.getText();
        const literal = property.getInitializerOrThrow();
        if (!Node.isStringLiteral(literal)) throw new Error(`${name}.${key} is not a string`);
        return [key, literal.getLiteralValue()];
      }),
    );
  }
}

const entries = (map: ReadonlyMap<string, string> | undefined): string[] =>
  [...(map ?? [])].map(([key, value]) => `${key} ${value}`);

/** The rows of the structure that a row opens. */
function rowsBelow(rows: readonly FieldRow[], row: FieldRow): readonly FieldRow[] {
  const from = rows.indexOf(row) + 1;
  const end = rows.findIndex((other, index) => index >= from && other.level <= row.level);
  return rows.slice(from, end < 0 ? rows.length : end);
}

function shapeOf(
  node: TypeNode,
  hasQuestionToken: boolean,
): { readonly item: string; readonly isOptional: boolean; readonly isArray: boolean; readonly isReadonly: boolean } {
  const members = Node.isUnionTypeNode(node) ? node.getTypeNodes() : [node];
  const withUndefined = members.some((member) => member.getText() === "undefined");
  const [only] = members.filter((member) => member.getText() !== "undefined");
  const isOptional = hasQuestionToken && withUndefined;
  const text = only?.getText() ?? "";
  const array = /^(readonly )?(.*)\[\]$/s.exec(text);
  return array === null
    ? { item: text, isOptional, isArray: false, isReadonly: true }
    : { item: array[2] ?? "", isOptional, isArray: true, isReadonly: array[1] !== undefined };
}

type ExpectedValue =
  | { readonly kind: "codes"; readonly list: string }
  | { readonly kind: "value"; readonly base: "string" | "number" | "boolean"; readonly flavour?: string };

/** Fields whose text narrows the word in the column Værdisæt. */
const byField: Readonly<Record<string, ExpectedValue>> = {
  Myndighed: { kind: "value", base: "string", flavour: "CVRnummerType" },
  UdgiverTypeKode: { kind: "value", base: "string", flavour: "UdgiverTypeKodeType" },
  NedsatDagpengeProcent: { kind: "value", base: "number", flavour: "ProcentType" },
  GenoptagetTimer: { kind: "value", base: "number", flavour: "TimerType" },
  GenoptagetMinutter: { kind: "value", base: "number", flavour: "MinutterType" },
  Ugenummer: { kind: "value", base: "number", flavour: "UgenummerType" },
  TransportValideringKode: { kind: "codes", list: "TransportValideringKode" },
  ForretningsValideringsKode: { kind: "codes", list: "ForretningsValideringsKode" },
};

const byWord: Readonly<Record<string, ExpectedValue>> = {
  UUID: { kind: "value", base: "string", flavour: "UUIDType" },
  CPRnummer: { kind: "value", base: "string", flavour: "CPRnummerType" },
  CVRnummer: { kind: "value", base: "string", flavour: "CVRnummerType" },
  Pnummer: { kind: "value", base: "string", flavour: "PnummerType" },
  Dato: { kind: "value", base: "string" },
  Tekst: { kind: "value", base: "string" },
  String: { kind: "value", base: "string" },
  Boolean: { kind: "value", base: "boolean" },
  "Værdiliste: Sagsartkode": { kind: "codes", list: "Sagsartkode" },
  "Værdiliste: Målgruppe": { kind: "codes", list: "Maalgruppe" },
  "Værdiliste: Ophørsårsag": { kind: "codes", list: "Ophoersaarsagskode" },
  "Værdiliste: Pensionskode": { kind: "codes", list: "Pensionskode" },
};

function expectedValue({ field, vaerdisaet }: FieldRow): ExpectedValue {
  const expected = byField[field] ?? byWord[vaerdisaet];
  if (expected === undefined) throw new Error(`no type for Værdisæt "${vaerdisaet}"`);
  return expected;
}

const base = (text: string): string => text.replace(/ & \{.*$/, "");

/** Both lists must hold the same, in the same order. */
function differences(what: string, expected: readonly string[], actual: readonly string[]): readonly string[] {
  const missing = expected.filter((item) => !actual.includes(item)).map((item) => `${what}: ${item} is missing`);
  const extra = actual
    .filter((item) => !expected.includes(item))
    .map((item) => `${what}: ${item} is not in the contract`);
  if (missing.length + extra.length > 0) return [...missing, ...extra];
  return expected.every((item, index) => actual[index] === item) ? [] : [`${what} are in another order`];
}
