import { beforeAll, describe, expect, test } from "vitest";

import type { RuleContext, RuleSide } from "../../runtime/rules/rules.js";
import { generateRules, type GeneratedPackages } from "./generated.js";
import { header, operations, request, type Changes } from "./messages.js";

/*
 * Every message rule of the rules file has at least one case that breaks it, and one that comes close and keeps it. The
 * last test fails when a rule of the file is missing here.
 */

interface RuleCase {
  readonly rule: string;
  readonly what: string;
  /** An operation's request, an answer, or a receipt. */
  readonly message: string;
  readonly changes?: Changes & { readonly receipt?: Receipt };
  readonly context?: RuleContext;
  /** Who sees it, how seriously; a side that is not named sees nothing. */
  readonly broken: Partial<Readonly<Record<RuleSide, "error" | "warning">>>;
}

/** A receipt in domain values, the same for every spelling. */
interface Receipt {
  readonly code: string;
  readonly reason?: string;
  readonly errors: readonly { readonly code: string; readonly text: string }[];
}

const sides: readonly RuleSide[] = ["sender", "receiver", "platform"];
const everySide = { sender: "error", receiver: "error", platform: "error" } as const;
const bothError = { sender: "error", receiver: "error" } as const;
const bothWarn = { sender: "warning", receiver: "warning" } as const;
const oneError = [{ code: "SF2090-1", text: "Fejl i feltet" }];
const other = "29189846";
const jc1 = "Opret";
const answer = "SendForretningsSvarRequest";
const transport = "TransportKvittering";

