import type { OpretRequest } from "@sf2090/sygefravaer";
import type { HeaderType } from "@sf2090/sygefravaer/types";

/** The municipality on whose behalf every call is made: in the header, and in the AuthorityContext. */
export const municipality = "11111111";

/** Fictitious throughout: no civil registration number here belongs to anybody. */
export const header: HeaderType = {
  TransaktionIdentifikator: "6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01",
  BeskedForsendelsesDatoTid: "2026-01-14T08:15:30Z",
  RegsitreringFraDatoTid: "2026-01-14T08:15:00Z",
  RegistreringITsystem: "0b3f1b5e-7c0e-4c8c-8a52-4b7e0d6b1a10",
  Myndighed: municipality,
  SygemeldtePart: "2512484916",
  ArbejdsgiverPart: "12345678",
  ArbejdsgiverProduktionsenhed: "9000000001",
  NemRefusionIdentifier: "c2f5a0de-59b5-4e0b-8a36-53e4b6f0d7a2",
  SagIdentifikator: "5d1d2d0c-9a61-4d53-b0c9-0c7b3f1f2e33",
  ForretningHaendelseDatoTid: "2026-01-13T12:00:00Z",
  FoersteFravaersdag: "2025-12-14",
};

const authority = { MunicipalityCVR: municipality };

/** One valid message per operation, as Serviceplatformen sends it to a jobcentre. */
export const messages = {
  Opret: {
    AuthorityContext: authority,
    Opret: {
      Header: header,
      Body: {
        Sagsart: "11",
        SustenanceSystemCaseTypeIdentifierType: "1",
        Maalgruppe: "1",
        RevurderingsTidspunkt: "2026-05-17",
        OphoersAarsag: "60",
        Pensionskode: "2",
        BrugtFortrydelsesret: false,
      },
    },
  } satisfies OpretRequest,
  OpdaterSelvstaendig: {
    AuthorityContext: authority,
    OpdaterSelvstaendig: { Header: header, Body: { NedsatDagpengeProcent: 75, NedsaettelsesDato: "2026-02-02" } },
  },
  OpdaterLoenmodtager: {
    AuthorityContext: authority,
    OpdaterLoenmodtager: {
      Header: header,
      Body: {
        GenoptagetArbejde: [
          { GenoptagetTimer: 12, GenoptagetMinutter: 30, Ugenummer: 5 },
          { GenoptagetTimer: 16, GenoptagetMinutter: 0, Ugenummer: 6 },
        ],
      },
    },
  },
  OpdaterPensionskode: {
    AuthorityContext: authority,
    OpdaterPensionskode: { Header: header, Body: { Pensionskode: "1" } },
  },
  OpdaterOphoer: {
    AuthorityContext: authority,
    OpdaterOphoer: { Header: header, Body: { LoenstopDato: "2026-02-28" } },
  },
  Afslut: {
    AuthorityContext: authority,
    Afslut: { Header: header, Body: { OphoersDato: "2026-03-31", OphoersAarsag: "1" } },
  },
  OpdaterStatus: {
    AuthorityContext: authority,
    OpdaterStatus: { Header: header, Body: { Bevillingslut: "2026-06-30", OphoersAarsag: "62" } },
  },
} as const;
