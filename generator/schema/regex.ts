/* Regular expressions of XSD (Part 2, appendix F): the one door to `regex/`. */

export type {
  Atom,
  ClassEscape,
  ClassExpression,
  ClassItem,
  Piece,
  RegexProblem,
  RegularExpression,
} from "./regex/ast.js";
export { parseRegex } from "./regex/parse.js";
export { toJavaScript, toJavaScriptClass, type JavaScriptRegex } from "./regex/javascript.js";
export { fixedShape, type FixedRun } from "./regex/fixed-shape.js";
export { isLinear } from "./regex/linear.js";
export { patternProgram, type PatternProgram } from "./regex/program.js";
export { simplify } from "./regex/simplify.js";
