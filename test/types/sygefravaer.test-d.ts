import { describe, expectTypeOf, test } from "vitest";
import type {
  KSDSygefravaerClient,
  KSDSygefravaerSapPiClient,
  SygefravaerServiceKSDClient,
} from "@sf2090/forretningssvar/client";
import type { Ophoersaarsagskode, Pensionskode, Sagsartkode } from "@sf2090/kodelister";
import { Maalgruppe } from "@sf2090/kodelister";
import { createSygefravaerClient, type SygefravaerClient } from "@sf2090/sygefravaer/client";
import { decodeOpretRequest, encodeOpretRequest } from "@sf2090/sygefravaer/codecs";
import { type ReplyHeaderOverrides, replyHeader, type TransportReceipt } from "@sf2090/sygefravaer/receipts";
import { createSygefravaerServer, type SygefravaerImplementation } from "@sf2090/sygefravaer/server";
import type {
  CPRnummerType,
  CVRnummerType,
  GenoptagetArbejdeType,
  HeaderType,
  MaalgruppeType,
  OpretBodyType,
  OpretRequest,
  PnummerType,
  ProcentType,
  SagsartkodeType,
  TransportKvitteringType,
  UUIDType,
} from "@sf2090/sygefravaer/types";
import { type OpretRequestSchema, validateOpretRequest } from "@sf2090/sygefravaer/validators";
import type {
  CallContext,
  CallOptions,
  ClientOptions,
  DecodeOptions,
  OpenCodes,
  Result,
  ServerOptions,
  SoapServer,
  UnknownCode,
} from "@snitflade/runtime";

/* What the types of the generated packages promise. Judged by the compiler: see types.test.ts. */

type RequiredKeys<Type> = { [Key in keyof Type]-?: object extends Pick<Type, Key> ? never : Key }[keyof Type];
type OptionalKeys<Type> = Exclude<keyof Type, RequiredKeys<Type>>;
type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

