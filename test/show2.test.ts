import { test } from "vitest";
import { generateScenario, scenarios } from "./scenarios/scenario.js";
import { format, resolveConfig } from "prettier";
import { writeFileSync } from "node:fs";
test("x", async () => {
  for (const s of scenarios) { const r = await generateScenario(s).catch(()=>({files:new Map()}));
  for (const [p,t] of r.files) { if (!/\.(ts|json|md)$/.test(p)) continue; const f = await format(t,{printWidth:120,filepath:p}); if (f!==t) { console.log("#### "+s.name+" "+p); writeFileSync("/tmp/a.ts",t); writeFileSync("/tmp/b.ts",f); const {spawnSync}=await import("node:child_process"); console.log(spawnSync("diff",["/tmp/a.ts","/tmp/b.ts"]).stdout.toString()); } } }
},100000);
