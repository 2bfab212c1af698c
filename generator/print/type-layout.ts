import { code, join, printWidth, raw, textWidth, type Code } from "./code.js";

/* Types as prettier lays them out. */

/** A type to print. */
export type TypeLayout =
  /** `keyword`: `string`, `null` and the like. */
  | { readonly kind: "name"; readonly code: Code; readonly keyword: boolean }
  | { readonly kind: "generic"; readonly name: Code; readonly values: readonly TypeLayout[] }
  | { readonly kind: "array"; readonly item: TypeLayout }
  | { readonly kind: "union"; readonly members: readonly TypeLayout[] };

/** A type by its name, or any text that stays on its line. */
export function namedType(name: Code): TypeLayout {
  return { kind: "name", code: name, keyword: false };
}

/** A type of the language, written by us. */
export function keywordType(keyword: string): TypeLayout {
  return { kind: "name", code: raw(keyword), keyword: true };
}

/** `Name<A, B>`, `Name` one of the language's own when it is a string. */
export function genericType(name: string | Code, values: readonly TypeLayout[]): TypeLayout {
  return { kind: "generic", name: typeof name === "string" ? raw(name) : name, values };
}

/** `readonly T[]` */
export function arrayType(item: TypeLayout): TypeLayout {
  return { kind: "array", item };
}

/** A union, unions inside it dissolved; the same member is printed once, and a union of one is its member. */
export function unionType(types: readonly TypeLayout[]): TypeLayout {
  const members = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  const distinct = [...new Map(members.map((member) => [flatType(member).text, member])).values()];
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : { kind: "union", members: distinct };
}

/** The type on one line. */
export function flatType(type: TypeLayout): Code {
  switch (type.kind) {
    case "name":
      return type.code;
    case "generic":
      return code`${type.name}<${join(type.values.map(flatType), ", ")}>`;
    case "array":
      return type.item.kind === "name" || type.item.kind === "generic"
        ? code`readonly ${flatType(type.item)}[]`
        : code`readonly (${flatType(type.item)})[]`;
    case "union":
      return join(type.members.map(flatType), " | ");
  }
}

/**
 * `head type;`, where `head` is all of the line up to its `:` or `=`. What does not fit there goes behind a line break
 * where prettier puts one; a union that does not fit on a line of its own gets one member a line.
 */
export function typed(head: Code, type: TypeLayout, indent = ""): Code {
  const flat = flatType(type);
  const inner = `${indent}  `;
  if (textWidth(head.text) + textWidth(flat.text) + 2 <= printWidth) return code`${head} ${flat};`;
  const fitsBelow = inner.length + textWidth(flat.text) + 1 <= printWidth;
  const isUnion = type.kind === "union" && !staysWhole(type);
  const isAlias = head.text.endsWith("=");
  if (canOpen(type) && !isUnion) {
    const [start = ""] = opened(type, indent).text.split("\n");
    if (!isAlias || textWidth(head.text) + 1 + textWidth(start) <= printWidth)
      return code`${head} ${opened(type, indent)};`;
    const below = fitsBelow ? flat : opened(type, inner);
    return code`${head}${raw(`\n${inner}`)}${below};`;
  }
  if (fitsBelow && (isUnion || isAlias)) return code`${head}${raw(`\n${inner}`)}${flat};`;
  if (isUnion) return code`${head}${raw("\n")}${stacked(type.members, inner)};`;
  return isAlias ? code`${head}${raw(`\n${inner}`)}${flat};` : code`${head} ${flat};`;
}

/** One named type or null: prettier never breaks it. */
function staysWhole({ members }: Extract<TypeLayout, { kind: "union" }>): boolean {
  const named = members.filter((member) => member.kind === "name" && !member.keyword);
  return (
    members.length === 2 &&
    named.length === 1 &&
    members.some((member) => member.kind === "name" && member.code.text === "null")
  );
}

/** Whether there is a union inside the brackets of an array that may be broken, or arguments that may. */
function canOpen(type: TypeLayout): boolean {
  if (type.kind === "generic") return true;
  if (type.kind !== "array") return false;
  return type.item.kind === "union" ? !staysWhole(type.item) : canOpen(type.item);
}

/** An array whose union is broken, or a type whose arguments are, from where it stands. */
export function opened(type: TypeLayout, indent: string): Code {
  if (type.kind === "generic") return openedGeneric(type, indent);
  if (type.kind !== "array" || !canOpen(type)) return flatType(type);
  if (type.item.kind !== "union") return code`readonly (${opened(type.item, indent)})[]`;
  const inner = `${indent}  `;
  const flat = flatType(type.item);
  const fits = inner.length + textWidth(flat.text) <= printWidth;
  const body = fits ? code`${raw(inner)}${flat}` : stacked(type.item.members, inner);
  return code`readonly (${raw("\n")}${body}${raw(`\n${indent}`)})[]`;
}

function openedGeneric({ name, values }: Extract<TypeLayout, { kind: "generic" }>, indent: string): Code {
  const inner = `${indent}  `;
  const rows = values.map((value, index) => {
    const flat = flatType(value);
    const comma = index < values.length - 1 ? 1 : 0;
    const fits = inner.length + textWidth(flat.text) + comma <= printWidth;
    if (fits || value.kind === "name") return flat;
    return value.kind === "union" && !staysWhole(value) ? unbracketed(value, inner) : opened(value, inner);
  });
  return code`${name}<${raw(`\n${inner}`)}${join(rows, `,\n${inner}`)}${raw(`\n${indent}`)}>`;
}

/** A union behind white space that is there already. */
function unbracketed({ members }: Extract<TypeLayout, { kind: "union" }>, indent: string): Code {
  return join(
    members.map((member) => code`| ${flatType(member)}`),
    `\n${indent}`,
  );
}

function stacked(members: readonly TypeLayout[], indent: string): Code {
  const rows = members.map((member) => {
    const flat = flatType(member);
    const fits = indent.length + 2 + textWidth(flat.text) <= printWidth;
    return code`${raw(`${indent}| `)}${fits || !canOpen(member) ? flat : opened(member, `${indent}  `)}`;
  });
  return join(rows, "\n");
}