describe("cardinality", () => {
  test("what the contract requires is required, and nothing else", () => {
    expectTypeOf<RequiredKeys<HeaderType>>().toEqualTypeOf<
      | "TransaktionIdentifikator"
      | "BeskedForsendelsesDatoTid"
      | "RegsitreringFraDatoTid"
      | "RegistreringITsystem"
      | "Myndighed"
      | "SygemeldtePart"
      | "ArbejdsgiverPart"
      | "ForretningHaendelseDatoTid"
      | "FoersteFravaersdag"
    >();
    expectTypeOf<OptionalKeys<HeaderType>>().toEqualTypeOf<
      | "RegistreringBruger"
      | "UdgiverTypeKode"
      | "ArbejdsgiverProduktionsenhed"
      | "NemRefusionIdentifier"
      | "SagIdentifikator"
      | "JobcenterSagID"
      | "KMDSagIdentifikator"
      | "KMDDelsagIdentifikator"
    >();
    expectTypeOf<OptionalKeys<OpretBodyType>>().toEqualTypeOf<"Pensionskode" | "LoenstopDato">();
  });

  test("an optional property may be left out or be undefined, also under exactOptionalPropertyTypes", () => {
    expectTypeOf<HeaderType["JobcenterSagID"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<{ readonly Pensionskode: undefined }>().toExtend<Pick<OpretBodyType, "Pensionskode">>();
    expectTypeOf<object>().not.toExtend<Pick<OpretBodyType, "Sagsart">>();
  });

  test("what may be repeated is a readonly array", () => {
    type Body = Extract<Parameters<SygefravaerClient["OpdaterLoenmodtager"]>[0], object>["OpdaterLoenmodtager"]["Body"];
    expectTypeOf<Body["GenoptagetArbejde"]>().toEqualTypeOf<readonly GenoptagetArbejdeType[]>();
    expectTypeOf<RequiredKeys<Body>>().toEqualTypeOf<"GenoptagetArbejde">();
  });

  test("properties are readonly", () => {
    expectTypeOf<HeaderType>().toEqualTypeOf<Readonly<HeaderType>>();
    expectTypeOf<HeaderType>().not.toEqualTypeOf<Mutable<HeaderType>>();
  });
});

describe("representations", () => {
  test("numbers in bounds are numbers, truth values booleans, dates exact texts", () => {
    expectTypeOf<GenoptagetArbejdeType["GenoptagetTimer"]>().toExtend<number>();
    expectTypeOf<OpretBodyType["BrugtFortrydelsesret"]>().toEqualTypeOf<boolean>();
    expectTypeOf<OpretBodyType["RevurderingsTidspunkt"]>().toEqualTypeOf<string>();
    expectTypeOf<HeaderType["BeskedForsendelsesDatoTid"]>().toEqualTypeOf<string>();
  });

  test("a plain value assigns to a named type without a cast", () => {
    expectTypeOf<string>().toExtend<CVRnummerType>();
    expectTypeOf<string>().toExtend<CPRnummerType>();
    expectTypeOf<string>().toExtend<UUIDType>();
    expectTypeOf<number>().toExtend<ProcentType>();
    expectTypeOf<CVRnummerType>().toExtend<string>();
  });

  test("a value of one named type never assigns to another", () => {
    expectTypeOf<CVRnummerType>().not.toExtend<CPRnummerType>();
    expectTypeOf<CPRnummerType>().not.toExtend<CVRnummerType>();
    expectTypeOf<PnummerType>().not.toExtend<CPRnummerType>();
    expectTypeOf<UUIDType>().not.toExtend<CVRnummerType>();
    expectTypeOf<HeaderType["Myndighed"]>().toEqualTypeOf<CVRnummerType>();
    expectTypeOf<HeaderType["SygemeldtePart"]>().toEqualTypeOf<CPRnummerType>();
  });
});

describe("codes", () => {
  test("a type that a code list governs is the union of its codes", () => {
    expectTypeOf<MaalgruppeType>().toEqualTypeOf<(typeof Maalgruppe)[keyof typeof Maalgruppe]>();
    expectTypeOf<SagsartkodeType>().toEqualTypeOf<Sagsartkode>();
    expectTypeOf<OpretBodyType["OphoersAarsag"]>().toEqualTypeOf<Ophoersaarsagskode>();
    expectTypeOf<OpretBodyType["Pensionskode"]>().toEqualTypeOf<Pensionskode | undefined>();
    expectTypeOf<Pensionskode>().toEqualTypeOf<"1" | "2">();
    expectTypeOf<TransportKvitteringType["TransportValideringKode"]>().toEqualTypeOf<"Ok" | "Advarsel" | "Fejl">();
    expectTypeOf<string>().not.toExtend<MaalgruppeType>();
    expectTypeOf<"0">().not.toExtend<MaalgruppeType>();
  });

  test("each entry of the const object is its own literal", () => {
    expectTypeOf(Maalgruppe["1"]).toEqualTypeOf<"1">();
  });

  test("read in open mode, an unknown code is an object that no message takes", () => {
    type Open = OpenCodes<OpretRequest>;
    expectTypeOf<Open["Opret"]["Body"]["Maalgruppe"]>().toEqualTypeOf<MaalgruppeType | UnknownCode>();
    expectTypeOf<Open["Opret"]["Body"]["Pensionskode"]>().toEqualTypeOf<Pensionskode | UnknownCode | undefined>();
    expectTypeOf<Open["Opret"]["Header"]["Myndighed"]>().toEqualTypeOf<CVRnummerType>();
    expectTypeOf<OpretRequest>().toExtend<Open>();
    expectTypeOf<Open>().not.toExtend<OpretRequest>();
    expectTypeOf<Open>().not.toExtend<Parameters<typeof encodeOpretRequest>[0]>();
    expectTypeOf(decodeOpretRequest(new Uint8Array(), { codes: "open" })).toEqualTypeOf<Result<Open>>();
    expectTypeOf(decodeOpretRequest(new Uint8Array(), { codes: "closed" })).toEqualTypeOf<Result<OpretRequest>>();
  });
});

describe("functions", () => {
  test("codecs and validators give a result, never throw a type at the user", () => {
    expectTypeOf(decodeOpretRequest(new Uint8Array())).toEqualTypeOf<Result<OpretRequest>>();
    expectTypeOf<NonNullable<Parameters<typeof decodeOpretRequest>[1]>>().toExtend<DecodeOptions>();
    expectTypeOf(encodeOpretRequest).parameter(0).toEqualTypeOf<OpretRequest>();
    expectTypeOf(encodeOpretRequest).returns.toEqualTypeOf<Result<Uint8Array>>();
    expectTypeOf(validateOpretRequest).parameter(0).toBeUnknown();
    expectTypeOf(validateOpretRequest).returns.toEqualTypeOf<Result<OpretRequest>>();
    type Types = NonNullable<(typeof OpretRequestSchema)["~standard"]["types"]>;
    expectTypeOf<Types["input"]>().toBeUnknown();
    expectTypeOf<Types["output"]>().toEqualTypeOf<OpretRequest>();
  });

  test("a client has one method per operation, and each takes its own message", () => {
    expectTypeOf<keyof SygefravaerClient>().toEqualTypeOf<
      | "Opret"
      | "OpdaterSelvstaendig"
      | "OpdaterLoenmodtager"
      | "OpdaterPensionskode"
      | "OpdaterOphoer"
      | "Afslut"
      | "OpdaterStatus"
    >();
    expectTypeOf<SygefravaerClient["Opret"]>().parameters.toEqualTypeOf<
      Parameters<(message: OpretRequest, options?: CallOptions) => void>
    >();
    expectTypeOf<SygefravaerClient["Opret"]>().returns.toEqualTypeOf<Promise<TransportReceipt>>();
    expectTypeOf(createSygefravaerClient).toEqualTypeOf<(options: ClientOptions) => SygefravaerClient>();
    expectTypeOf<keyof KSDSygefravaerClient>().toEqualTypeOf<"SendForretningsSvar">();
    expectTypeOf<keyof SygefravaerServiceKSDClient>().toEqualTypeOf<"ModtagForretningsSvar">();
    expectTypeOf<keyof KSDSygefravaerSapPiClient>().toEqualTypeOf<"ModtagForretningsSvar">();
  });

  test("an implementation has the same methods, and may answer now or later", () => {
    expectTypeOf<keyof SygefravaerImplementation>().toEqualTypeOf<keyof SygefravaerClient>();
    expectTypeOf<SygefravaerImplementation["Opret"]>().parameters.toEqualTypeOf<
      [message: OpretRequest, context: CallContext]
    >();
    expectTypeOf<SygefravaerImplementation["Opret"]>().returns.toEqualTypeOf<
      Promise<TransportReceipt> | TransportReceipt
    >();
    expectTypeOf(createSygefravaerServer).toEqualTypeOf<
      (implementation: SygefravaerImplementation, options?: ServerOptions) => SoapServer
    >();
  });

  test("a reply's header states its own times and system, and nothing that it takes over", () => {
    expectTypeOf(replyHeader).parameter(0).toExtend<HeaderType>();
    expectTypeOf(replyHeader).returns.toEqualTypeOf<HeaderType>();
    expectTypeOf<RequiredKeys<ReplyHeaderOverrides>>().toEqualTypeOf<
      "BeskedForsendelsesDatoTid" | "RegsitreringFraDatoTid" | "RegistreringITsystem"
    >();
    expectTypeOf<"TransaktionIdentifikator">().not.toExtend<keyof ReplyHeaderOverrides>();
  });

  test("a receipt is the same value for every spelling of the contract", () => {
    expectTypeOf<TransportReceipt["code"]>().toEqualTypeOf<"Ok" | "Advarsel" | "Fejl">();
    expectTypeOf<TransportReceipt["errors"]>().toEqualTypeOf<
      readonly { readonly code: string; readonly text: string }[]
    >();
  });
});
