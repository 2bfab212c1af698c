import { test } from "vitest";
import { generateScenario, scenarioNamed } from "/work/main/test/scenarios/scenario.js";
import { format } from "prettier";
test("x", async () => {
  const r = await generateScenario(scenarioNamed(process.env.S!));
  console.log(r.diagnostics);
  for (const [p,t] of r.files) if (new RegExp(process.env.F ?? ".").test(p)) console.log("=== "+p+"\n"+t);
});
