import { describe, expect, test } from "vitest";
import { aCodeList, aField, anElement, anObjectType, aPackage, aSimpleType } from "../ir/model.fixture.js";
import type { ElementModel, ObjectTypeModel, PackageModel, TypeModel } from "../ir/model.js";
import { assignNames } from "./assign-names.js";

const namespaces = [
  { uri: "", prefix: "", module: "no-namespace" },
  { uri: "urn:one", prefix: "one", module: "one" },
  { uri: "urn:two", prefix: "two", module: "two-types" },
  { uri: "urn:three", prefix: "three", module: "three", typeSuffix: "SapPi" },
];

function typeNames(types: readonly TypeModel[], options = {}): readonly string[] {
  return assignNames(aPackage({ namespaces, types }), options).types.map((type) => type.typeName);
}

function object(typeName: string, namespace = 1): ObjectTypeModel {
  return anObjectType({ typeName, namespace, qname: `{${namespaces[namespace]?.uri ?? ""}}${typeName}` });
}

describe("type names", () => {
  test.each<readonly [string, readonly TypeModel[], readonly string[]]>([
    [
      "stay as the contract has them",
      [object("CVRnummerType"), object("måned"), object("$x_1")],
      ["CVRnummerType", "måned", "$x_1"],
    ],
    [
      "become identifiers",
      [object("post-nr"), object("1.felt"), object("a.b-c"), object("-")],
      ["postNr", "_1Felt", "aBC", "_"],
    ],
    ["differ in case alone", [object("Ordre"), object("ordre")], ["Ordre", "ordre"]],
    ["clash: the first keeps the name", [object("Header", 1), object("Header", 2)], ["Header", "HeaderTwoTypes"]],
    [
      "clash: a namespace with a suffix comes last",
      [object("Header", 3), object("Header", 1)],
      ["HeaderSapPi", "Header"],
    ],
    ["clash once more", [object("a-b", 1), object("a.b", 1), object("aB", 1)], ["aB", "aBOne", "aBOne2"]],
    [
      "clash: an anonymous type takes no name from the contract",
      [{ ...object("OrdreLinje"), qname: undefined as never }, object("OrdreLinje")],
      ["OrdreLinjeType", "OrdreLinje"],
    ],
    [
      "clash: xs:anyType is called otherwise than a type of the contract",
      [{ ...object("AnyType"), qname: "{http://www.w3.org/2001/XMLSchema}anyType" }, object("AnyType", 2)],
      ["AnyTypeOne", "AnyType"],
    ],
    [
      "are no reserved word",
      [object("class"), object("Promise"), object("string"), object("Result"), object("await")],
      ["classType", "PromiseType", "stringType", "ResultType", "awaitType"],
    ],
    [
      "do not take what is derived from another name",
      [object("Ordre"), object("OrdreTable"), object("validateOrdre")],
      ["Ordre", "OrdreTableOne", "validateOrdreOne"],
    ],
  ])("%s", (_, types, expected) => {
    const given = types.map((type) => {
      if (type.qname !== undefined) return type;
      const { qname: _qname, ...anonymous } = type;
      return anonymous as TypeModel;
    });
    expect(typeNames(given)).toEqual(expected);
  });

  test("do not take the name of what stands for derived types, and for nil elements of them", () => {
    const base = { ...object("Dyr"), derived: [1] };
    const holder = { ...object("Hus"), fields: [aField({ propertyName: "a", type: 0, nillable: true })] };
    const others = [object("Hund"), object("DyrVariant"), object("DyrNil")];
    expect(typeNames([base, ...others, holder])).toEqual(["Dyr", "Hund", "DyrVariantOne", "DyrNilOne", "Hus"]);
    expect(typeNames([base, ...others])).toEqual(["Dyr", "Hund", "DyrVariantOne", "DyrNil"]);
    const simple = aSimpleType({ typeName: "Dyr", qname: "{urn:one}Dyr", derived: [1] });
    expect(typeNames([simple, ...others])).toEqual(["Dyr", "Hund", "DyrVariantOne", "DyrNil"]);
  });

  test("leave names alone that the package declares otherwise", () => {
    expect(typeNames([object("TransportReceipt")], { reserved: ["TransportReceipt"] })).toEqual([
      "TransportReceiptOne",
    ]);
  });

  test("a built-in type has no name, but a table", () => {
    const qname = "{http://www.w3.org/2001/XMLSchema}string";
    const model = assignNames(
      aPackage({
        types: [aSimpleType({ qname, symbolName: "xsString" }), aSimpleType({ symbolName: "OrdreLinjeType" })],
      }),
    );
    expect(model.types.map((type) => [type.typeName, type.symbolName])).toEqual([
      ["", "xsString"],
      ["", "OrdreLinjeTypeTable"],
    ]);
  });
});

