/* What the pipeline is asked to do: the configuration with every default filled in and every value checked. */

/** One run. All paths in it are relative to `folder`, forward slashes. */
export interface GenerationRequest {
  /** Absolute path of the folder of the configuration, or of the one that a WSDL given on the command line may use. */
  readonly folder: string;
  readonly integration?: string;
  readonly propertyNames: "contract" | "camelCase";
  readonly packages: readonly PackageRequest[];
}

/** One package. */
export interface PackageRequest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Who holds the copyright. */
  readonly copyright: string;
  /** SPDX expression. */
  readonly license: string;
  /** Folder to write, relative to the request's folder; may lead out of it. */
  readonly out: string;
  readonly source: PackageSource;
}

/** What goes into a package. */
export type PackageSource =
  /** What the integration description assigns to the package's name. */
  | { readonly kind: "integration" }
  | { readonly kind: "wsdl"; readonly file: string; readonly operations: readonly string[] }
  | { readonly kind: "code-lists"; readonly files: readonly string[] };
