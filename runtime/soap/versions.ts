export type SoapVersion = "1.1" | "1.2";

/** What differs between the two versions of SOAP. */
export interface SoapDialect {
  readonly version: SoapVersion;
  /** Namespace of the envelope. */
  readonly namespace: string;
  readonly mediaType: string;
  /** Fault code for "the message is at fault": SOAP 1.1 §4.4.1, SOAP 1.2 Part 1 §5.4.6. */
  readonly sender: "Client" | "Sender";
  /** Fault code for "the receiver is at fault". */
  readonly receiver: "Server" | "Receiver";
  /** Name of the attribute that says whom a header block is for. */
  readonly roleAttribute: "actor" | "role";
  /** Roles that every node plays; a header block without a role is for the ultimate receiver. */
  readonly ownRoles: readonly string[];
}

export const soap11: SoapDialect = {
  version: "1.1",
  namespace: "http://schemas.xmlsoap.org/soap/envelope/",
  mediaType: "text/xml",
  sender: "Client",
  receiver: "Server",
  roleAttribute: "actor",
  ownRoles: ["", "http://schemas.xmlsoap.org/soap/actor/next"],
};

export const soap12: SoapDialect = {
  version: "1.2",
  namespace: "http://www.w3.org/2003/05/soap-envelope",
  mediaType: "application/soap+xml",
  sender: "Sender",
  receiver: "Receiver",
  roleAttribute: "role",
  ownRoles: [
    "",
    "http://www.w3.org/2003/05/soap-envelope/role/next",
    "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver",
  ],
};

/** The rules of a version. */
export function dialectOf(version: SoapVersion): SoapDialect {
  return version === "1.1" ? soap11 : soap12;
}

/** The rules that go with an envelope's namespace; undefined when it is neither version's. */
export function dialectOfNamespace(namespace: string): SoapDialect | undefined {
  return namespace === soap11.namespace ? soap11 : namespace === soap12.namespace ? soap12 : undefined;
}
