import type { CodeList, Contract } from "../contract/model.js";
import type { ClarkName } from "../read/document.js";
import type { CodeColumnModel, EndpointModel, PublishedDocument } from "./model.js";

/** Everything that goes into one package. Receipts and rules are resolved on the result, when its names are settled. */
export interface LowerInput {
  /** npm name. */
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** In the order they are to be printed. Inputs of the same stem are one service, seen through several WSDLs. */
  readonly services: readonly ServiceInput[];
  readonly namespaces: readonly NamespaceInput[];
  /** All lists of the configuration, in its order, even those that this package does not use. */
  readonly codeLists: readonly CodeListInput[];
  /** What the further columns of code lists mean; a column that is not named here means nothing known. */
  readonly columns: readonly ColumnInput[];
  /** The package that defines the lists; this one when the names are equal. */
  readonly codeListPackage?: { readonly name: string; readonly version: string };
  readonly documents: readonly PublishedDocument[];
  /**
   * All that the schemas of the services' contracts declare, messages or not: every global element has codecs, and the
   * registry has every named type, element and attribute.
   */
  readonly everything?: boolean;
}

/** A service of a contract, and which of its operations to take. */
export interface ServiceInput {
  readonly contract: Contract;
  /** Path of the contract's WSDL in `LowerInput.documents`. */
  readonly wsdl: string;
  /** Clark name; `{*}Name` for any namespace; absent for every service of the contract. */
  readonly service?: string;
  /** Name of a port; absent for the first that has a SOAP binding. */
  readonly port?: string;
  /** Names of operations; absent for all. */
  readonly operations?: readonly string[];
  /** Operation → other spellings that a server accepts. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  /** Stem of the generated names; absent: the service's name without a trailing `Service`. */
  readonly stem?: string;
  readonly endpoints: readonly EndpointModel[];
}

export interface NamespaceInput {
  readonly uri: string;
  readonly prefix: string;
  readonly module: string;
  readonly typeSuffix?: string;
}

export interface CodeListInput {
  readonly list: CodeList;
  /** The simple types that the list governs; the contract need not have all of them. */
  readonly types: readonly ClarkName[];
}

export type ColumnInput = Omit<CodeColumnModel, "columnName" | "shortName">;