const cases: readonly RuleCase[] = [
  {
    rule: "R1",
    what: "token for another municipality",
    message: "Opret",
    context: { tokenCvr: other },
    broken: everySide,
  },
  {
    rule: "R1",
    what: "token model, no claim",
    message: "Afslut",
    context: { securityMode: "token" },
    broken: everySide,
  },
  { rule: "R1", what: "in an answer", message: answer, context: { tokenCvr: other }, broken: everySide },
  {
    rule: "R1",
    what: "in an answer over SAP PI",
    message: "ModtagForretningsSvarRequestSapPi",
    context: { tokenCvr: other },
    broken: everySide,
  },
  {
    rule: "R1",
    what: "same municipality",
    message: "Opret",
    context: { securityMode: "token", tokenCvr: header.Myndighed },
    broken: {},
  },
  { rule: "R1", what: "certificate model", message: "Opret", context: { securityMode: "certificate" }, broken: {} },

  {
    rule: "R2",
    what: "no AuthorityContext",
    message: "Opret",
    changes: { authority: undefined },
    context: { securityMode: "certificate" },
    broken: everySide,
  },
  {
    rule: "R2",
    what: "another municipality",
    message: "OpdaterOphoer",
    changes: { authority: other },
    context: { securityMode: "certificate" },
    broken: everySide,
  },
  {
    rule: "R2",
    what: "another municipality, model not known",
    message: "Opret",
    changes: { authority: other },
    broken: everySide,
  },
  {
    rule: "R2",
    what: "no AuthorityContext in the token model",
    message: "Opret",
    changes: { authority: undefined },
    context: { securityMode: "token", tokenCvr: header.Myndighed },
    broken: {},
  },
  {
    rule: "R2",
    what: "no AuthorityContext, model not known",
    message: "Opret",
    changes: { authority: undefined },
    broken: {},
  },

  {
    rule: "R3",
    what: "token and AuthorityContext differ",
    message: "Opret",
    changes: { authority: other },
    context: { securityMode: "token", tokenCvr: header.Myndighed },
    broken: { platform: "error" },
  },
  {
    rule: "R3",
    what: "token alone",
    message: "Opret",
    changes: { authority: undefined },
    context: { tokenCvr: header.Myndighed },
    broken: {},
  },

  {
    rule: "R4",
    what: "municipality without a jobcentre",
    message: "Opret",
    context: { routes: new Set([other]) },
    broken: { platform: "error" },
  },
  {
    rule: "R4",
    what: "municipality with a jobcentre",
    message: "Opret",
    context: { routes: new Map([[header.Myndighed, "JC1"]]) },
    broken: {},
  },
  { rule: "R4", what: "an answer is not routed", message: answer, context: { routes: new Set() }, broken: {} },

  {
    rule: "R6",
    what: "id used for another message",
    message: "Opret",
    context: { earlier: () => "different" },
    broken: { sender: "error" },
  },
  {
    rule: "R6",
    what: "id of no message that was sent",
    message: answer,
    context: { isKnownTransaction: () => false },
    broken: { sender: "error", receiver: "warning" },
  },
  { rule: "R6", what: "the same message again", message: "Opret", context: { earlier: () => "same" }, broken: {} },
  {
    rule: "R6",
    what: "known id",
    message: answer,
    context: { isKnownTransaction: (id) => id === header.TransaktionIdentifikator },
    broken: {},
  },

  {
    rule: "R8",
    what: "the same message again",
    message: "Opret",
    context: { earlier: () => "same" },
    broken: { receiver: "warning" },
  },
  {
    rule: "R8",
    what: "the same answer again",
    message: answer,
    context: { earlier: () => "same" },
    broken: { receiver: "warning" },
  },
  { rule: "R8", what: "a new message", message: "Opret", context: { earlier: () => "unknown" }, broken: {} },

  {
    rule: "R9",
    what: "same id, other content",
    message: "OpdaterStatus",
    context: { earlier: () => "different" },
    broken: { receiver: "error" },
  },
  {
    rule: "R9",
    what: "a later answer has other content",
    message: answer,
    context: { earlier: () => "different" },
    broken: {},
  },

  {
    rule: "R13",
    what: "errors with Ok",
    message: transport,
    changes: { receipt: { code: "Ok", errors: oneError } },
    broken: bothError,
  },
  {
    rule: "R13",
    what: "errors with Advarsel",
    message: transport,
    changes: { receipt: { code: "Advarsel", errors: oneError } },
    broken: {},
  },
  {
    rule: "R13",
    what: "no errors with Ok",
    message: transport,
    changes: { receipt: { code: "Ok", errors: [] } },
    broken: {},
  },

  {
    rule: "R14",
    what: "errors with Afvist",
    message: answer,
    changes: { receipt: { code: "Afvist", reason: "Borgeren er ukendt", errors: oneError } },
    broken: bothError,
  },
  {
    rule: "R14",
    what: "errors with Fejlet",
    message: answer,
    changes: { receipt: { code: "Fejlet", errors: oneError } },
    broken: {},
  },

  {
    rule: "R15",
    what: "Fejl without a reason",
    message: transport,
    changes: { receipt: { code: "Fejl", errors: oneError } },
    broken: bothWarn,
  },
  {
    rule: "R15",
    what: "Fejl with an empty reason",
    message: transport,
    changes: { receipt: { code: "Fejl", reason: "", errors: oneError } },
    broken: bothWarn,
  },
  {
    rule: "R15",
    what: "Fejl with a reason",
    message: transport,
    changes: { receipt: { code: "Fejl", reason: "Ukendt", errors: oneError } },
    broken: {},
  },

  {
    rule: "R16",
    what: "Afvist without a reason",
    message: answer,
    changes: { receipt: { code: "Afvist", errors: [] } },
    broken: bothWarn,
  },
  {
    rule: "R16",
    what: "Afvist with a reason",
    message: answer,
    changes: { receipt: { code: "Afvist", reason: "Ukendt", errors: [] } },
    broken: {},
  },

  {
    rule: "R18",
    what: "Afvist after Accepteret",
    message: answer,
    changes: { receipt: { code: "Afvist", reason: "Ukendt", errors: [] } },
    context: { answers: () => ["Modtaget", "Accepteret"] },
    broken: { receiver: "warning" },
  },
  {
    rule: "R18",
    what: "Modtaget after Afleveret",
    message: answer,
    changes: { receipt: { code: "Modtaget", errors: [] } },
    context: { answers: () => ["Afleveret"] },
    broken: { receiver: "warning" },
  },
  { rule: "R18", what: "Accepteret twice", message: answer, context: { answers: () => ["Accepteret"] }, broken: {} },
  {
    rule: "R18",
    what: "step by step",
    message: answer,
    context: { answers: () => ["Modtaget", "Afleveret"] },
    broken: {},
  },

  {
    rule: "R20",
    what: "61 minutes and no hours",
    message: "OpdaterLoenmodtager",
    changes: { body: work([0, 61, 1]) },
    broken: bothError,
  },
  {
    rule: "R20",
    what: "60 minutes and no hours",
    message: "OpdaterLoenmodtager",
    changes: { body: work([0, 60, 1]) },
    broken: {},
  },
  {
    rule: "R20",
    what: "second week only",
    message: "OpdaterLoenmodtager",
    changes: { body: work([10, 0, 1], [0, 90, 2]) },
    broken: bothError,
  },

  {
    rule: "R21",
    what: "a week twice",
    message: "OpdaterLoenmodtager",
    changes: { body: work([10, 0, 2], [5, 0, 2]) },
    broken: bothWarn,
  },
  {
    rule: "R21",
    what: "week 53 of 2021",
    message: "OpdaterLoenmodtager",
    changes: { header: { ForretningHaendelseDatoTid: "2022-01-05T12:00:00Z" }, body: work([10, 0, 53]) },
    broken: bothWarn,
  },
  {
    rule: "R21",
    what: "week 53 of 2020",
    message: "OpdaterLoenmodtager",
    changes: { body: work([10, 0, 53]) },
    broken: {},
  },

  {
    rule: "R22",
    what: "101 per cent",
    message: "OpdaterSelvstaendig",
    changes: { body: { NedsatDagpengeProcent: 101 } },
    broken: bothError,
  },
  {
    rule: "R22",
    what: "an unusual 60 per cent",
    message: "OpdaterSelvstaendig",
    changes: { body: { NedsatDagpengeProcent: 60 } },
    broken: bothWarn,
  },
  {
    rule: "R22",
    what: "25 per cent",
    message: "OpdaterSelvstaendig",
    changes: { body: { NedsatDagpengeProcent: 25 } },
    broken: {},
  },

  {
    rule: "R23",
    what: "an empty update",
    message: "OpdaterPensionskode",
    changes: { body: { Pensionskode: undefined } },
    broken: { sender: "error", receiver: "warning" },
  },
  {
    rule: "R23",
    what: "Opret may leave it out",
    message: "Opret",
    changes: { body: { Pensionskode: undefined } },
    broken: {},
  },

  {
    rule: "R24",
    what: "KSD states a user",
    message: "Opret",
    changes: { header: { RegistreringBruger: header.RegistreringITsystem } },
    context: { party: "KSD" },
    broken: { sender: "warning" },
  },
  {
    rule: "R24",
    what: "KSD states a publisher",
    message: "Afslut",
    changes: { header: { UdgiverTypeKode: "01" } },
    context: { party: "KSD" },
    broken: { sender: "warning" },
  },
  {
    rule: "R24",
    what: "a jobcentre states a user",
    message: answer,
    changes: { header: { RegistreringBruger: header.RegistreringITsystem } },
    context: { party: "JC" },
    broken: {},
  },

  {
    rule: "R25",
    what: "part of a case without the case",
    message: "Opret",
    changes: { header: { KMDDelsagIdentifikator: "1", NemRefusionIdentifier: undefined } },
    broken: bothWarn,
  },
  {
    rule: "R25",
    what: "both identifications of a part",
    message: "Opret",
    changes: { header: { KMDSagIdentifikator: "1", KMDDelsagIdentifikator: "1" } },
    broken: bothWarn,
  },
  {
    rule: "R25",
    what: "a case from KMD Dagpenge",
    message: "Opret",
    changes: { header: { KMDSagIdentifikator: "1", KMDDelsagIdentifikator: "1", NemRefusionIdentifier: undefined } },
    broken: {},
  },

  {
    rule: "R26",
    what: "no case",
    message: "Afslut",
    changes: { header: { SagIdentifikator: undefined, NemRefusionIdentifier: undefined } },
    context: { optIn: ["R26"] },
    broken: bothWarn,
  },
  {
    rule: "R26",
    what: "no case, not asked for",
    message: "Afslut",
    changes: { header: { SagIdentifikator: undefined, NemRefusionIdentifier: undefined } },
    broken: {},
  },
  {
    rule: "R26",
    what: "the jobcentre's case",
    message: "Afslut",
    changes: { header: { SagIdentifikator: undefined, NemRefusionIdentifier: undefined, JobcenterSagID: "JC-1" } },
    context: { optIn: ["R26"] },
    broken: {},
  },

  {
    rule: "R27",
    what: "P number of an unemployed",
    message: "Opret",
    changes: { body: { Maalgruppe: "3" } },
    broken: bothWarn,
  },
  {
    rule: "R27",
    what: "P number of a self-employed",
    message: "Opret",
    changes: { body: { Maalgruppe: "4" } },
    broken: bothWarn,
  },
  {
    rule: "R27",
    what: "unemployed without one",
    message: "Opret",
    changes: { header: { ArbejdsgiverProduktionsenhed: undefined }, body: { Maalgruppe: "3" } },
    broken: {},
  },

  ...["50", "51", "52", "052"].map((code): RuleCase => ({
    rule: "R28",
    what: `code ${code}`,
    message: "Afslut",
    changes: { body: { OphoersAarsag: code } },
    broken: { sender: "error", receiver: "warning" },
  })),
  { rule: "R28", what: "code 2", message: "OpdaterStatus", changes: { body: { OphoersAarsag: "2" } }, broken: {} },

  ...["60", "61", "62", "63", "64"].map((code): RuleCase => ({
    rule: "R29",
    what: `code ${code} to KSD`,
    message: "OpdaterStatus",
    changes: { body: { OphoersAarsag: code } },
    context: { party: "KSD" },
    broken: { receiver: "error" },
  })),
  {
    rule: "R29",
    what: "code 10 to KSD, which drops it",
    message: "Afslut",
    changes: { body: { OphoersAarsag: "10" } },
    context: { party: "KSD" },
    broken: { receiver: "warning" },
  },
  { rule: "R29", what: "code 60 to a jobcentre", message: "Opret", context: { party: "JC" }, broken: {} },
  {
    rule: "R29",
    what: "code 12 to KSD",
    message: "Afslut",
    changes: { body: { OphoersAarsag: "12" } },
    context: { party: "KSD" },
    broken: {},
  },

  {
    rule: "R31",
    what: "60 for a pensioner",
    message: "Opret",
    changes: { body: { Pensionskode: "1" } },
    broken: bothWarn,
  },
  {
    rule: "R31",
    what: "61 for no pensioner",
    message: "Opret",
    changes: { body: { OphoersAarsag: "61" } },
    broken: bothWarn,
  },
  {
    rule: "R31",
    what: "61 for a pensioner",
    message: "Opret",
    changes: { body: { OphoersAarsag: "61", Pensionskode: "1" } },
    broken: {},
  },

  {
    rule: "R33",
    what: "a certificate that may not call",
    message: jc1,
    context: { isCertificateAuthorised: false },
    broken: { receiver: "error" },
  },
  {
    rule: "R33",
    what: "a municipality that is not served",
    message: jc1,
    context: { isCertificateAuthorised: true, authorisedMunicipalities: new Set([other]) },
    broken: { receiver: "error" },
  },
  {
    rule: "R33",
    what: "both allowed",
    message: jc1,
    context: { isCertificateAuthorised: true, authorisedMunicipalities: new Set([header.Myndighed]) },
    broken: {},
  },

  {
    rule: "R39",
    what: "RevurderingsTidspunkt",
    message: "Opret",
    changes: { body: { RevurderingsTidspunkt: "2020-12-13" } },
    broken: bothWarn,
  },
  {
    rule: "R39",
    what: "LoenstopDato of Opret",
    message: "Opret",
    changes: { body: { LoenstopDato: "2020-12-13" } },
    broken: bothWarn,
  },
  {
    rule: "R39",
    what: "LoenstopDato of OpdaterOphoer",
    message: "OpdaterOphoer",
    changes: { body: { LoenstopDato: "2020-12-13" } },
    broken: bothWarn,
  },
  {
    rule: "R39",
    what: "NedsaettelsesDato",
    message: "OpdaterSelvstaendig",
    changes: { body: { NedsaettelsesDato: "2020-12-13" } },
    broken: bothWarn,
  },
  {
    rule: "R39",
    what: "OphoersDato",
    message: "Afslut",
    changes: { body: { OphoersDato: "2020-12-13" } },
    broken: bothWarn,
  },
  {
    rule: "R39",
    what: "Bevillingslut",
    message: "OpdaterStatus",
    changes: { body: { Bevillingslut: "2020-12-13" } },
    broken: bothWarn,
  },
  {
    rule: "R39",
    what: "the same day",
    message: "Afslut",
    changes: { body: { OphoersDato: "2020-12-14" } },
    broken: {},
  },
  {
    rule: "R39",
    what: "the same day, a zone on one side",
    message: "Afslut",
    changes: { body: { OphoersDato: "2020-12-14+01:00" } },
    broken: {},
  },

  {
    rule: "R40",
    what: "registered after it was sent",
    message: "Opret",
    changes: { header: { RegsitreringFraDatoTid: "2021-01-14T09:15:31+01:00" } },
    broken: bothWarn,
  },
  {
    rule: "R40",
    what: "the same moment in another zone",
    message: "Opret",
    changes: { header: { RegsitreringFraDatoTid: "2021-01-14T09:15:30+01:00" } },
    broken: {},
  },
  {
    rule: "R40",
    what: "no zone on one side",
    message: "Opret",
    changes: { header: { RegsitreringFraDatoTid: "2021-01-14T09:00:00" } },
    broken: {},
  },

  {
    rule: "R41",
    what: "token for another service",
    message: "Opret",
    context: { tokenAudience: "http://a", serviceEntityId: "http://b" },
    broken: everySide,
  },
  {
    rule: "R41",
    what: "token for this service",
    message: "Opret",
    context: { tokenAudience: "http://a", serviceEntityId: "http://a" },
    broken: {},
  },

  {
    rule: "L1",
    what: "month 13",
    message: "Opret",
    changes: { header: { SygemeldtePart: "2513484916" } },
    context: { optIn: ["L1"] },
    broken: bothWarn,
  },
  {
    rule: "L1",
    what: "a replacement number",
    message: "Opret",
    changes: { header: { SygemeldtePart: "8512484916" } },
    context: { optIn: ["L1"] },
    broken: {},
  },
  {
    rule: "L1",
    what: "not asked for",
    message: "Opret",
    changes: { header: { SygemeldtePart: "2513484916" } },
    broken: {},
  },

  {
    rule: "L2",
    what: "the municipality",
    message: "Opret",
    changes: { header: { Myndighed: "11111111" }, authority: "11111111" },
    context: { optIn: ["L2"] },
    broken: bothWarn,
  },
  {
    rule: "L2",
    what: "the notifier",
    message: "Opret",
    changes: { header: { ArbejdsgiverPart: "12345678" } },
    context: { optIn: ["L2"] },
    broken: bothWarn,
  },
  { rule: "L2", what: "correct ones", message: "Opret", context: { optIn: ["L2"] }, broken: {} },

  {
    rule: "L3",
    what: "1 hour and 75 minutes",
    message: "OpdaterLoenmodtager",
    changes: { body: work([1, 75, 1]) },
    broken: bothWarn,
  },
  {
    rule: "L3",
    what: "2 hours and 15 minutes",
    message: "OpdaterLoenmodtager",
    changes: { body: work([2, 15, 1]) },
    broken: {},
  },
];

