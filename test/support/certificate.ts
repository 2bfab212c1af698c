import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/*
 * X.509 certificates for tests, made on the spot: none to renew, no tool to install. Just enough of DER (X.690) and
 * RFC 5280 for Node's TLS to accept them.
 */

export interface TestCertificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** A certificate valid for a day, signed by the issuer or, without one, by itself. */
export function testCertificate(
  name: string,
  issuer?: TestCertificate,
  hostNames: readonly string[] = [],
): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = issuer === undefined;
  const algorithm = sequence(objectIdentifier("2a8648ce3d040302"));
  const day = 24 * 60 * 60 * 1000;
  const basicConstraints = sequence(
    objectIdentifier("551d13"),
    der(0x01, bytes("ff")),
    octets(sequence(...(isAuthority ? [der(0x01, bytes("ff"))] : []))),
  );
  const alternatives = hostNames.map((host) => der(0x82, Buffer.from(host)));
  const extensions = [
    basicConstraints,
    ...(alternatives.length === 0 ? [] : [sequence(objectIdentifier("551d11"), octets(sequence(...alternatives)))]),
  ];
  const toSign = sequence(
    der(0xa0, der(0x02, bytes("02"))),
    der(0x02, Buffer.concat([bytes("01"), randomBytes(8)])),
    algorithm,
    distinguishedName(issuer?.name ?? name),
    sequence(time(Date.now() - day), time(Date.now() + day)),
    distinguishedName(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", toSign, issuer?.privateKey ?? privateKey);
  const certificate = sequence(toSign, algorithm, der(0x03, Buffer.concat([bytes("00"), signature])));
  const base64 = (certificate.toString("base64").match(/.{1,64}/g) ?? []).join("\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    name,
    privateKey,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

function objectIdentifier(hex: string): Buffer {
  return der(0x06, bytes(hex));
}

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectIdentifier("550403"), der(0x0c, Buffer.from(commonName)))));
}

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  return der(0x18, Buffer.from(`${digits}Z`));
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, "hex");
}
