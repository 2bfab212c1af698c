import type { Artifact } from "../ir/artifact.js";
import type { PackageModel } from "../ir/model.js";
import { code, doc, join, list, moduleText, name, raw, type Code } from "../print/code.js";
import { declaredCall } from "../print/declaration-layout.js";
import { genericType, keywordType, namedType } from "../print/type-layout.js";
import { elementTableOf, elementTypeOf, runtimeType, runtimeValue, tableOf, typeOf } from "./symbols.js";

const path = "src/validators.ts";

/**
 * Emits `src/validators.ts`: for every root element and every object type
 *
 *     export function validateOpretRequest(value: unknown): Result<OpretRequest> {
 *       return validateValue(value, OpretRequestElement);
 *     }
 *     export const OpretRequestSchema: StandardSchemaV1<unknown, OpretRequest> = standardSchema(validateOpretRequest);
 *
 * and, where the package has rules, their exports from `src/rules.ts`, so that all that judges a message is in one place.
 */
export function emitValidators(model: PackageModel, header: string): Artifact {
  const parts = validatedValues(model).map(validator);
  return { path, text: moduleText(path, header, join([...parts, ...ruleExports(model)], "\n")) };
}

/** The elements that have rules, as `checkX` of `src/rules.ts` names them. */
function checkedStems(model: PackageModel): readonly string[] {
  const checked = new Set(model.rules.flatMap((rule) => rule.applications.map((application) => application.element)));
  return model.elements.flatMap((element, index) => (checked.has(index) ? [element.typeName] : []));
}

interface ValidatedValue {
  readonly stem: string;
  readonly table: Code;
  readonly type: Code;
  readonly title: string;
  readonly qname: string | undefined;
}

/** An element and its type may share a name; the element then stands for both. */
function validatedValues(model: PackageModel): readonly ValidatedValue[] {
  const elements = model.elements.flatMap((element, index): ValidatedValue[] => {
    if (element.role === "registry") return [];
    const title = `A value of the element \`${element.localName}\`.`;
    return [
      {
        stem: element.typeName,
        table: elementTableOf(model, index),
        type: elementTypeOf(model, index),
        title,
        qname: element.qname,
      },
    ];
  });
  const stems = new Set(elements.map((element) => element.stem));
  const types = model.types.flatMap((type, index): ValidatedValue[] => {
    if (type.kind !== "object" || type.role !== "type" || stems.has(type.typeName)) return [];
    const title = `A value of the type \`${type.typeName}\`.`;
    return [
      { stem: type.typeName, table: tableOf(model, index), type: typeOf(model, index), title, qname: type.qname },
    ];
  });
  return [...elements, ...types];
}

function validator(value: ValidatedValue): Code {
  const validate = name(`validate${value.stem}`);
  const tag = value.qname === undefined ? [] : ["", `@xsd ${value.qname}`];
  const start = code`export function ${validate}`;
  const signature = list(start, "(", [raw("value: unknown")], ")", code`: ${runtimeType("Result")}<${value.type}> {`, {
    indent: "",
  });
  const schema = declaredCall(
    code`export const ${name(`${value.stem}Schema`)}:`,
    genericType(runtimeType("StandardSchemaV1"), [keywordType("unknown"), namedType(value.type)]),
    code`/*#__PURE__*/ ${runtimeValue("standardSchema")}`,
    validate,
  );
  return code`${doc([value.title, ...tag])}${signature}
  ${list(code`return ${runtimeValue("validateValue")}`, "(", [raw("value"), value.table], ")", raw(";"), { indent: "  " })}
}

${doc([`{@link ${validate.text}} as Standard Schema.`])}${schema}
`;
}

function ruleExports(model: PackageModel): readonly Code[] {
  if (model.rules.length === 0) return [];
  const symbols = ["rules", ...checkedStems(model).map((stem) => `check${stem}`)].sort();
  return [
    code`${list(raw("export "), "{", symbols.map(name), "}", raw(' from "./rules.js";'), { indent: "", pad: true })}\n`,
  ];
}