describe("element names", () => {
  const named = (
    elements: readonly ElementModel[],
    types: readonly TypeModel[] = [object("OrdreType"), object("Svar")],
  ): readonly string[] =>
    assignNames(aPackage({ namespaces, types, elements })).elements.map((element) => element.typeName);

  test.each<readonly [string, readonly ElementModel[], readonly string[]]>([
    ["stay as the contract has them", [anElement({ localName: "Ordre", type: 0 })], ["Ordre"]],
    ["are shared with the element's own type", [anElement({ localName: "Svar", type: 1 })], ["Svar"]],
    [
      "are not shared where nil needs an alias",
      [anElement({ localName: "Svar", type: 1, nillable: true })],
      ["SvarMessage"],
    ],
    ["are not taken from another type", [anElement({ localName: "OrdreType", type: 1 })], ["OrdreTypeMessage"]],
    [
      "clash: a namespace with a suffix gives way",
      [
        anElement({ localName: "Ordre", type: 0, namespace: 3, qname: "{urn:three}Ordre" }),
        anElement({ localName: "Ordre", type: 0 }),
      ],
      ["OrdreSapPi", "Ordre"],
    ],
  ])("%s", (_, elements, expected) => {
    expect(named(elements)).toEqual(expected);
  });

  test("what only wildcards can name leaves the name to a message", () => {
    const elements = [
      anElement({ localName: "Ordre", type: 0, role: "registry" }),
      anElement({ localName: "Ordre", type: 0, namespace: 2, qname: "{urn:two}Ordre" }),
    ];
    expect(named(elements)).toEqual(["OrdreMessage", "Ordre"]);
  });

  test("an anonymous type has its element's name, unless nil needs an alias of that name", () => {
    const { qname: _, ...anonymous } = object("Svar");
    const namedBoth = (nillable: boolean): readonly string[] => {
      const elements = [anElement({ localName: "Svar", type: 0, nillable })];
      const model = assignNames(aPackage({ namespaces, types: [anonymous as TypeModel], elements }));
      return [...model.types, ...model.elements].map(({ typeName }) => typeName);
    };
    expect(namedBoth(false)).toEqual(["Svar", "Svar"]);
    expect(namedBoth(true)).toEqual(["SvarType", "Svar"]);
  });

  test("two elements of one type do not share its name", () => {
    const elements = [
      anElement({ localName: "Svar", type: 1 }),
      anElement({ localName: "Svar", type: 1, namespace: 2, qname: "{urn:two}Svar" }),
    ];
    expect(named(elements)).toEqual(["Svar", "SvarMessage"]);
  });
});

