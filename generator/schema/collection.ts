import { report } from "../diagnostics/collect.js";
import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import { builtInTypes } from "./built-in-types.js";
import type {
  AttributeDeclaration,
  AttributeGroupDefinition,
  ElementDeclaration,
  IdentityConstraint,
  ModelGroupDefinition,
  NotationDeclaration,
  SchemaDocument,
  SchemaSet,
  TypeDefinition,
} from "./components.js";
import type { Reference } from "./context.js";
import { anyType, xsd } from "./names.js";

/** The maps of a schema set while they are being filled. */
export interface Components {
  readonly elements: Map<ClarkName, ElementDeclaration>;
  readonly attributes: Map<ClarkName, AttributeDeclaration>;
  readonly types: Map<ClarkName, TypeDefinition>;
  readonly groups: Map<ClarkName, ModelGroupDefinition>;
  readonly attributeGroups: Map<ClarkName, AttributeGroupDefinition>;
  readonly notations: Map<ClarkName, NotationDeclaration>;
  readonly identityConstraints: Map<ClarkName, IdentityConstraint>;
}

export function emptyComponents(): Components {
  return {
    elements: new Map(),
    attributes: new Map(),
    types: new Map(builtInTypes()),
    groups: new Map(),
    attributeGroups: new Map(),
    notations: new Map(),
    identityConstraints: new Map(),
  };
}

/** Anything that has a name and a place. */
interface Component {
  readonly name?: ClarkName;
  readonly position: Position;
}

/** Where components come from, for those that were read from a schema. */
const origins = new WeakMap<Component, object>();

/**
 * Adds components. The first of several with one name stays; a later one that differs is an error, and so is one of the
 * same origin: a bundle may bring two copies of a document, but no document says a thing twice.
 */
export function collect<T extends Component>(
  map: Map<ClarkName, T>,
  components: readonly T[],
  kind: string,
  diagnostics: DiagnosticSink,
  origin?: object,
): void {
  for (const component of components) {
    if (origin !== undefined) origins.set(component, origin);
    const { name } = component;
    // Nameless only when the structure check has complained already.
    if (name === undefined || name.endsWith("}")) continue;
    const first = map.get(name);
    if (first === undefined) {
      map.set(name, component);
      continue;
    }
    const place = `${first.position.file}:${first.position.line}:${first.position.column}`;
    const copied = (origin === undefined || origins.get(first) !== origin) && meaning(first) === meaning(component);
    const code = copied ? "SF-W-DUPLICATE" : "SF-E-DUPLICATE";
    report(diagnostics, code, `${kind} ${name} is defined already at ${place}`, component.position);
  }
}

/** Text that is equal when two components mean the same, wherever and however they are written down. */
function meaning(component: Component): string {
  return JSON.stringify(component, (key, value: unknown) =>
    key === "position" || key === "annotation" || value instanceof Map ? undefined : value,
  );
}

/** The finished set. */
export function freeze(
  components: Components,
  documents: readonly SchemaDocument[],
  references: readonly Reference[],
): SchemaSet {
  const schema = xsd("schema");
  const wanted = references.find(({ kind, name }) => kind === "element" && name === schema);
  if (wanted !== undefined) components.elements.set(schema, schemaElement(wanted.position));
  return { documents, ...components };
}

/** `xs:schema` as content of a message, as .NET's data sets send it: any well-formed schema. */
function schemaElement(position: Position): ElementDeclaration {
  return {
    kind: "element-declaration",
    name: xsd("schema"),
    global: true,
    type: { kind: "named", name: anyType, position },
    nillable: false,
    abstract: false,
    block: [],
    final: [],
    identityConstraints: [],
    position,
  };
}
