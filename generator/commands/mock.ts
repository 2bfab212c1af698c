import { createDiagnostics } from "../diagnostics/collect.js";
import { diagnosticToJson } from "../diagnostics/json.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import { jsonText } from "../print/json.js";
import { type Command, type CommandContext, type OptionValues, useColour, valueOf } from "./command.js";
import { type ExitCode, exitCode } from "./exit-code.js";
import { reportProblems } from "./problems.js";
import { createProgress } from "./progress.js";
import { sampledContract } from "./sampled-contract.js";

export const mock: Command = {
  name: "mock",
  summary: "Serves a contract over HTTP: validates requests, answers with valid samples, shows ?wsdl.",
  usage: ["mock --wsdl FILE --port NUMBER [--operation NAME]... [--seed NUMBER] [OPTIONS]"],
  description: [
    "Each service of the contract has a path of its own; the first also answers at every other path. A request that is not valid is answered with a fault that says where. Answers are made from the schema and are the same for the same seed. Runs until it is interrupted; port 0 takes a free one, which is printed.",
    "Listens on 127.0.0.1 only. Security that the contract asks for is not checked.",
  ],
  options: {
    wsdl: { value: "FILE", summary: "WSDL to serve." },
    port: { value: "NUMBER", summary: "TCP port, 0 to 65535." },
    operation: { value: "NAME", multiple: true, summary: "Only this operation." },
    seed: { value: "NUMBER", summary: "Integer from 0; default 1." },
  },
  run: runMock,
};

async function runMock(options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const json = options.switches.has("json");
  const refuse = (exit: ExitCode, ...problems: readonly string[]): ExitCode =>
    reportProblems("mock", { exit, problems }, json, context);
  const wsdl = valueOf(options, "wsdl");
  const port = valueOf(options, "port");
  if (wsdl === undefined || port === undefined)
    return refuse(exitCode.usage, "mock needs --wsdl FILE and --port NUMBER.");
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) > 65_535)
    return refuse(exitCode.usage, "--port is a number from 0 to 65535.");
  const contract = sampledContract(wsdl, options, context);
  if (!contract.ok) return refuse(contract.exit, ...contract.problems);
  const progress = createProgress(context, Date.now);
  progress.step(`reading ${wsdl}`);
  const { startMock } = await import("../pipeline/serve-mock.js");
  const diagnostics = createDiagnostics();
  const request = { ...contract, port: Number(port) };
  const running = await startMock(request, diagnostics, ({ service, operation, outcome }) => {
    context.error(`${service} ${operation ?? "?"}: ${outcome}\n`);
  });
  progress.done();
  if (running === undefined) {
    if (!diagnostics.hasErrors)
      return refuse(exitCode.input, `The WSDL ${wsdl} describes no SOAP service, so there is nothing to mock.`);
    if (json)
      context.out(
        jsonText({
          command: "mock",
          ok: false,
          diagnostics: diagnostics.all.map((one) => ({ ...diagnosticToJson(one) })),
        }),
      );
    else context.error(formatDiagnostics(diagnostics.all, { colours: useColour(context, "error") }));
    return exitCode.input;
  }
  const { services } = running;
  if (json) context.out(jsonText({ command: "mock", ok: true, services: services.map((service) => ({ ...service })) }));
  else
    for (const { name, port: portName, url } of services)
      context.out(`${name} (${portName}): ${url}, contract: ${url}?wsdl\n`);
  await running.closed;
  return exitCode.ok;
}