describe("property names", () => {
  const properties = (fields: ObjectTypeModel["fields"], options = {}): readonly string[] => {
    const [type] = assignNames(
      aPackage({ namespaces, types: [anObjectType({ typeName: "A", fields })] }),
      options,
    ).types;
    return type?.kind === "object" ? type.fields.map((field) => field.propertyName) : [];
  };
  const element = (name: string, uri = "urn:one"): ObjectTypeModel["fields"][number] =>
    aField({ propertyName: name, type: 0, qname: `{${uri}}${name}` });
  const attribute = (name: string): ObjectTypeModel["fields"][number] =>
    aField({ propertyName: name, type: 0, source: "attribute", qname: `{}${name}` });

  test.each<readonly [string, ObjectTypeModel["fields"], readonly string[]]>([
    [
      "stay as the contract has them",
      [element("post-nr"), element("RegsitreringFraDatoTid"), element("class")],
      ["post-nr", "RegsitreringFraDatoTid", "class"],
    ],
    ["an attribute gives way to an element", [element("id"), attribute("id")], ["id", "idAttribute"]],
    [
      "an element gives way to one of another namespace",
      [element("id"), element("id", "urn:two"), element("id", "urn:two")],
      ["id", "idTwoTypes", "id2"],
    ],
    [
      "nothing is called as what every object inherits",
      [element("constructor"), element("__proto__"), element("toString")],
      ["constructor_", "__proto___", "toString_"],
    ],
  ])("%s", (_, fields, expected) => {
    expect(properties(fields)).toEqual(expected);
  });

  test("what has no name of its own, or comes up again, is numbered", () => {
    const group = (propertyName: string): ObjectTypeModel["fields"][number] =>
      aField({ propertyName, type: 0, source: "group", qname: `{}${propertyName}` });
    expect(
      properties([element("a"), group("$choice"), element("a"), group("$choice"), element("a", "urn:two"), group("a")]),
    ).toEqual(["a", "$choice", "a2", "$choice2", "aTwoTypes", "aGroup"]);
  });

  test("are in camel case on request", () => {
    const names = ["TransaktionIdentifikator", "KMDSagIdentifikator", "ID", "måned", "post-nr", "ITsystem", "X"];
    const expected = ["transaktionIdentifikator", "kmdSagIdentifikator", "id", "måned", "post-nr", "iTsystem", "x"];
    expect(
      properties(
        names.map((name) => element(name)),
        { propertyNames: "camelCase" },
      ),
    ).toEqual(expected);
  });

  test("clash in camel case", () => {
    expect(properties([element("Navn"), element("navn")], { propertyNames: "camelCase" })).toEqual(["navn", "navnOne"]);
  });
});

describe("code lists and services", () => {
  test("code lists are named by themselves, the same in every package", () => {
    const lists = [aCodeList({ typeName: "ordre-kode", codes: [] }), aCodeList({ typeName: "Record", codes: [] })];
    const alone = assignNames(aPackage({ name: "@test/codes", codeLists: lists }));
    const used = assignNames(aPackage({ codeLists: lists, types: [object("OrdreKode")] }));
    expect(alone.codeLists.map((list) => list.typeName)).toEqual(["OrdreKode", "Record2"]);
    expect(used.codeLists).toEqual(alone.codeLists);
  });

  test("modules differ in more than case", () => {
    const lists = [
      aCodeList({ typeName: "A", codes: [], module: "kode" }),
      aCodeList({ typeName: "B", codes: [], module: "Kode" }),
    ];
    expect(assignNames(aPackage({ codeLists: lists })).codeLists.map((list) => list.module)).toEqual(["kode", "Kode2"]);
  });

  test("a service takes its names before the types do", () => {
    const origin = { file: "a.wsdl", line: 1, column: 1 };
    const operation = {
      name: "hent",
      methodName: "hent",
      aliases: [],
      soapAction: "",
      input: 0,
      inputHeaders: [],
      outputHeaders: [],
      encoded: false,
      faults: [],
      documentation: [],
      origin,
    };
    const services: PackageModel["services"] = [
      {
        stem: "Ordre-Service",
        module: "ordre",
        qname: "{urn:one}Ordre",
        port: "p",
        portType: "{urn:one}p",
        soapVersion: "1.1",
        wsdl: "a.wsdl",
        operations: [operation, operation, { ...operation, name: "hent-alt", methodName: "hent-alt" }],
        endpoints: [],
        documentation: [],
        origin,
      },
    ];
    const model = assignNames(aPackage({ namespaces, services, types: [object("OrdreServiceClient")] }));
    expect(model.services[0]?.stem).toBe("OrdreService");
    expect(model.services[0]?.operations.map((entry) => entry.methodName)).toEqual(["hent", "hent2", "hentAlt"]);
    expect(model.types[0]?.typeName).toBe("OrdreServiceClientOne");
  });
});

test("the model given is left as it was", () => {
  const model = aPackage({ namespaces, types: [object("class")] });
  const copy = structuredClone(model);
  assignNames(model);
  expect(model).toEqual(copy);
});
