import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createDiagnostics } from "../../generator/diagnostics/collect.js";
import { startMock } from "../../generator/pipeline/serve-mock.js";
import { callForeign, foreignClients, type ForeignCall } from "../interop-corpus/foreign-client.js";
import { requestsOf } from "../interop-corpus/requests.js";

/* PHP knows the encoding of SOAP 1.2; it reads what a mock answers, and what it writes the mock reads. */

const folder = fileURLToPath(new URL("../fixtures/wsdl-any", import.meta.url));
const wsdl = "rpc-encoded-12.wsdl";

test.each([1, 2, 3])("PHP and a mock understand each other, with values of seed %i", async (seed) => {
  const php = foreignClients.find(({ name }) => name === "php");
  const mock = await startMock({ wsdl, folder, operations: [], seed, port: 0 }, createDiagnostics(), () => {});
  if (php === undefined || mock === undefined) throw new Error("nothing to call, or nobody to call it");
  try {
    const address = mock.services[0]?.url ?? "";
    const [[request] = []] = requestsOf(wsdl, folder, seed);
    if (request === undefined) throw new Error("no request");
    const calls: readonly ForeignCall[] = [
      { ...request, address, way: "sent" },
      { ...request, address, way: "built" },
    ];
    expect(await callForeign(php, address, calls)).toEqual({ loaded: true, problems: [null, null] });
  } finally {
    mock.stop();
    await mock.closed;
  }
});
