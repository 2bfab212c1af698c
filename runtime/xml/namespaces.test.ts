import fc from "fast-check";
import { expect, test } from "vitest";
import { type KeptBindings, NamespaceScopes } from "./namespaces.js";
import { XmlError } from "./xml-error.js";

/** A scope is the bindings it makes; the model looks a prefix up from the innermost to the outermost. */
type Model = readonly (readonly (readonly [prefix: string, namespace: string])[])[];

type Step =
  | { readonly kind: "push" | "pop" | "keep" | "restore" | "reset" }
  | { readonly kind: "declare"; readonly prefix: string; readonly namespace: string };

const prefixes = ["", "a", "b", "c"];

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ kind: "push" }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("declare" as const),
      prefix: fc.constantFrom(...prefixes),
      namespace: fc.constantFrom("urn:1", "urn:2", "urn:3"),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "pop" }) },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ kind: "keep" }, { kind: "restore" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "reset" }) },
);

test("what is in force is what a plain search finds, whatever was kept and taken up again", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const scopes = new NamespaceScopes();
      let model: Model = [];
      let kept: { readonly bindings: KeptBindings; readonly model: Model } | undefined;
      for (const current of steps) {
        switch (current.kind) {
          case "push":
            scopes.push();
            model = [...model, []];
            break;
          case "pop":
            scopes.pop();
            model = model.slice(0, -1);
            break;
          case "keep": {
            const bindings = scopes.keep();
            if (bindings !== undefined) kept = { bindings, model };
            break;
          }
          case "restore":
            if (kept === undefined) break;
            scopes.reset();
            scopes.restore(kept.bindings);
            ({ model } = kept);
            break;
          case "reset":
            scopes.reset();
            model = [];
            break;
          case "declare": {
            const innermost = model.at(-1);
            if (innermost === undefined) break;
            const { prefix, namespace } = current;
            if (innermost.some(([known]) => known === prefix)) {
              expect(() => scopes.declare(prefix, namespace, 0)).toThrow(XmlError);
            } else {
              scopes.declare(prefix, namespace, 0);
              model = [...model.slice(0, -1), [...innermost, [prefix, namespace]]];
            }
          }
        }
        const bindings = model.flat();
        for (const prefix of prefixes) {
          const found = bindings.findLast(([known]) => known === prefix)?.[1];
          expect(scopes.lookup(prefix)).toBe(found ?? (prefix === "" ? "" : undefined));
        }
        const seen: (readonly [string, string])[] = [];
        scopes.forEach((prefix, namespace) => seen.push([prefix, namespace]));
        expect(seen).toEqual(bindings);
        expect(scopes.declarationCount).toBe(model.at(-1)?.length ?? 0);
      }
    }),
  );
});
