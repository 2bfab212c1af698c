import type { PackageModel } from "../ir/model.js";

/** A module of a generated package that users import. */
export interface SubPath {
  /** `.`, or `./codecs`. */
  readonly path: string;
  /** File in `src`, without extension. */
  readonly module: string;
  /** One phrase for the README. */
  readonly purpose: string;
}

/** The sub-paths of a package, the main one first. */
export function subPaths(model: PackageModel): readonly SubPath[] {
  const messages = model.elements.length > 0;
  const services = model.services.length > 0;
  const own = model.codeLists.filter((list) => list.packageName === model.name);
  const main = services
    ? "messages, clients and servers: what most users need"
    : messages
      ? "the types"
      : "all code lists";
  const paths: (SubPath | false)[] = [
    { path: ".", module: "index", purpose: main },
    messages && { path: "./types", module: "types", purpose: "every type of the contract" },
    messages && {
      path: "./codecs",
      module: "codecs",
      purpose: "`decodeX` and `encodeX`: bytes to value and back, validating",
    },
    messages && {
      path: "./validators",
      module: "validators",
      purpose: "`validateX` and Standard Schema for plain objects",
    },
    services && { path: "./client", module: "client", purpose: "typed clients" },
    services && { path: "./server", module: "server", purpose: "servers around your implementation" },
    hasReceipts(model) && { path: "./receipts", module: "receipts", purpose: "receipts as one domain value" },
    ...own.map((list) => ({
      path: `./${list.module}`,
      module: `code-lists/${list.module}`,
      purpose: `code list ${list.shortName} ${list.version}`,
    })),
  ];
  return paths.filter((path) => path !== false);
}

/** Whether the package has `src/receipts.ts`. */
export function hasReceipts(model: PackageModel): boolean {
  return model.receipts.length > 0 || model.replyHeader !== undefined;
}
