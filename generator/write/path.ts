/*
 * Which paths may be written. A path comes from an emitter or from a manifest found on disk; the second is input like any
 * other and must not lead out of the package folder (CWE-22).
 */

/** Folders of a package that others own: the compiler and npm. */
const foreignFolders: ReadonlySet<string> = new Set(["dist", "node_modules", ".git"]);

/** Names that Windows keeps for devices, with or without an extension. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

// eslint-disable-next-line no-control-regex
const forbiddenCharacter = /[\u0000-\u001f\u007f\\:*?"<>|]/;

/**
 * True for a path that stays inside the package folder on every operating system: relative, forward slashes, no `.` or
 * `..` segment, nothing that Windows treats specially, and not in a folder that the compiler or npm owns.
 */
export function isContainedPath(path: string): boolean {
  if (path === "" || path.length > 1024 || forbiddenCharacter.test(path)) return false;
  const segments = path.split("/");
  if (foreignFolders.has(segments[0] ?? "")) return false;
  return segments.every(isPlainSegment);
}

function isPlainSegment(segment: string): boolean {
  return segment !== "" && !segment.endsWith(".") && !segment.endsWith(" ") && !deviceName.test(segment);
}

/** Orders by UTF-16 code unit, the same on every machine and in every locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
