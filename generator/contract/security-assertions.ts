/** WS-SecurityPolicy 1.2 and 1.1. */
export const securityPolicyNamespaces: readonly string[] = [
  "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702",
  "http://schemas.xmlsoap.org/ws/2005/07/securitypolicy",
];

/** Assertion → what may stand in its nested policy; `open` when its content says nothing that is acted upon. */
export interface AssertionGrammar {
  readonly [name: string]: AssertionGrammar | "open";
}

const none: AssertionGrammar = {};

/** Details of SAML and issued tokens. The template's key type is not believed: bundles state it in a wrong namespace. */
const tokenDetails: AssertionGrammar = {
  WssSamlV20Token11: none,
  RequireInternalReference: none,
  RequireExternalReference: none,
  RequireKeyIdentifierReference: none,
  Issuer: "open",
  IssuerName: "open",
  RequestSecurityTokenTemplate: "open",
  Claims: "open",
};

const certificateDetails: AssertionGrammar = {
  WssX509V3Token10: none,
  WssX509V3Token11: none,
  RequireThumbprintReference: none,
  RequireIssuerSerialReference: none,
  RequireKeyIdentifierReference: none,
  RequireEmbeddedTokenReference: none,
};

const samlTokens: AssertionGrammar = { SamlToken: tokenDetails, IssuedToken: tokenDetails };

/** The suites that differ only in encryption are signed alike; nothing here is ever encrypted. */
const common: AssertionGrammar = {
  AlgorithmSuite: { Basic256Sha256: none, Basic128Sha256: none, Basic256Sha256Rsa15: none, Basic128Sha256Rsa15: none },
  Layout: { Strict: none, Lax: none },
  IncludeTimestamp: none,
};

const capabilities: AssertionGrammar = {
  MustSupportRefKeyIdentifier: none,
  MustSupportRefIssuerSerial: none,
  MustSupportRefExternalURI: none,
  MustSupportRefEmbeddedToken: none,
  MustSupportRefThumbprint: none,
  MustSupportRefEncryptedKey: none,
  MustSupportIssuedTokens: none,
};

/**
 * The assertions that are supported, each where it may stand: the token model is an asymmetric binding with a SAML
 * token as initiator, the certificate model a transport binding with HTTPS.
 */
export const assertionGrammar: AssertionGrammar = {
  TransportBinding: {
    TransportToken: { HttpsToken: { RequireClientCertificate: none } },
    ...common,
  },
  AsymmetricBinding: {
    InitiatorToken: samlTokens,
    InitiatorSignatureToken: samlTokens,
    RecipientToken: { X509Token: certificateDetails },
    RecipientSignatureToken: { X509Token: certificateDetails },
    ...common,
    ProtectTokens: none,
    OnlySignEntireHeadersAndBody: none,
  },
  SignedSupportingTokens: samlTokens,
  SignedParts: { Body: none, Header: none },
  Wss10: capabilities,
  Wss11: capabilities,
  Trust10: capabilities,
  Trust13: capabilities,
};
