import { describe, expect, test } from "vitest";
import { differenceOf } from "./same-message.js";

describe("differenceOf", () => {
  test.each([
    ["prefixes", '<a:x xmlns:a="urn:a"><a:y/></a:x>', '<x xmlns="urn:a"><y></y></x>'],
    ["the order of attributes", '<x a="1" b="2"/>', '<x b="2" a="1"/>'],
    ["the kind of text", "<x><![CDATA[<]]>y</x>", "<x>&lt;y</x>"],
    ["white space between elements", "<x>\n <y/>\n</x>", "<x><y/></x>"],
    ["numbers", "<x>+007.50</x>", "<x>7.5</x>"],
    ["floating point numbers", "<x>1E2</x>", "<x>100</x>"],
    ["booleans", "<x>1</x>", "<x>true</x>"],
    ["hexadecimal digits", "<x>4b</x>", "<x>4B</x>"],
    ["white space in base64", "<x>AB CD</x>", "<x>ABCD</x>"],
    ["prefixes in values", '<x xmlns:a="urn:a">a:n</x>', '<x xmlns:b="urn:a">b:n</x>'],
  ])("%s may differ", (_, left, right) => {
    expect(differenceOf(left, right)).toBeUndefined();
  });

  test.each([
    ["a name", "<x><y/></x>", "<x><z/></x>", "/x/y: is {}z now"],
    ["a namespace", "<x/>", '<x xmlns="urn:a"/>', "/x: is {urn:a}x now"],
    ["an attribute less", '<x a="1"/>', "<x/>", "/x/@{}a: is gone"],
    ["an attribute more", "<x/>", '<x a="1"/>', "/x/@{}a: is new"],
    ["an attribute's value", '<x a="1"/>', '<x a="2"/>', "/x/@{}a: has another value"],
    ["an element less", "<x><y/><y/></x>", "<x><y/></x>", "/x: 2 parts became 1"],
    ["the order of elements", "<x><y/><z/></x>", "<x><z/><y/></x>", "/x/y: is {}z now"],
    ["text", "<x>a</x>", "<x>b</x>", "/x: has another value"],
    ["a number", "<x>1.50</x>", "<x>1.05</x>", "/x: has another value"],
    ["text beside elements", "<x>a<y/></x>", "<x><y/>a</x>", "/x: text and elements have changed places"],
    ["what a prefix means", '<x xmlns:a="urn:a">a:n</x>', '<x xmlns:a="urn:b">a:n</x>', "/x: has another value"],
  ])("%s may not", (_, left, right, difference) => {
    expect(differenceOf(left, right)).toBe(difference);
  });
});
