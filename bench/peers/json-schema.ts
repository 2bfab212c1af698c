import type { Message } from "../data.ts";

/* What the contract's schema says about the two messages, written down by hand as JSON Schema. */

const uuid = {
  type: "string",
  pattern: "^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$",
};
const eightDigits = { type: "string", pattern: "^[0-9]{8}$" };
const tenDigits = { type: "string", pattern: "^[0-9]{10}$" };
const twoDigits = { type: "string", pattern: "^[0-9]{2}$" };
const text = { type: "string" };
const date = { type: "string", format: "date" };
const dateTime = { type: "string", format: "date-time" };

const header = record(
  {
    TransaktionIdentifikator: uuid,
    BeskedForsendelsesDatoTid: dateTime,
    RegsitreringFraDatoTid: dateTime,
    RegistreringITsystem: uuid,
    RegistreringBruger: uuid,
    UdgiverTypeKode: twoDigits,
    Myndighed: eightDigits,
    SygemeldtePart: tenDigits,
    ArbejdsgiverPart: eightDigits,
    ArbejdsgiverProduktionsenhed: tenDigits,
    NemRefusionIdentifier: uuid,
    SagIdentifikator: uuid,
    JobcenterSagID: text,
    KMDSagIdentifikator: text,
    KMDDelsagIdentifikator: text,
    ForretningHaendelseDatoTid: dateTime,
    FoersteFravaersdag: date,
  },
  [
    "RegistreringBruger",
    "UdgiverTypeKode",
    "ArbejdsgiverProduktionsenhed",
    "NemRefusionIdentifier",
    "SagIdentifikator",
    "JobcenterSagID",
    "KMDSagIdentifikator",
    "KMDDelsagIdentifikator",
  ],
);

const caseKinds = "11 12 13 14 15 16 17 19 21 22 29 40 41 42 43".split(" ");
const reasons = "1 2 4 10 12 17 18 20 24 25 27 31 35 37 40 50 51 52 60 61 62 63 64".split(" ");

const opretBody = record(
  {
    Sagsart: { enum: caseKinds },
    SustenanceSystemCaseTypeIdentifierType: text,
    Maalgruppe: { enum: ["1", "2", "3", "4"] },
    RevurderingsTidspunkt: date,
    OphoersAarsag: { enum: reasons },
    Pensionskode: { enum: ["1", "2"] },
    BrugtFortrydelsesret: { type: "boolean" },
    LoenstopDato: date,
  },
  ["Pensionskode", "LoenstopDato"],
);

const row = record({
  GenoptagetTimer: integer(0, 168),
  GenoptagetMinutter: integer(0, 10_080),
  Ugenummer: integer(1, 53),
});

const loenmodtagerBody = record({ GenoptagetArbejde: { type: "array", minItems: 1, items: row } });

const callContext = record({ OnBehalfOfUser: text, CallersServiceCallIdentifier: text, AccountingInfo: text }, [
  "OnBehalfOfUser",
  "CallersServiceCallIdentifier",
  "AccountingInfo",
]);

/** The JSON Schema of a request. */
export function requestSchema(element: Message["element"]): object {
  const [name, body] = element === "OpretRequest" ? ["Opret", opretBody] : ["OpdaterLoenmodtager", loenmodtagerBody];
  const request = record({ Header: header, Body: body });
  const contexts = { CallContext: callContext, AuthorityContext: record({ MunicipalityCVR: eightDigits }) };
  return record({ ...contexts, [name]: request }, ["CallContext", "AuthorityContext"]);
}

function record(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

function integer(minimum: number, maximum: number): object {
  return { type: "integer", minimum, maximum };
}
