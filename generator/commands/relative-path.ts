import { relative } from "node:path";

/** Forward slashes on every system; absolute only where Windows knows no way from one drive to another. */
export function relativePath(from: string, to: string): string {
  return relative(from, to).replaceAll("\\", "/");
}
