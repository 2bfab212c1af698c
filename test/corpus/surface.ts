import ts from "typescript-6.0";

/** What a user sees of a generated package, read from its TypeScript alone. */
export interface Surface {
  /** Operations of all clients; overloaded ones have several entries. */
  readonly operations: readonly OperationSurface[];
  /** Keys of all properties of the message types and of headers objects. */
  readonly properties: ReadonlySet<string>;
  /** Texts of the literals in the types. */
  readonly literals: ReadonlySet<string>;
  /** Places where `any` is written. */
  readonly anys: readonly string[];
}

export interface OperationSurface {
  readonly name: string;
  /** First-level properties of what the method takes, and of what it gives. */
  readonly input: ReadonlySet<string>;
  readonly output: ReadonlySet<string>;
}

type Files = ReadonlyMap<string, ts.SourceFile>;

/** A node, and the file it stands in. */
interface Declared {
  readonly declaration: ts.Node;
  readonly path: string;
}

/** @param files path inside the package → text */
export function surfaceOf(files: ReadonlyMap<string, string>): Surface {
  const sources: Files = new Map(
    [...files]
      .filter(([path]) => path.startsWith("src/") && path.endsWith(".ts"))
      .map(([path, text]) => [path, ts.createSourceFile(path, text, ts.ScriptTarget.ESNext)]),
  );
  const operations: OperationSurface[] = [];
  const properties = new Set<string>();
  const literals = new Set<string>();
  const anys: string[] = [];
  for (const [path, source] of sources) {
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) {
        anys.push(`${path}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}`);
      }
      if (ts.isPropertySignature(node)) properties.add(nameOf(node.name));
      if (path.startsWith("src/types")) addLiteral(node, literals);
      if (path.startsWith("src/client/") && ts.isMethodSignature(node))
        operations.push(operationOf(node, path, sources));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { operations, properties, literals, anys };
}

function operationOf(method: ts.MethodSignature, path: string, sources: Files): OperationSurface {
  const [message] = method.parameters;
  return {
    name: nameOf(method.name),
    input: new Set(message?.type === undefined ? [] : propertiesOf(message.type, path, sources)),
    output: new Set(method.type === undefined ? [] : propertiesOf(method.type, path, sources)),
  };
}

/** First-level property keys of a type; of `$choice` and the like, whose items stand for content, those of the items. */
function propertiesOf(type: ts.Node, path: string, sources: Files, seen: Set<ts.Node> = new Set()): readonly string[] {
  if (seen.has(type)) return [];
  seen.add(type);
  const below = (node: ts.Node | undefined, file = path): readonly string[] =>
    node === undefined ? [] : propertiesOf(node, file, sources, seen);
  if (ts.isTypeReferenceNode(type) || ts.isExpressionWithTypeArguments(type)) {
    const name = ts.isTypeReferenceNode(type) ? type.typeName : type.expression;
    const found = ts.isIdentifier(name) ? declarationOf(name.text, path, sources) : undefined;
    const own = found === undefined ? [] : below(found.declaration, found.path);
    return [...own, ...(type.typeArguments ?? []).flatMap((argument) => below(argument))];
  }
  if (ts.isIndexedAccessTypeNode(type)) {
    const body = bodyOfAnswer(type, path, sources);
    return below(body?.declaration, body?.path);
  }
  if (ts.isTypeAliasDeclaration(type)) return below(type.type);
  if (ts.isInterfaceDeclaration(type)) {
    const inherited = (type.heritageClauses ?? []).flatMap((clause) => clause.types.flatMap((base) => below(base)));
    return [...inherited, ...membersOf(type.members, below)];
  }
  if (ts.isTypeLiteralNode(type)) return membersOf(type.members, below);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return type.types.flatMap((part) => below(part));
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return below(type.type);
  if (ts.isArrayTypeNode(type)) return below(type.elementType);
  return [];
}

function membersOf(
  members: ts.NodeArray<ts.TypeElement>,
  below: (node: ts.Node | undefined) => readonly string[],
): readonly string[] {
  return members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = nameOf(member.name);
    return name.startsWith("$") ? below(member.type) : [name];
  });
}

/** An answer with headers is `Answers["operation"]`, an object of `body` and `headers`: the type of its body. */
function bodyOfAnswer(type: ts.IndexedAccessTypeNode, path: string, sources: Files): Declared | undefined {
  const { objectType, indexType } = type;
  if (!ts.isTypeReferenceNode(objectType) || !ts.isIdentifier(objectType.typeName)) return undefined;
  if (!ts.isLiteralTypeNode(indexType) || !ts.isStringLiteral(indexType.literal)) return undefined;
  const answers = declarationOf(objectType.typeName.text, path, sources);
  if (answers === undefined || !ts.isInterfaceDeclaration(answers.declaration)) return undefined;
  const answer = memberNamed(answers.declaration.members, indexType.literal.text);
  const body = answer !== undefined && ts.isTypeLiteralNode(answer) ? memberNamed(answer.members, "body") : undefined;
  return body && { declaration: body, path: answers.path };
}

function memberNamed(members: ts.NodeArray<ts.TypeElement>, wanted: string): ts.TypeNode | undefined {
  return members.filter(ts.isPropertySignature).find(({ name }) => nameOf(name) === wanted)?.type;
}

/** What a name means in a file: an interface or alias there, or in the module it is imported from. */
function declarationOf(name: string, path: string, sources: Files): Declared | undefined {
  for (const statement of sources.get(path)?.statements ?? []) {
    const declares = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (declares && statement.name.text === name) return { declaration: statement, path };
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const imported = bindings.elements.find((element) => element.name.text === name);
    const target = resolveModule(path, statement.moduleSpecifier.text);
    if (imported !== undefined) return declarationOf((imported.propertyName ?? imported.name).text, target, sources);
  }
  return undefined;
}

function resolveModule(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return new URL(specifier.replace(/\.js$/, ".ts"), `file:///${from}`).pathname.slice(1);
}

function addLiteral(node: ts.Node, literals: Set<string>): void {
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) literals.add(node.text);
  else if (ts.isBigIntLiteral(node)) literals.add(node.text.replace(/n$/, ""));
  else if (node.kind === ts.SyntaxKind.TrueKeyword) literals.add("true");
  else if (node.kind === ts.SyntaxKind.FalseKeyword) literals.add("false");
  else if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) literals.add(`-${node.operand.text}`);
}

function nameOf(name: ts.PropertyName): string {
  return ts.isComputedPropertyName(name) ? "" : name.text;
}
