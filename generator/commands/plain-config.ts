/*
 * Whether a configuration is data and nothing else. Only then does its file alone say what it holds: one that computes may
 * look at the environment, the clock or other files, and has to run to be known.
 */

const comment = /\/\*[^]*?\*\/|\/\/[^\n\r\u2028\u2029]*/;
const text = /"(?:[^"\\\n\r]|\\[^])*"|'(?:[^'\\\n\r]|\\[^])*'|`(?:[^`\\$]|\\[^])*`/;
const token = new RegExp(`(${comment.source})|(${text.source})`, "g");

/** A string is `""` here, a comment a space. */
const frame =
  /^\s*(?:import\s*\{\s*(?:type\s+\w+\s*,\s*)?defineConfig\s*,?\s*(?:type\s+\w+\s*,?\s*)?\}\s*from\s*""\s*;?\s*export\s+default\s+defineConfig\s*\(([^()]*)\)|export\s+default\s*(\{[^()]*\}))\s*;?\s*$/;

/** True for a module that does no more than export a literal, through our own defineConfig or without. */
export function isPlainConfig(source: string): boolean {
  const strings: string[] = [];
  const bare = source.replaceAll(token, (_, isComment: string | undefined, found: string | undefined) => {
    if (isComment !== undefined) return " ";
    strings.push(found ?? "");
    return '""';
  });
  const match = frame.exec(bare);
  if (match === null) return false;
  // The first string of a module with an import is where it imports from.
  if (match[1] !== undefined && strings[0]?.slice(1, -1) !== "snitflade") return false;
  return isLiteral(match[1] ?? match[2] ?? "");
}

/** Objects and lists of strings, numbers, true, false and null: every other word is the name of a property. */
function isLiteral(code: string): boolean {
  const words = code.replaceAll('""', " ").replaceAll(/[\w$]+\s*:/g, " ");
  return /^(?:[\s{}[\],:]|\b(?:true|false|null|\d+)\b)*$/.test(words);
}
