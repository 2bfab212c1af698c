import type { Field, Particle, RootElement, Type } from "../codec/tables.js";

/** Where the records of a message are. */
export interface RecordPath {
  /** Property keys from the root value to the array of records. */
  readonly properties: readonly string[];
  /** The elements that these properties stand for; the last one is that of a record. */
  readonly fields: readonly Field[];
  readonly record: Field;
  /** How many records, at most, the rest of a message has to keep so that their number is checked with it. */
  readonly kept: number;
}

/**
 * Finds the elements behind a selection such as `(message) => message.Header.Entry`.
 *
 * @throws TypeError when it does not lead to an element that repeats
 */
export function recordPath<Value>(
  root: RootElement<Value>,
  select: (message: Value) => readonly unknown[] | undefined,
): RecordPath {
  const properties = selectedProperties(select);
  const fields: Field[] = [];
  let type: Type = root.type();
  let kept = 0;
  for (const property of properties) {
    const index: number = type.kind === "complex" ? type.fields.findIndex((field) => field.property === property) : -1;
    const field: Field | undefined = type.kind === "complex" ? type.fields[index] : undefined;
    if (type.kind !== "complex" || field?.source !== "element") throw notAnElement(properties, property);
    kept = typeof type.content === "object" && type.content.kind !== "mixed" ? keptOf(type.content, index) : 1;
    fields.push(field);
    type = field.type();
  }
  const record = fields.at(-1);
  if (record === undefined || !record.repeated) throw notAnElement(properties, properties.at(-1) ?? "");
  return { properties, fields, record, kept };
}

function selectedProperties<Value>(select: (message: Value) => readonly unknown[] | undefined): readonly string[] {
  const properties: string[] = [];
  const recorder: object = new Proxy(
    {},
    {
      get(_, property): object {
        if (typeof property === "string") properties.push(property);
        return recorder;
      },
    },
  );
  if ((select(recorder as Value) as unknown) !== recorder) throw notAnElement(properties, properties.at(-1) ?? "");
  return properties;
}

/** Enough to see that there are too few or too many. Of an unbounded number that may be 0, one shows where records may stand. */
function keptOf(particle: Particle, field: number): number {
  if (!("particles" in particle)) {
    if (particle.field !== field) return 0;
    return particle.max === Infinity ? Math.max(1, particle.min) : particle.max + 1;
  }
  return Math.max(0, ...particle.particles.map((part) => keptOf(part, field)));
}

function notAnElement(properties: readonly string[], property: string): TypeError {
  return new TypeError(
    `"${properties.join(".")}" is not an array of elements that can be read one by one: "${property}".`,
  );
}
