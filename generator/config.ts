/*
 * What a user writes in `snitflade.config.ts`. This file is the public module `snitflade`; it imports nothing, so that
 * loading a configuration costs next to nothing.
 */

/** The configuration: which packages to generate, and from what. Paths are relative to the configuration file. */
export interface SnitfladeConfig {
  /**
   * The integration description (YAML): endpoints, roles, value maps, rules. Needed by packages that name `endpoints`.
   * Swapping a bundle for another issue of the same contract changes this file and nothing else.
   */
  readonly integration?: string;
  /** Folder that holds the package folders. Default: `output`. */
  readonly output?: string;
  /** Version of every package that does not state its own. Default: `0.1.0`. */
  readonly version?: string;
  /** SPDX expression for `package.json`. Default: `MIT`. */
  readonly license?: string;
  /** `contract` keeps the contract's spelling (greppable); `camelCase` lowers the first letter. Default: `contract`. */
  readonly propertyNames?: "contract" | "camelCase";
  /** `prettier` formats all output with the prettier configuration found above the package. Default: `none`. */
  readonly format?: "none" | "prettier";
  /** In any order; a code-list package is generated before those that use it. */
  readonly packages: readonly PackageConfig[];
}

/** One npm package: exactly one of `endpoints`, `wsdl` and `codeLists` says what goes in. */
export type PackageConfig = EndpointPackageConfig | WsdlPackageConfig | CodeListPackageConfig;

/** What every kind of package has. */
export interface CommonPackageConfig {
  /** npm name, such as `@sf2090/sygefravaer`. */
  readonly name: string;
  /** Semantic version. Default: the configuration's `version`. */
  readonly version?: string;
  /** One line for `package.json` and the README. */
  readonly description?: string;
  /** Folder of the package. Default: the name without its scope, in `output`. */
  readonly out?: string;
}

/** Clients and servers for endpoints of the integration description. */
export interface EndpointPackageConfig extends CommonPackageConfig {
  /** Ids such as `EP_FS1`. */
  readonly endpoints: readonly string[];
}

/** Clients and servers for a WSDL as it stands. */
export interface WsdlPackageConfig extends CommonPackageConfig {
  readonly wsdl: string;
  /** Names of the operations to generate. Default: all. */
  readonly operations?: readonly string[];
}

/** Code lists as const objects, unions, labels and predicates. */
export interface CodeListPackageConfig extends CommonPackageConfig {
  /** Genericode files; `*` in the last part of a path stands for any name. */
  readonly codeLists: readonly string[];
}

/**
 * Gives an editor the types of a configuration; returns its argument.
 *
 * @example
 * export default defineConfig({ packages: [{ name: "orders", wsdl: "orders.wsdl" }] });
 */
export function defineConfig(config: SnitfladeConfig): SnitfladeConfig {
  return config;
}
