import type { SnitfladeConfig } from "../config.js";
import { didYouMean } from "./suggest.js";

/** The configuration, or every sentence about what is wrong with it. */
export type CheckedConfig =
  | { readonly ok: true; readonly config: SnitfladeConfig }
  | { readonly ok: false; readonly problems: readonly string[] };

type Check = (value: unknown, place: string, problems: string[]) => void;

const configKeys: Readonly<Record<string, Check>> = {
  integration: nonEmptyText,
  output: nonEmptyText,
  version: semanticVersion,
  license: nonEmptyText,
  copyright: nonEmptyText,
  propertyNames: oneOf("contract", "camelCase"),
  format: oneOf("none", "prettier"),
  packages: packageList,
};

const packageKeys: Readonly<Record<string, Check>> = {
  name: packageName,
  version: semanticVersion,
  description: nonEmptyText,
  out: nonEmptyText,
  wsdl: nonEmptyText,
  operations: textList,
  codeLists: textList,
};

/** Checks a value that a configuration file exported; nothing about it is taken for granted. */
export function checkConfig(value: unknown): CheckedConfig {
  const problems: string[] = [];
  checkObject(value, "the configuration", configKeys, ["packages"], problems);
  if (problems.length === 0) checkTogether(value as SnitfladeConfig, problems);
  return problems.length === 0 ? { ok: true, config: value as SnitfladeConfig } : { ok: false, problems };
}

function checkObject(
  value: unknown,
  place: string,
  keys: Readonly<Record<string, Check>>,
  required: readonly string[],
  problems: string[],
): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    problems.push(`${place} must be an object.`);
    return false;
  }
  for (const [key, member] of Object.entries(value)) {
    const check = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (check === undefined) {
      const hint = didYouMean(key, Object.keys(keys), (name) => `"${name}"`);
      problems.push(`${place} has an unknown key ${JSON.stringify(key)}.${hint}`);
    } else if (member !== undefined) check(member, placeOf(place, key), problems);
  }
  for (const key of required) {
    if (!Object.hasOwn(value, key)) problems.push(`${place} lacks the key "${key}".`);
  }
  return true;
}

function placeOf(place: string, key: string): string {
  return place.startsWith("the ") ? key : `${place}.${key}`;
}

function packageList(value: unknown, place: string, problems: string[]): void {
  if (!Array.isArray(value) || value.length === 0) {
    problems.push(`${place} must be a list with at least one package.`);
    return;
  }
  for (const [index, entry] of value.entries()) {
    const here = `${place}[${index}]`;
    if (!checkObject(entry, here, packageKeys, ["name"], problems)) continue;
    if (entry["wsdl"] !== undefined && entry["codeLists"] !== undefined) {
      problems.push(`${here} has both "wsdl" and "codeLists"; make it two packages.`);
    }
    if (entry["operations"] !== undefined && entry["wsdl"] === undefined) {
      problems.push(`${here} has "operations", which belongs to "wsdl".`);
    }
  }
}

function checkTogether(config: SnitfladeConfig, problems: string[]): void {
  const names = new Set<string>();
  for (const [index, entry] of config.packages.entries()) {
    if (names.has(entry.name)) problems.push(`packages[${index}].name: ${JSON.stringify(entry.name)} is used twice.`);
    names.add(entry.name);
    if (entry.wsdl === undefined && entry.codeLists === undefined && config.integration === undefined) {
      problems.push(`packages[${index}] needs "wsdl" or "codeLists", or else the configuration needs "integration".`);
    }
  }
}

function nonEmptyText(value: unknown, place: string, problems: string[]): void {
  if (typeof value !== "string" || value.trim() === "") problems.push(`${place} must be a non-empty string.`);
}

function textList(value: unknown, place: string, problems: string[]): void {
  const good =
    Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string" && item !== "");
  if (!good) problems.push(`${place} must be a list of non-empty strings, with at least one.`);
}

function semanticVersion(value: unknown, place: string, problems: string[]): void {
  const pattern = /^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}(?:-[0-9A-Za-z.-]{1,64})?$/;
  if (typeof value !== "string" || !pattern.test(value)) {
    problems.push(`${place} must be a semantic version such as "1.0.0".`);
  }
}

/** The rules of npm for new packages. */
function packageName(value: unknown, place: string, problems: string[]): void {
  const pattern = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
  if (typeof value !== "string" || value.length > 214 || !pattern.test(value)) {
    problems.push(`${place} must be an npm package name in lower case, such as "@example/orders".`);
  }
}

function oneOf(...allowed: readonly string[]): Check {
  return (value, place, problems) => {
    if (typeof value === "string" && allowed.includes(value)) return;
    const hint = typeof value === "string" ? didYouMean(value, allowed, (word) => `"${word}"`) : "";
    problems.push(`${place} must be ${allowed.map((word) => `"${word}"`).join(" or ")}.${hint}`);
  };
}