function work(...weeks: readonly (readonly [number, number, number])[]): object {
  return {
    GenoptagetArbejde: weeks.map(([GenoptagetTimer, GenoptagetMinutter, Ugenummer]) => ({
      GenoptagetTimer,
      GenoptagetMinutter,
      Ugenummer,
    })),
  };
}

const accepted: Receipt = { code: "Accepteret", errors: [] };

describe.each(["integration.yaml", "variant-observed/integration.yaml"])("the rules generated from %s", (file) => {
  let packages: GeneratedPackages;
  beforeAll(async () => {
    packages = await generateRules(file);
  });

  function issues(
    { message, changes = {}, context }: Pick<RuleCase, "message" | "changes" | "context">,
    side: RuleSide,
  ) {
    const { sygefravaer, forretningssvar } = packages;
    if (operations.includes(message))
      return sygefravaer.check(`${message}Request`)(request(message, changes), side, context);
    if (message === transport) {
      const wire = sygefravaer.call("writeTransportReceipt")(changes.receipt);
      return sygefravaer.check("OpretResponse")({ TransportKvittering: wire }, side, context);
    }
    const value = { header: { ...header, ...changes.header }, receipt: changes.receipt ?? accepted };
    const authority = "authority" in changes ? changes.authority : header.Myndighed;
    const frame = { AuthorityContext: authority === undefined ? undefined : { MunicipalityCVR: authority } };
    return forretningssvar.check(message)(forretningssvar.call(`to${message}`)(value, frame), side, context);
  }

  test.each(cases.map((one) => [one.rule, one.message, one.what, one] as const))(
    "%s, %s: %s",
    (rule, _message, _what, one) => {
      for (const side of sides) {
        const found = issues(one, side).filter((issue) => issue.rule === rule);
        expect(
          found.map((issue) => issue.severity),
          side,
        ).toEqual(one.broken[side] === undefined ? [] : [one.broken[side]]);
        for (const issue of found) {
          expect(issue).toMatchObject({ code: "SF-V-RULE" });
          expect(issue.errorCode).toMatch(/^SF2090-(?:R[0-9]+|CVR|DUBLET)$|^SF-L-[A-Z]+$/);
          expect(issue.danish).not.toBe(issue.message);
        }
      }
    },
  );

  test("a message that breaks no rule gives no issue on any side, whatever is known", () => {
    const context: RuleContext = {
      securityMode: "certificate",
      isCertificateAuthorised: true,
      authorisedMunicipalities: new Set([header.Myndighed]),
      routes: new Set([header.Myndighed]),
      party: "JC",
      earlier: () => "unknown",
      isKnownTransaction: () => true,
      answers: () => [],
      optIn: ["R26", "L1", "L2"],
    };
    const messages = [...operations, answer, "ModtagForretningsSvarRequest", "ModtagForretningsSvarRequestSapPi"];
    for (const message of messages) {
      for (const side of sides) expect(issues({ message, context }, side), `${message} ${side}`).toEqual([]);
    }
  });

  test("a rule that needs what is not known is kept", () => {
    for (const message of [...operations, answer]) {
      for (const side of sides) expect(issues({ message }, side)).toEqual([]);
    }
  });

  test("the value to blame is named by its way from the root, and no value of the message is in an issue", () => {
    const [issue] = issues({ message: "Opret", changes: { header: { Myndighed: other } } }, "receiver");
    expect(issue?.path).toEqual(["AuthorityContext", "MunicipalityCVR"]);
    expect(JSON.stringify(issue)).not.toMatch(/[0-9]{8}/);
  });

  test("every message rule has a case that breaks it and one that keeps it; every rule is in a package", () => {
    const all = [...packages.sygefravaer.rules, ...packages.forretningssvar.rules];
    const ids = (kind: string): string[] =>
      [...new Set(all.filter((rule) => rule.kind === kind).map((rule) => rule.id))].sort();
    const tested = (breaks: boolean): string[] =>
      [
        ...new Set(cases.filter(({ broken }) => Object.keys(broken).length > 0 === breaks).map(({ rule }) => rule)),
      ].sort();
    expect(tested(true)).toEqual(ids("message"));
    expect(tested(false)).toEqual(ids("message"));
    const numbered = Array.from({ length: 42 }, (_value, index) => `R${index + 1}`);
    const lints = ["L1", "L2", "L3"];
    expect([...ids("message"), ...ids("process")].sort()).toEqual([...numbered, ...lints].sort());
  });

  test("a description says on which sides a rule is judged, as the cases find it", () => {
    const all = [...packages.sygefravaer.rules, ...packages.forretningssvar.rules].filter(
      (rule) => rule.kind === "message",
    );
    for (const rule of all) {
      const found = new Set(cases.filter((one) => one.rule === rule.id).flatMap(({ broken }) => Object.keys(broken)));
      expect([...found].sort(), rule.id).toEqual(expect.arrayContaining(Object.keys(rule.severity).sort()));
      expect(Object.keys(rule.severity).length, rule.id).toBe(found.size);
    }
  });
});
