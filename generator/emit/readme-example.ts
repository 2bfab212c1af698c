import type { CodeListModel, HeaderModel, OperationModel, PackageModel, ServiceModel } from "../ir/model.js";
import { code, join, key, literal, name, quote, raw, type Code } from "../print/code.js";
import { array, atom, lay, object, type Layout, type LayoutEntry } from "../print/layout.js";
import { lowerFirst } from "./code-list-parts.js";
import { exampleValue } from "./example-value.js";
import { at } from "./symbols.js";

/**
 * The example of a README: one service, server and client in one process, one call. Undefined where the package has no
 * service or no example message can be made.
 */
export function serviceExample(model: PackageModel): string | undefined {
  for (const service of model.services) {
    const example = exampleOf(model, service);
    if (example !== undefined) return example.text;
  }
  return undefined;
}

function exampleOf(model: PackageModel, service: ServiceModel): Code | undefined {
  const [operation] = service.operations;
  if (operation === undefined) return undefined;
  const message = exampleValue(model, at(model.elements, operation.input).type);
  const methods = service.operations.map((entry) => ({ operation: entry, reply: replyOf(model, entry) }));
  if (message === undefined || methods.some(({ reply }) => reply === undefined)) return undefined;
  const implementation = object(
    methods.map(({ operation: entry, reply }) => ({ key: key(entry.methodName), value: call(reply) })),
    true,
  );
  const { stem } = service;
  const options = object(
    [
      { key: name("endpoint"), value: atom(literal("https://example.invalid/service")) },
      { key: name("transport"), value: atom(raw("createInMemoryTransport(server)")) },
    ],
    true,
  );
  const receipt = operation.receipt === undefined ? raw("answer") : raw("answer.code");
  const answer = operation.output === undefined ? code`await ` : code`const answer = await `;
  const show = operation.output === undefined ? raw("") : code`\nconsole.log(${receipt});`;
  const invoke = code`client.${name(operation.methodName)}`;
  const headers = headersExample(model, operation.inputHeaders);
  if (headers === undefined) return undefined;
  const given = headers.length === 0 ? raw("") : code`, ${lay(object(headers), 20, "", 2)}`;
  return code`import { create${name(stem)}Client, create${name(stem)}Server } from ${raw(quote(model.name))};
import { createInMemoryTransport } from "@snitflade/runtime";

const server = create${name(stem)}Server(${lay(implementation, 20, "", 2)});
const client = create${name(stem)}Client(${lay(options, 20, "", 2)});

${answer}${invoke}(${lay(message, 20, "", 2)}${given});${show}`;
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

/** A reply as the body of an arrow function; an object literal needs brackets there. */
function call(reply: Layout | undefined): Layout {
  if (reply === undefined) return atom(raw("() => undefined"));
  const body = lay(reply, 4, "  ", 2);
  return atom(reply.kind === "object" ? code`() => (${body})` : code`() => ${body}`);
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
export function codeListExample(model: PackageModel, list: CodeListModel): string | undefined {
  const [first] = list.codes;
  if (first === undefined) return undefined;
  const stem = lowerFirst(list.typeName);
  const symbols = [list.typeName, `is${list.typeName}`, `${stem}Labels`].map(name);
  return code`import { ${join(symbols, ", ")} } from ${raw(quote(model.name))};

const received: string = ${literal(first.code)};
if (is${name(list.typeName)}(received)) console.log(${name(stem)}Labels[received]);
console.log(Object.keys(${name(list.typeName)}).length);`.text;
}
