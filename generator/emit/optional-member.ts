import { code, member, type Code } from "../print/code.js";

/** Access to a property of an expression that may be undefined: `?.name`, or `?.["na-me"]`. */
export function optionalMember(property: string): Code {
  const access = member(property);
  return access.text.startsWith(".") ? code`?${access}` : code`?.${access}`;
}
