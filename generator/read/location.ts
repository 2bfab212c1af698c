/** Where a location in a document leads: paths to try in order, or why none may be. */
export type ResolvedLocation = { readonly candidates: readonly string[] } | { readonly refused: string };

export interface LocationOptions {
  /** Directory that paths may not leave. */
  readonly root?: string;
  /** Offline copies: location or namespace as written → path of the file. */
  readonly catalog?: ReadonlyMap<string, string>;
}

/**
 * Resolves a `location` or `schemaLocation` against the file it stands in. Accepts what published bundles hold: `../`,
 * spaces, percent-encoding, backslashes. Never leads to the network, to an absolute path, or out of `root`.
 */
export function resolveLocation(location: string, from: string, options: LocationOptions = {}): ResolvedLocation {
  const copy = options.catalog?.get(location);
  if (copy !== undefined) return { candidates: [normalisePath(copy)] };
  if (location === "") return { refused: "the location is empty" };
  if (location.includes("\0")) return { refused: "the location holds a NUL character" };
  const plain = location.replaceAll("\\", "/");
  if (/^[A-Za-z]:\//u.test(plain) || plain.startsWith("/")) return { refused: "absolute paths are not read" };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/u.exec(plain)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") return { refused: "nothing is fetched from the network" };
  if (scheme !== undefined) return { refused: `locations with the scheme ${scheme} are not read` };

  const directory = directoryOf(from);
  const candidates: string[] = [];
  for (const form of [percentDecoded(plain.replace(/#.*$/su, "")), plain]) {
    if (form === undefined || form === "" || form.includes("\0")) continue;
    const path = normalisePath(directory === "" ? form : `${directory}/${form}`);
    if (options.root !== undefined && !isInside(path, options.root))
      return { refused: `it leads out of ${options.root}` };
    if (!candidates.includes(path)) candidates.push(path);
  }
  return candidates.length === 0 ? { refused: "the location names no file" } : { candidates };
}

/** Everything before the last slash; `""` when there is none. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Forward slashes, `.` and `..` worked out as far as the path itself allows. */
export function normalisePath(path: string): string {
  const parts: string[] = [];
  const forward = path.replaceAll("\\", "/");
  for (const part of forward.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !forward.startsWith("/")) parts.push(part);
  }
  return `${forward.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}

function isInside(path: string, root: string): boolean {
  const base = normalisePath(root);
  if (base === "") return !path.startsWith("../") && path !== ".." && !path.startsWith("/");
  return path.startsWith(base.endsWith("/") ? base : `${base}/`);
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text).replaceAll("\\", "/");
  } catch {
    return undefined;
  }
}
