import type { TypeModel, PackageModel } from "../ir/model.js";
import { code, doc, empty, join, literal, name, printWidth, textWidth, type Code } from "../print/code.js";
import { ownExpression, runtimeType } from "./symbols.js";
import { derivedTypes, isAnyType, mostVariants, variantName } from "./variants.js";

/**
 * The alias for a type and those derived from it:
 *
 *     export type DyrVariant = Dyr | (Hund & { readonly $type: "Hund" });
 */
export function variantDeclaration(model: PackageModel, type: TypeModel): Code {
  const derived = derivedTypes(model, type);
  const head = code`export type ${name(variantName(type))} =`;
  const isAbstract = type.kind === "object" && type.abstract;
  const own = isAbstract ? [] : [named(model, type)];
  const typedValue = isAnyType(type) ? [runtimeType("TypedValue")] : [];
  if (derived.length > mostVariants) {
    const lines = [`Of type \`${type.typeName}\` or one of many derived from it; \`$type\` says which.`];
    const open = code`{ readonly $type: string; readonly [property: string]: unknown }`;
    return code`${doc(lines)}${alias(head, [...own, ...typedValue, open].map(whole))}`;
  }
  const lines = [
    isAbstract
      ? `Of a type derived from \`${type.typeName}\`; \`$type\` says which.`
      : `Of type \`${type.typeName}\` or one derived from it; \`$type\` says which.`,
  ];
  const members = derived.map((candidate): Member => {
    const start = code`${named(model, candidate)} & {`;
    const tag = code`readonly $type: ${literal(candidate.typeName)}`;
    return { flat: code`${start} ${tag} }`, open: { start, tag } };
  });
  return code`${doc(lines)}${alias(head, [...[...own, ...typedValue].map(whole), ...members])}`;
}

function named(model: PackageModel, type: TypeModel): Code {
  const own = ownExpression(model, type);
  return own.kind === "name" ? own.code : empty;
}

/** One of the types of an alias; `open` where it can be broken over lines. */
interface Member {
  readonly flat: Code;
  readonly open?: { readonly start: Code; readonly tag: Code };
}

function whole(flat: Code): Member {
  return { flat };
}

function alias(head: Code, members: readonly Member[]): Code {
  const [only] = members;
  if (members.length === 1 && only !== undefined) {
    const width = textWidth(head.text) + 1;
    if (width + textWidth(only.flat.text) + 1 <= printWidth) return code`${head} ${only.flat};\n`;
    const { open } = only;
    if (open !== undefined && width + textWidth(open.start.text) <= printWidth)
      return code`${head} ${open.start}\n  ${open.tag};\n};\n`;
    if (open === undefined || textWidth(only.flat.text) + 3 <= printWidth) return code`${head}\n  ${only.flat};\n`;
    return code`${head}\n  ${open.start}\n    ${open.tag};\n  };\n`;
  }
  const flats = members.map((member) => (member.open === undefined ? member.flat : code`(${member.flat})`));
  const flat = join(flats, " | ");
  if (textWidth(head.text) + textWidth(flat.text) + 2 <= printWidth) return code`${head} ${flat};\n`;
  if (textWidth(flat.text) + 3 <= printWidth) return code`${head}\n  ${flat};\n`;
  const rows = members.map(({ flat: one, open }) => {
    if (open === undefined) return code`  | ${one}`;
    if (textWidth(one.text) + 6 <= printWidth) return code`  | (${one})`;
    return code`  | (${open.start}\n      ${open.tag};\n    })`;
  });
  return code`${head}\n${join(rows, "\n")};\n`;
}
