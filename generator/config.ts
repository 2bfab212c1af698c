/*
 * What a user writes in `snitflade.config.ts`. This file is the public module `snitflade`; it imports nothing, so that
 * loading a configuration costs next to nothing.
 */

/** The configuration: which packages to generate, and from what. Paths are relative to the configuration file. */
export interface SnitfladeConfig {
  /**
   * The integration description (YAML): endpoints, roles, value maps, rules, and which package each endpoint goes into.
   * Swapping a bundle for another issue of the same contract changes this file and nothing else.
   */
  readonly integration?: string;
  /** Folder that holds the package folders. Default: `output`. */
  readonly output?: string;
  /** Version of every package that does not state its own. Default: `0.1.0`. */
  readonly version?: string;
  /** SPDX expression for `package.json`. Default: `MIT`. */
  readonly license?: string;
  /** Who holds the copyright, for LICENSE. Default: the package's authors. */
  readonly copyright?: string;
  /** `contract` keeps the contract's spelling (greppable); `camelCase` lowers the first letter. Default: `contract`. */
  readonly propertyNames?: "contract" | "camelCase";
  /** `prettier` formats all output with the prettier configuration found above the package. Default: `none`. */
  readonly format?: "none" | "prettier";
  readonly packages: readonly PackageConfig[];
}

/**
 * One npm package. With neither `wsdl` nor `codeLists` it holds what the integration description assigns to its name:
 * endpoints, or the code lists.
 */
export interface PackageConfig {
  /** npm name, such as `@sf2090/sygefravaer`. */
  readonly name: string;
  /** Semantic version. Default: the configuration's `version`. */
  readonly version?: string;
  /** One line for `package.json` and the README. */
  readonly description?: string;
  /** Folder of the package. Default: the name without its scope, in `output`. */
  readonly out?: string;
  /** Clients and servers for this WSDL as it stands, without an integration description. */
  readonly wsdl?: string;
  /** With `wsdl`: names of the operations to generate. Default: all. */
  readonly operations?: readonly string[];
  /** Code lists by themselves: genericode files; `*` in the last part of a path stands for any name. */
  readonly codeLists?: readonly string[];
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
