/** Tables as they leave in files: columns with a type, rows of plain values. */
export const columnTypes = ['text', 'number', 'whole', 'money', 'date', 'instant', 'boolean', 'list', 'json'] as const;
export type ColumnType = (typeof columnTypes)[number];

/** `key` is the name of the column in Parquet and the key of its cells. */
export interface TableColumn {
  key: string;
  labelDe: string;
  labelEn: string;
  type: ColumnType;
}

/** A value of one cell: texts, numbers, cents for money, yyyy-MM-dd for dates, Date for instants. */
export type TableValue = string | number | boolean | Date | readonly string[] | Readonly<Record<string, unknown>> | null | undefined;
export type TableRow = Readonly<Record<string, TableValue>>;
