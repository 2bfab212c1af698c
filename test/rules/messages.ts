/* Messages that keep every rule, as a decoder gives them, to be changed by tests. */

export interface Changes {
  readonly header?: object;
  readonly body?: object;
  readonly authority?: string | undefined;
}

const transaction = "6f9f3c54-3a0b-4b1e-9a57-0d0f6f2a9b01";

/** CVR numbers with a correct check digit, a CPR number that begins with a date. */
export const header = {
  TransaktionIdentifikator: transaction,
  BeskedForsendelsesDatoTid: "2021-01-14T08:15:30Z",
  RegsitreringFraDatoTid: "2021-01-14T08:15:00Z",
  RegistreringITsystem: "0b3f1b5e-7c0e-4c8c-8a52-4b7e0d6b1a10",
  RegistreringBruger: undefined,
  UdgiverTypeKode: undefined,
  Myndighed: "19435075",
  SygemeldtePart: "2512484916",
  ArbejdsgiverPart: "19435075",
  ArbejdsgiverProduktionsenhed: "1012345678",
  NemRefusionIdentifier: "c2f5a0de-59b5-4e0b-8a36-53e4b6f0d7a2",
  SagIdentifikator: "5d1d2d0c-9a61-4d53-b0c9-0c7b3f1f2e33",
  JobcenterSagID: undefined,
  KMDSagIdentifikator: undefined,
  KMDDelsagIdentifikator: undefined,
  ForretningHaendelseDatoTid: "2021-01-13T12:00:00Z",
  FoersteFravaersdag: "2020-12-14",
} as const;

const bodies: Readonly<Record<string, object>> = {
  Opret: {
    Sagsart: "11",
    SustenanceSystemCaseTypeIdentifierType: "1",
    Maalgruppe: "1",
    RevurderingsTidspunkt: "2021-05-17",
    OphoersAarsag: "60",
    Pensionskode: "2",
    BrugtFortrydelsesret: false,
    LoenstopDato: "2021-01-31",
  },
  OpdaterSelvstaendig: { NedsatDagpengeProcent: 75, NedsaettelsesDato: "2021-01-04" },
  OpdaterLoenmodtager: {
    GenoptagetArbejde: [
      { GenoptagetTimer: 10, GenoptagetMinutter: 30, Ugenummer: 53 },
      { GenoptagetTimer: 0, GenoptagetMinutter: 45, Ugenummer: 1 },
    ],
  },
  OpdaterPensionskode: { Pensionskode: "1" },
  OpdaterOphoer: { LoenstopDato: "2021-01-31" },
  Afslut: { OphoersDato: "2021-02-28", OphoersAarsag: "1" },
  OpdaterStatus: { Bevillingslut: "2021-06-30", OphoersAarsag: "60" },
};

export const operations: readonly string[] = Object.keys(bodies);

/** A request of one of the seven operations. */
export function request(operation: string, changes: Changes = {}): object {
  const authority = "authority" in changes ? changes.authority : "19435075";
  return {
    CallContext: undefined,
    AuthorityContext: authority === undefined ? undefined : { MunicipalityCVR: authority },
    [operation]: { Header: { ...header, ...changes.header }, Body: { ...bodies[operation], ...changes.body } },
  };
}
