import type { Options } from "prettier";

/*
 * The only door to prettier. What we print is laid out as prettier's defaults with a print width of 120 would; this is for
 * users who want their own configuration, and for the tests that hold us to our word. Loaded when first asked for.
 */

/** Formats one file as the user's configuration says; files that prettier knows no parser for stay as they are. */
export async function formatText(path: string, text: string, options: Options): Promise<string> {
  const { format, getFileInfo } = await import("prettier");
  const { inferredParser } = await getFileInfo(path, { resolveConfig: false });
  return inferredParser === null ? text : format(text, { ...options, filepath: path });
}

/** The prettier configuration in force for a file, or none. */
export async function formatOptionsFor(path: string): Promise<Options> {
  const { resolveConfig } = await import("prettier");
  return (await resolveConfig(path, { editorconfig: true })) ?? {};
}
