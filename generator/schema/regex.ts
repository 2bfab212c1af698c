/* Regular expressions of XSD (Part 2, appendix F): the one door to `regex/`. */

export type { Atom, Piece, RegularExpression } from "./regex/ast.js";
export { parseRegex } from "./regex/parse.js";
export { toJavaScript, toJavaScriptClass } from "./regex/javascript.js";
export { fixedShape } from "./regex/fixed-shape.js";
export { isLinear } from "./regex/linear.js";
export { patternProgram } from "./regex/program.js";
export { simplify } from "./regex/simplify.js";
