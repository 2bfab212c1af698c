import { readFileSync, existsSync } from "node:fs";
import { test } from "vitest";
import { scenarios } from "../scenarios/scenario.js";
import { schemasOf, type PackageSchemas } from "./package-schemas.js";
import { toJson, fromJson } from "./json-values.js";
import { mutateJson } from "./json-mutations.js";
import { createDraw } from "../fuzz/draw.js";
import { drawSchema } from "../fuzz/schema-grammar.js";
import { createRandom } from "../../generator/run/random.js";
import { SampleMaker, NoSample } from "../../generator/run/sample.js";
import { validateValue } from "../../runtime/codec/validate.js";
import { checkFormat } from "../support/prettier.js";

const tally = new Map<string, number>();
const example = new Map<string, string>();
const note = (k: string, e: string) => { tally.set(k, (tally.get(k) ?? 0) + 1); if (!example.has(k)) example.set(k, e); };

function probe(name: string, s: PackageSchemas) {
  s.model.elements.forEach((element, index) => {
    if (element.abstract) return;
    const module = s.model.namespaces[element.namespace]!.module;
    let validate;
    try { validate = s.validator(module, element.typeName); } catch (e) { note(`compile ${String(e).slice(0,200)}`, name); return; }
    const root = s.tables.elements[index]!;
    for (let seed = 0; seed < 12; seed++) {
      let value: unknown;
      try { value = new SampleMaker(createRandom(seed), seed % 3 !== 0).root(root); } catch (e) { if (e instanceof NoSample) { note("nosample " , name+" "+String(e)); continue;} throw e; }
      if (!validateValue(value, root).ok) { note("invalid sample", name + JSON.stringify(validateValue(value, root))); continue; }
      const json = toJson(value);
      if (!validate(json)) { note(`REFUSED valid: ${validate.errors?.[0]?.schemaPath} ${validate.errors?.[0]?.message}`, `${name} ${element.typeName} ${JSON.stringify(json).slice(0, 400)} ${JSON.stringify(validate.errors)}`); continue; }
      if (JSON.stringify(toJson(fromJson(json, root))) !== JSON.stringify(json) || !validateValue(fromJson(json, root), root).ok) note("fromjson", name + JSON.stringify(json)+JSON.stringify(validateValue(fromJson(json, root), root)));
      const draw = createDraw(seed);
      for (let m = 0; m < 60; m++) {
        const j = mutateJson(json, draw);
        const r = validateValue(fromJson(j, root), root);
        const a = validate(j);
        if (r.ok && !a) note(`REFUSED valid mutant: ${validate.errors?.map((e) => e.keyword).join(",").slice(0, 100)}`, `${name} ${element.typeName} ${JSON.stringify(j).slice(0, 400)} ${JSON.stringify(validate.errors)}`);
        if (!r.ok && a) { const i = r.issues[0]!; note(`accepted: ${i.code} ${i.rule}`, `${name} ${element.typeName} ${i.path.join("/")} ${i.message} ${JSON.stringify(j).slice(0, 300)}`); }
      }
    }
  });
}
test("probe", async () => {
  const only = process.env.ONLY;
  for (const sc of scenarios) {
    if (only && !sc.name.includes(only)) continue;
    const f = `${sc.folder}/input.xsd`;
    if (!existsSync(f)) continue;
    let s; try { s = schemasOf(readFileSync(f, "utf8")); } catch (e) { note("nogen " + String(e).slice(0, 100), sc.name); continue; }
    const bad = await checkFormat(s.files); if (bad.length) note("format", sc.name + bad);
    probe(sc.name, s);
  }
  if (!only) for (let seed = 0; seed < 60; seed++) { const x = drawSchema(createDraw(seed)); try { const s = schemasOf(x); const bad = await checkFormat(s.files); if (bad.length) note("format", "seed" + seed + bad); probe(`seed ${seed}`, s); } catch (e) { note("ERR " + String(e).slice(0, 300), `seed ${seed}`); } }
  for (const [k, n] of tally) console.log(n, k, "\n    ", example.get(k));
}, 300000);
