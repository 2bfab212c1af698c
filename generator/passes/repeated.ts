/** One sentence for each name that was there before. */
export function repeated(what: string, names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    if (seen.has(name)) return [`${what} ${JSON.stringify(name)} occurs twice`];
    seen.add(name);
    return [];
  });
}
