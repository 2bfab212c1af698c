import { describe, expectTypeOf, test } from "vitest";
import type { AnyElement } from "./any.js";
import type { OpenCodes, UnknownCode } from "./open-codes.js";

interface Dog {
  readonly $type: "Hund";
  readonly farve: "brun" | "sort";
}

interface Cat {
  readonly $type?: "Kat" | undefined;
  readonly navn: string;
}

describe("the type of a message read with open codes", () => {
  test("has unknown codes where the contract has codes, and types as they are", () => {
    expectTypeOf<OpenCodes<Dog>>().toEqualTypeOf<{
      readonly $type: "Hund";
      readonly farve: "brun" | "sort" | UnknownCode;
    }>();
  });
  test("still tells types and branches apart", () => {
    type Branch = { readonly a: "x"; readonly b?: undefined } | { readonly a?: undefined; readonly b: number };
    expectTypeOf<Extract<OpenCodes<Dog | Cat>, { readonly $type: "Hund" }>["farve"]>().toEqualTypeOf<
      "brun" | "sort" | UnknownCode
    >();
    expectTypeOf<Extract<OpenCodes<Branch>, { readonly b: number }>["a"]>().toEqualTypeOf<undefined>();
  });
  test("reaches into mixed content, and leaves what is open as it is", () => {
    type Mixed = { readonly $content: readonly (string | { readonly farve: "brun" })[]; readonly $nil: true };
    expectTypeOf<OpenCodes<Mixed>>().toEqualTypeOf<{
      readonly $content: readonly (string | { readonly farve: "brun" | UnknownCode })[];
      readonly $nil: true;
    }>();
    expectTypeOf<OpenCodes<AnyElement>>().toExtend<AnyElement>();
    expectTypeOf<AnyElement>().toExtend<OpenCodes<AnyElement>>();
  });
});
