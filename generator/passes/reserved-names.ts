/*
 * Every name that a declaration of a generated package must not take, in one place: words of the language, globals that
 * generated code relies on, and what generated modules import from the runtime.
 */

const words =
  "abstract any arguments as async await bigint boolean break case catch class const continue debugger declare default " +
  "delete do else enum eval export extends false finally for from function get if implements import in infer instanceof " +
  "interface is keyof let module namespace never new null number object of package private protected public readonly " +
  "require return satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown " +
  "using var void while with yield";

const globals =
  "Array ArrayBuffer BigInt Boolean DataView Date Error Exclude Extract Infinity Iterable Map Math NaN NonNullable Number " +
  "Object Omit Partial Pick Promise Readonly ReadonlyArray Record RegExp Request Required Response ReturnType Set String " +
  "Symbol Uint8Array URL console exports globalThis";

const runtime =
  "AnyAttributes AnyElement FaultDeclaration SoapHeaderContext Nil ReceiptError Registry TypedValue automaton " +
  "registryOf CallContext CallOptions ClientOptions ClosedDecodeOptions ComplexType ContractDocument DeclaredFault " +
  "DeclaredFaultOptions DecodeOptions DocumentCodec ElementCodec FastDecoder Field Issue IssueCode OpenCodes " +
  "Operation Particle Pattern Receipt ReplyHeaderOverrides Result RootElement RuleContext RuleDescription RuleSide " +
  "SecurityContext ServerOptions ServiceDescription SimpleType SoapFaultError SoapServer StandardSchemaV1 Type attributeRegistry " +
  "UnknownCode code complexType createCaller createServer declaredFault decodeDocument documentCodec encodeDocument " +
  "fast isSoapFault message options pattern registry replyHeader rules simpleType standardSchema validateValue value";

/** Names no declared type, constant or function of a generated package has. */
export const reservedNames: ReadonlySet<string> = new Set(`${words} ${globals} ${runtime}`.split(" "));

/**
 * Names that every object inherits. A property called like one would seem present where it is absent, and `__proto__` in
 * an object literal is no property at all.
 */
export const inheritedNames: ReadonlySet<string> = new Set([
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);

/** Names no method of a client or an implementation has: `await` takes an object with a method `then` for a promise. */
export const methodReservedNames: ReadonlySet<string> = new Set([...inheritedNames, "then"]);
