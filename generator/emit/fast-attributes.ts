import type { FieldModel, ObjectTypeModel, PackageModel } from "../ir/model.js";
import { code, empty, list, literal, raw, type Code } from "../print/code.js";
import { flatType } from "../print/type-layout.js";
import { conjunction } from "./layout.js";
import { at, ownExpression, runtimeValue, tableOf } from "./symbols.js";

/*
 * What the fast path does with attributes: the decoder takes them before it reads on, the encoder writes them and the end
 * of the start tag before the content.
 */

/**
 * Reads the attributes behind the name, at `start`; leaves `p` at the content.
 *
 * @param keyword what declares `p`
 */
export function attributeReads(
  model: PackageModel,
  type: ObjectTypeModel,
  fields: readonly number[],
  keyword: "let" | "const",
): Code {
  const reads = fields.map((index) => {
    const field = at(type.fields, index);
    const value = code`${flatType(ownExpression(model, type))}[${literal(field.propertyName)}]`;
    const head = code`  const f${index} = ${runtimeValue("attributeValue")}<${value}>`;
    const values = [raw("d"), literal(localNameOf(field)), tableOf(model, field.type)];
    return code`${list(head, "(", values, ");", empty, { indent: "  " })}\n`;
  });
  const doubts = [
    ...fields.filter((index) => !at(type.fields, index).optional).map((index) => code`f${index} === undefined`),
    raw("d.failed"),
    code`!${runtimeValue("allAttributesTaken")}()`,
  ];
  return code`  ${raw(keyword)} p = ${runtimeValue("readAttributes")}(d, start);
  if (p < 0) {
    return undefined;
  }
${reads}  ${conjunction("  ", "if (", doubts, "||", ") {")}
    return undefined;
  }
`;
}

function localNameOf({ qname }: FieldModel): string {
  return qname.slice(qname.lastIndexOf("}") + 1);
}
