import { expect, test } from "vitest";

import { contextValues, ruleFunctions } from "../../generator/contract/rule-vocabulary.js";
import * as generatedCode from "../../runtime/generated-code.js";
import type { RuleContext } from "../../runtime/rules/rules.js";

test("a rule can name exactly the values that the context has", () => {
  const properties: Record<Exclude<keyof RuleContext, "optIn">, "value" | "function"> = {
    securityMode: "value",
    tokenCvr: "value",
    tokenAudience: "value",
    serviceEntityId: "value",
    isCertificateAuthorised: "value",
    authorisedMunicipalities: "value",
    routes: "value",
    party: "value",
    earlier: "function",
    isKnownTransaction: "function",
    answers: "function",
  };
  const named = [...contextValues].map(([name, { takes }]) => [name, takes === undefined ? "value" : "function"]);
  expect(Object.fromEntries(named)).toEqual(properties);
});

test.each([...ruleFunctions])(
  "the function %s is in the runtime and takes as many values",
  (_name, { symbol, parameters }) => {
    const found = (generatedCode as Readonly<Record<string, unknown>>)[symbol];
    expect(found).toBeTypeOf("function");
    expect((found as { length: number }).length).toBe(parameters.length);
  },
);
