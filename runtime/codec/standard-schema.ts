import type { Issue, Result } from "./issue.js";

/*
 * Standard Schema 1.1 (https://standardschema.dev), in our own declarations: any library that takes such an object takes
 * ours, without a dependency on either side.
 */

/** A validator that other libraries can use. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly "~standard": StandardSchemaProperties<Input, Output>;
}

export interface StandardSchemaProperties<Input = unknown, Output = Input> {
  readonly version: 1;
  readonly vendor: string;
  readonly validate: (
    value: unknown,
    options?: StandardSchemaOptions | undefined,
  ) => StandardSchemaResult<Output> | Promise<StandardSchemaResult<Output>>;
  /** Never there at run time. */
  readonly types?: StandardSchemaTypes<Input, Output> | undefined;
}

export interface StandardSchemaOptions {
  readonly libraryOptions?: Record<string, unknown> | undefined;
}

export interface StandardSchemaTypes<Input = unknown, Output = Input> {
  readonly input: Input;
  readonly output: Output;
}

export type StandardSchemaResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardSchemaIssue[] };

export interface StandardSchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A validator as Standard Schema. Its issues are {@link Issue}s: code, rule and Danish text are there as well. */
export function standardSchema<Value>(validate: (value: unknown) => Result<Value>): StandardSchemaV1<unknown, Value> {
  return {
    "~standard": {
      version: 1,
      vendor: "snitflade",
      validate: (value) => {
        const result = validate(value);
        if (result.ok) return { value: result.value };
        return { issues: result.issues.filter(isError) };
      },
    },
  };
}

function isError(issue: Issue): boolean {
  return issue.severity === "error";
}
