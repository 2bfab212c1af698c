import type { DiagnosticSink, Position } from "../diagnostics/diagnostic.js";
import type { YamlNode } from "../read/yaml-document.js";
import { checkName, entriesOf, referencesOf, Section, wrong } from "./configuration-value.js";
import type {
  BundleConfiguration,
  EndpointConfiguration,
  OfferConfiguration,
  Reference,
  SecurityModeConfiguration,
} from "./integration-model.js";

const offerKeys = ["wsdl", "service", "name", "operations", "aliases", "security"] as const;

/** The `endpoints` of an integration configuration. */
export function readEndpoints(
  node: YamlNode | undefined,
  bundles: readonly BundleConfiguration[],
  modes: readonly SecurityModeConfiguration[],
  diagnostics: DiagnosticSink,
): readonly EndpointConfiguration[] {
  if (node === undefined) return [];
  return entriesOf(node, `"endpoints"`, diagnostics).map(({ key: id, value, keyPosition: position }) => {
    const keys = ["server", "client", "bundle", "package", "alternate", ...offerKeys];
    const section = new Section(value, keys, `Endpoint "${id}"`, diagnostics);
    const bundle = section.reference("bundle");
    checkName(
      bundle,
      bundles.map((known) => known.id),
      "bundle",
      diagnostics,
    );
    const packageName = section.text("package");
    if (!/^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/.test(packageName)) {
      wrong(diagnostics, `"${packageName}" cannot be the name of an npm package.`, section.position);
    }
    const alternate = section.optional("alternate");
    const offers = [readOffer(section, position, `Endpoint "${id}"`, modes, diagnostics)];
    if (alternate !== undefined) {
      const what = `The alternate of endpoint "${id}"`;
      const offer = new Section(alternate, offerKeys, what, diagnostics);
      offers.push(readOffer(offer, alternate.position, what, modes, diagnostics));
    }
    return {
      id,
      server: section.text("server"),
      client: section.text("client"),
      bundle: bundle?.name ?? "",
      package: packageName,
      offers,
      position,
    };
  });
}

function readOffer(
  section: Section,
  position: Position,
  what: string,
  modes: readonly SecurityModeConfiguration[],
  diagnostics: DiagnosticSink,
): OfferConfiguration {
  const none: Reference = { name: "", position };
  const wsdl = section.references("wsdl");
  if (wsdl.length === 0) wrong(diagnostics, `${what} names no WSDL.`, position);
  const service = section.reference("service") ?? none;
  if (service.name !== "" && !/^\{[^{}]+\}[^{}/]+$/.test(service.name)) {
    wrong(diagnostics, `"${service.name}" is not a Clark name.`, service.position);
  }
  const name = section.text("name");
  if (name !== "" && !/^[A-Za-z_$][\w$]*$/.test(name))
    wrong(diagnostics, `"${name}" cannot begin the name of a function.`, position);
  const operations = section.references("operations");
  if (operations.length === 0) wrong(diagnostics, `${what} has no operation.`, position);
  const security = section.reference("security") ?? none;
  if (security.name !== "policy" && security.name !== "")
    checkName(
      security,
      modes.map((mode) => mode.id),
      "security mode",
      diagnostics,
    );
  const aliases = new Map<string, readonly Reference[]>();
  const aliasNode = section.optional("aliases");
  for (const entry of aliasNode === undefined ? [] : entriesOf(aliasNode, `"aliases"`, diagnostics)) {
    checkName(
      { name: entry.key, position: entry.keyPosition },
      operations.map((operation) => operation.name),
      "operation",
      diagnostics,
    );
    aliases.set(entry.key, referencesOf(entry.value, `Aliases of ${entry.key}`, diagnostics));
  }
  return { wsdl, service, name, operations, aliases, security, position };
}
