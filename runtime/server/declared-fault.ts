/** Thrown by an implementation to answer with a fault that the contract declares. */
export interface DeclaredFault<Name extends string = string, Detail = unknown> extends Error {
  readonly name: "DeclaredFault";
  readonly faultName: Name;
  readonly detail: Detail;
  /** Whose fault it is. */
  readonly blames: "sender" | "receiver";
  /** Told to the caller; without it the name of the fault is. */
  readonly reason: string | undefined;
}

export interface DeclaredFaultOptions {
  /** Default: `sender`. */
  readonly blames?: "sender" | "receiver";
  readonly reason?: string;
}

/** Makes a fault to throw. Generated packages have one that knows the names and the types of their details. */
export function declaredFault<Name extends string, Detail>(
  faultName: Name,
  detail: Detail,
  options: DeclaredFaultOptions = {},
): DeclaredFault<Name, Detail> {
  const error = new Error(`fault ${faultName}`);
  Object.defineProperties(error, {
    name: { value: "DeclaredFault" },
    faultName: { value: faultName },
    // Not enumerable: a detail may name a person, and errors end up in logs.
    detail: { value: detail },
    blames: { value: options.blames ?? "sender" },
    reason: { value: options.reason },
  });
  return error as DeclaredFault<Name, Detail>;
}

export function isDeclaredFault(error: unknown): error is DeclaredFault {
  return typeof error === "object" && error !== null && (error as { name?: unknown }).name === "DeclaredFault";
}
