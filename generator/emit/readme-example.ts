import type { CodeListModel, HeaderModel, OperationModel, PackageModel, ServiceModel } from "../ir/model.js";
import { code, join, key, list, literal, name, quote, raw, textWidth, type Code } from "../print/code.js";
import { array, atom, call, lay, object, type Layout, type LayoutEntry } from "../print/layout.js";
import { lowerFirst } from "./code-list-parts.js";
import { exampleValue } from "./example-value.js";
import { at } from "./symbols.js";

/** The example of a README. `isServed`: client and server in one process, else a client alone. */
export interface ServiceExample {
  readonly text: string;
  readonly isServed: boolean;
}

/** With more operations the handlers would be all there is to see. */
const mostHandlers = 8;

/** One service, one call. Undefined where the package has no service. */
export function serviceExample(model: PackageModel): ServiceExample | undefined {
  for (const service of model.services) {
    const example = servedExample(model, service);
    if (example !== undefined) return { text: example.text, isServed: true };
  }
  for (const service of model.services) {
    const example = clientExample(model, service);
    if (example !== undefined) return { text: example.text, isServed: false };
  }
  return undefined;
}

function servedExample(model: PackageModel, service: ServiceModel): Code | undefined {
  const [operation] = service.operations;
  if (operation === undefined || service.operations.length > mostHandlers) return undefined;
  const called = callExample(model, operation);
  const handlers = service.operations.map((entry) => handler(entry, replyOf(model, entry)));
  if (called === undefined || handlers.includes(undefined)) return undefined;
  const { stem } = service;
  const options = object(
    [
      { key: name("endpoint"), value: endpoint },
      { key: name("transport"), value: atom(raw("createInMemoryTransport(server)")) },
    ],
    true,
  );
  return code`import { create${name(stem)}Client, create${name(stem)}Server } from ${raw(quote(model.name))};
import { createInMemoryTransport } from "@snitflade/runtime";

const server = create${name(stem)}Server({
${handlers.flatMap((one) => one ?? [])}});
const client = create${name(stem)}Client(${lay(options, 20, "", 2)});

${called}`;
}

const endpoint = atom(literal("https://example.invalid/service"));

/** A client that sends the first message that can be made up; else a function that is given the first one. */
function clientExample(model: PackageModel, { stem, operations }: ServiceModel): Code | undefined {
  const [first] = operations;
  if (first === undefined) return undefined;
  const options = lay(object([{ key: name("endpoint"), value: endpoint }]), 30, "", 2);
  const client = code`const client = create${name(stem)}Client(${options});`;
  for (const operation of operations) {
    const called = callExample(model, operation);
    if (called === undefined) continue;
    return code`import { create${name(stem)}Client } from ${raw(quote(model.name))};

${client}

${called}`;
  }
  const method = name(first.methodName);
  const input = code`...input: Parameters<${name(stem)}Client[${literal(first.methodName)}]>`;
  return code`import { create${name(stem)}Client, type ${name(stem)}Client } from ${raw(quote(model.name))};

${client}

${list(raw("export async function call"), "(", [input], ")", raw(": Promise<void> {"), { indent: "", trailingComma: false })}
  console.log(await client.${method}(...input));
}`;
}

/** A call of the client, and what comes of it. */
function callExample(model: PackageModel, operation: OperationModel): Code | undefined {
  const message = exampleValue(model, at(model.elements, operation.input).type);
  const headers = headersExample(model, operation.inputHeaders);
  if (message === undefined || headers === undefined) return undefined;
  const method = code`client.${name(operation.methodName)}`;
  const values = headers.length === 0 ? [message] : [message, object(headers)];
  const head = raw(operation.output === undefined ? "await " : "const answer = await ");
  const statement = code`${head}${lay(call(method, ...values), textWidth(head.text), "", 1)};`;
  if (operation.output === undefined) return statement;
  return code`${statement}
console.log(${raw(operation.receipt === undefined ? "answer" : "answer.code")});`;
}

/** The required header blocks; undefined where no example of one can be made. */
function headersExample(model: PackageModel, headers: readonly HeaderModel[]): readonly LayoutEntry[] | undefined {
  const required = headers.filter((header) => header.required);
  const entries = required.flatMap(({ propertyName, element }): readonly LayoutEntry[] => {
    const value = exampleValue(model, at(model.elements, element).type);
    return value === undefined ? [] : [{ key: key(propertyName), value }];
  });
  return entries.length === required.length ? entries : undefined;
}

/** A line of the implementation: the reply is the body of an arrow function, where an object literal needs brackets. */
function handler(operation: OperationModel, reply: Layout | undefined): Code | undefined {
  if (reply === undefined) return undefined;
  const head = code`  ${key(operation.methodName)}: () => `;
  const column = textWidth(head.text);
  if (reply.kind !== "object") return code`${head}${lay(reply, column, "  ", 1)},\n`;
  return code`${head}(${lay(reply, column + 1, "  ", 2)}),\n`;
}

function replyOf(model: PackageModel, operation: OperationModel): Layout | undefined {
  if (operation.output === undefined) return atom(raw("undefined"));
  if (operation.receipt === undefined || operation.outputHeaders.length > 0) {
    const body = exampleValue(model, at(model.elements, operation.output).type);
    if (operation.outputHeaders.length === 0) return body;
    const headers = headersExample(model, operation.outputHeaders);
    if (body === undefined || headers === undefined) return undefined;
    return object([
      { key: name("body"), value: body },
      { key: name("headers"), value: object(headers) },
    ]);
  }
  const receipt = at(model.receipts, operation.receipt);
  const [success] = receipt.success;
  if (success === undefined) return undefined;
  return object([
    { key: name("code"), value: atom(literal(success)) },
    { key: name("errors"), value: array([]) },
  ]);
}

/** The example of a code-list package. */
export function codeListExample(model: PackageModel, codes: CodeListModel): string | undefined {
  const [first] = codes.codes;
  if (first === undefined) return undefined;
  const stem = lowerFirst(codes.typeName);
  const symbols = [codes.typeName, `is${codes.typeName}`, `${stem}Labels`].map(name);
  return code`import { ${join(symbols, ", ")} } from ${raw(quote(model.name))};

const received: string = ${literal(first.code)};
if (is${name(codes.typeName)}(received)) console.log(${name(stem)}Labels[received]);
console.log(Object.keys(${name(codes.typeName)}).length);`.text;
}
