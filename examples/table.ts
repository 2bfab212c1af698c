/** One line of the table: what was sent, and what came back. */
export interface Row {
  readonly operation: string;
  readonly bytes: number;
  receipt: string;
  rejected: string;
}

const titles = ["Operation", "Bytes", "Receipt", "Rejected, and why"] as const;

/** Prints the rows in columns; the last column is as wide as it needs to be. */
export function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [row.operation, String(row.bytes), row.receipt, row.rejected]);
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const print = (line: readonly string[]): void => {
    const padded = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      if (column === 1) return cell.padStart(width);
      return column === titles.length - 1 ? cell : cell.padEnd(width);
    });
    console.log(padded.join("  ").trimEnd());
  };
  print(titles);
  print(titles.map((_, column) => "-".repeat(column === titles.length - 1 ? 20 : (widths[column] ?? 0))));
  for (const line of cells) print(line);
}
