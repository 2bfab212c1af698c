import type { Position } from "../diagnostics/diagnostic.js";
import type { ClarkName } from "../read/document.js";
import type { RuleDefinition } from "./rule-model.js";

/*
 * What the integration configuration says of a contract: which services are whose, what the integration's concepts are
 * called in this bundle, and which rules hold. Read from integration.yaml and the rules file it names; plain readonly data.
 * References inside the configuration (bundles, roles, value maps, security modes, packages) exist when it is read without
 * error; references to the contract are checked where both are at hand.
 */

export interface Integration {
  /** As in {@link Position}. Every path in the configuration is relative to the folder of this file. */
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly bundles: readonly BundleConfiguration[];
  readonly endpoints: readonly EndpointConfiguration[];
  readonly securityModes: readonly SecurityModeConfiguration[];
  /** Operation → other spellings that a server accepts, on every endpoint. */
  readonly operationAliases: ReadonlyMap<string, readonly Reference[]>;
  readonly namespaces: readonly NamespaceConfiguration[];
  readonly roles: ReadonlyMap<string, RoleConfiguration>;
  readonly receipts: readonly ReceiptConfiguration[];
  /** Value map → wire value → domain value, in the order written. */
  readonly valueMaps: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly replyHeader?: ReplyHeaderConfiguration;
  readonly compositions: readonly CompositionConfiguration[];
  /** npm name of the package that the code lists are generated into. */
  readonly codeListPackage?: string;
  readonly codeLists: readonly CodeListConfiguration[];
  readonly columns: readonly ColumnConfiguration[];
  /** Path of the rules file, relative to this file. */
  readonly rulesFile?: Reference;
  /** Empty until {@link Integration.rulesFile} is read. */
  readonly rules: readonly RuleDefinition[];
}

/** A name of something that is defined elsewhere, and where it was written. */
export interface Reference {
  readonly name: string;
  readonly position: Position;
}

/** A set of published documents. */
export interface BundleConfiguration {
  readonly id: string;
  /** Folder, relative to the configuration. */
  readonly folder: string;
  readonly position: Position;
}

/** One side of one exchange. */
export interface EndpointConfiguration {
  /** As the integration description calls it, such as EP_FS1. */
  readonly id: string;
  /** The parties, in the description's words. */
  readonly server: string;
  readonly client: string;
  readonly bundle: string;
  /** npm name of the package that the service is generated into. */
  readonly package: string;
  /** How the contract offers it; the first is the one that the description prefers, others are alternates. */
  readonly offers: readonly OfferConfiguration[];
  readonly position: Position;
}

/** A service in the WSDL files of an endpoint. */
export interface OfferConfiguration {
  /** Paths inside the bundle; one per security model of the same service. */
  readonly wsdl: readonly Reference[];
  /** Clark name; `{*}` is any namespace. */
  readonly service: Reference;
  /** Stem of the generated functions. */
  readonly name: string;
  /** Only these are generated. */
  readonly operations: readonly Reference[];
  /** Operation → other spellings that a server accepts. */
  readonly aliases: ReadonlyMap<string, readonly Reference[]>;
  /** `policy`: as the policy of the binding says; otherwise one of the security modes. */
  readonly security: Reference;
  readonly position: Position;
}

/** The policy to read where a WSDL has none of its own. */
export interface SecurityModeConfiguration {
  readonly id: string;
  readonly bundle: string;
  /** Path inside the bundle. */
  readonly wsdl: string;
  /** `wsu:Id` of the policy. */
  readonly policy: string;
  readonly position: Position;
}

export interface NamespaceConfiguration {
  readonly uri: string;
  /** Written on the wire. */
  readonly prefix: string;
  /** File stem of the generated modules. */
  readonly module: string;
  /** Appended to the names of its types, where two namespaces of a package define the same. */
  readonly typeSuffix?: string;
  readonly position: Position;
}

/** What a concept is called. */
export interface RoleConfiguration {
  readonly name: string;
  /** Accepted for it, the preferred one first. */
  readonly accepts: readonly ElementPath[];
  readonly position: Position;
}

/** One or more element names, outermost first. */
export interface ElementPath {
  readonly steps: readonly ElementName[];
  readonly position: Position;
}

export interface ElementName {
  /** Absent: any namespace. */
  readonly namespace?: string;
  readonly localName: string;
}

/** A receipt folded into one domain value. Roles, unless said otherwise. */
export interface ReceiptConfiguration {
  readonly id: string;
  /** Name of the domain type. */
  readonly typeName: string;
  readonly element: Reference;
  readonly code: Reference;
  readonly reason: Reference;
  readonly errors: Reference;
  readonly errorCode: Reference;
  readonly errorText: Reference;
  /** A value map. */
  readonly codes: Reference;
  /** Domain values. */
  readonly success: readonly string[];
  readonly processed: readonly string[];
  /** No different answer may follow these; empty when only one answer is ever given. */
  readonly final: readonly string[];
  /** The codes that a list of errors, or a reason, goes with. */
  readonly errorsWith: readonly string[];
  readonly reasonWith: readonly string[];
  readonly position: Position;
}

/** What the header of an answer takes from the request's. All entries are roles. */
export interface ReplyHeaderConfiguration {
  readonly type: Reference;
  readonly echo: readonly Reference[];
  readonly own: readonly Reference[];
  readonly position: Position;
}

/** A domain value made of a header and a receipt, the same for every message that carries it. */
export interface CompositionConfiguration {
  readonly id: string;
  /** Name of the domain type. */
  readonly typeName: string;
  /** A role. */
  readonly header: Reference;
  /** A receipt. */
  readonly receipt: Reference;
  readonly position: Position;
}

export interface CodeListConfiguration {
  /** Path of the genericode file. */
  readonly file: string;
  /** The simple types it governs; a bundle need not have all of them. */
  readonly types: readonly ClarkName[];
  readonly position: Position;
}

/** What a column beyond code, label and remark means. */
export interface ColumnConfiguration {
  readonly id: string;
  readonly meaning: "set-by" | "inbound" | "outbound-code" | "status" | "valid-from" | "valid-to";
  /** Whose column it is: the party that receives, or that writes another code. */
  readonly party?: string;
  /** Every value the column may have; absent when not closed. */
  readonly values?: readonly string[];
  /** Of an inbound column: values for which the party takes the code, refuses it, or drops it without a fault. */
  readonly accept: readonly string[];
  readonly reject: readonly string[];
  readonly discard: readonly string[];
  readonly position: Position;
}
