import { describe, expect, test } from "vitest";

import type { Integration, ReceiptConfiguration } from "../contract/integration-model.js";
import { createDiagnostics } from "../diagnostics/collect.js";
import { lowerIntegration } from "./lower-integration.js";
import { aField, anElement, anObjectType, aPackage, aSimpleType } from "./model.fixture.js";
import type { FieldModel, PackageModel } from "./model.js";

const nowhere = { file: "integration.yaml", line: 1, column: 1 };
const named = (name: string) => ({ name, position: nowhere });

interface Shape {
  readonly codes?: readonly string[];
  /** Fields of the receipt and of its error besides those that belong there. */
  readonly extra?: readonly FieldModel[];
  readonly errorExtra?: readonly FieldModel[];
  readonly without?: string;
  readonly headerFields?: readonly FieldModel[];
}

/** Answer { Receipt { Code, Reason?, Error* { No, Text } } } and Reply { Header { Id, Sent }, Body { Receipt } }. */
function aModel({
  codes = ["OK", "FAIL"],
  extra = [],
  errorExtra = [],
  without,
  headerFields = [],
}: Shape): PackageModel {
  const enumeration = codes.map((value) => ({ value, documentation: [] }));
  const receipt = [
    aField({ propertyName: "Code", type: 1 }),
    aField({ propertyName: "Reason", type: 0, optional: true }),
    aField({ propertyName: "Error", type: 2, repeated: true, optional: true }),
    ...extra,
  ].filter((field) => field.propertyName !== without);
  const error = [aField({ propertyName: "No", type: 0 }), aField({ propertyName: "Text", type: 0 }), ...errorExtra];
  return aPackage({
    types: [
      aSimpleType(),
      aSimpleType({ facets: { patterns: [], enumeration } }),
      anObjectType({ typeName: "ErrorType", fields: error }),
      anObjectType({ typeName: "ReceiptType", fields: receipt }),
      anObjectType({ typeName: "AnswerType", fields: [aField({ propertyName: "Receipt", type: 3 })] }),
      anObjectType({
        typeName: "HeaderType",
        fields: [
          aField({ propertyName: "Id", type: 0 }),
          aField({ propertyName: "Sent", type: 0, optional: true }),
          ...headerFields,
        ],
      }),
      anObjectType({ typeName: "BodyType", fields: [aField({ propertyName: "Receipt", type: 3 })] }),
      anObjectType({
        typeName: "ReplyType",
        fields: [
          aField({ propertyName: "Frame", type: 0, optional: true }),
          aField({ propertyName: "Header", type: 5 }),
          aField({ propertyName: "Body", type: 6 }),
        ],
      }),
    ],
    elements: [anElement({ localName: "Answer", type: 4 }), anElement({ localName: "Reply", type: 7 })],
  });
}

const receipt: ReceiptConfiguration = {
  id: "transport",
  typeName: "TransportReceipt",
  element: named("receipt"),
  code: named("code"),
  reason: named("reason"),
  errors: named("errors"),
  errorCode: named("errorCode"),
  errorText: named("errorText"),
  codes: named("code"),
  success: ["Ok"],
  processed: ["Ok"],
  final: [],
  errorsWith: [],
  reasonWith: [],
  position: nowhere,
};

function lower(model: PackageModel, own: readonly string[] = ["sent"]) {
  const diagnostics = createDiagnostics();
  const roles = {
    receipt: "Receipt",
    code: "Code",
    reason: "Reason",
    errors: "Error",
    errorCode: "No",
    errorText: "Text",
    header: "Header",
    id: "Id",
    sent: "Sent",
  };
  const integration = {
    endpoints: [],
    roles: new Map(
      Object.entries(roles).map(([name, localName]) => [
        name,
        { name, position: nowhere, accepts: [{ steps: [{ localName }], position: nowhere }] },
      ]),
    ),
    receipts: [receipt],
    valueMaps: new Map([
      [
        "code",
        new Map([
          ["OK", "Ok"],
          ["FAIL", "Fejl"],
          ["Ok", "Ok"],
          ["Fejl", "Fejl"],
        ]),
      ],
    ]),
    replyHeader: { type: named("header"), echo: [named("id")], own: own.map(named), position: nowhere },
    compositions: [
      { id: "answer", typeName: "Answered", header: named("header"), receipt: named("transport"), position: nowhere },
    ],
    rules: [],
  } as unknown as Integration;
  const result = lowerIntegration(model, integration, diagnostics);
  return { result, found: diagnostics.all.map(({ code, message }) => `${code}: ${message}`) };
}

test("roles lead to the parts of a receipt, whatever they are called", () => {
  const { result, found } = lower(aModel({}));
  expect(found).toEqual([]);
  expect(result.receipts).toMatchObject([
    {
      typeName: "TransportReceipt",
      codes: ["Ok", "Fejl"],
      carriers: [
        {
          type: 3,
          code: "Code",
          reason: "Reason",
          errors: ["Error"],
          errorCode: "No",
          errorText: "Text",
          values: [
            { wire: "OK", domain: "Ok" },
            { wire: "FAIL", domain: "Fejl" },
          ],
        },
      ],
    },
  ]);
  expect(result.replyHeader).toEqual({ types: [5], echo: ["Id"], own: ["Sent"] });
  expect(result.compositions).toMatchObject([
    { typeName: "Answered", header: 5, carriers: [{ element: 1, header: ["Header"], receipt: ["Body", "Receipt"] }] },
  ]);
});

describe("what does not fit is reported", () => {
  test.each<[string, Shape, string]>([
    [
      "a wire value that nobody mapped",
      { codes: ["OK", "FAIL", "MAYBE"] },
      'SF-E-RECEIPT: Value map "code" has no domain value for "MAYBE" of Code.',
    ],
    [
      "a domain value that cannot be written",
      { codes: ["OK"] },
      'SF-E-RECEIPT: No value of Code stands for the domain value "Fejl".',
    ],
    ["a missing part", { without: "Reason" }, 'SF-E-RECEIPT: ReceiptType has no "reason".'],
    ["no list of errors", { without: "Error" }, 'SF-E-RECEIPT: ReceiptType has no "errors".'],
    [
      "a required field of a receipt that the domain value lacks",
      { extra: [aField({ propertyName: "Extra", type: 0 })] },
      'SF-E-RECEIPT: Extra of ReceiptType is not part of receipt "transport".',
    ],
    [
      "an optional one",
      { errorExtra: [aField({ propertyName: "Where", type: 0, optional: true })] },
      'SF-W-COMPOSITION: Where of ErrorType is not part of receipt "transport".',
    ],
    [
      "a header field that is neither echoed nor stated",
      { headerFields: [aField({ propertyName: "More", type: 0 })] },
      "SF-E-RECEIPT: The reply header says nothing of More of HeaderType.",
    ],
  ])("%s", (_what, shape, message) => {
    expect(lower(aModel(shape)).found).toContain(message);
  });

  test("a header role that the bundle does not have", () => {
    expect(lower(aModel({}), ["sent", "code"]).found).toContain('SF-E-RECEIPT: HeaderType has no "code".');
  });

  test("codes that are not listed cannot be mapped", () => {
    const model = aModel({});
    const types = model.types.map((type, index) => (index === 1 ? aSimpleType() : type));
    expect(lower({ ...model, types }).found[0]).toContain("are not listed by its type");
  });
});
