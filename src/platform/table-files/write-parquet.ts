import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { textOf } from './cells.ts';
import type { ColumnType, TableColumn, TableRow, TableValue } from '../../kernel/tables.ts';

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type SchemaElement = Schema[number];

/** Rows that are packed together; what is held in memory at once. */
const ROWS_PER_GROUP = 20_000;

/** How each type is stored. Money stays in whole cents, days and instants are what they are. */
const elements: Record<ColumnType, Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  list: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  number: { type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  whole: { type: 'INT64', repetition_type: 'OPTIONAL' },
  money: { type: 'INT64', repetition_type: 'OPTIONAL' },
  boolean: { type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
  date: { type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'OPTIONAL' },
};

/** Parquet as a stream, one group of rows after the other. Columns are named by their keys, whatever the language. */
export async function* writeParquet(batches: AsyncIterable<readonly TableRow[]>, columns: readonly TableColumn[]): AsyncGenerator<Buffer> {
  const writer = new ByteWriter(1 << 20);
  const schema: Schema = [{ name: 'root', num_children: columns.length }, ...columns.map(({ key, type }) => ({ name: key, ...elements[type] }))];
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'Momente' });
  const write = (rows: readonly TableRow[]): Buffer => {
    void parquet.write({ columnData: columns.map(({ key, type }) => ({ name: key, data: rows.map((row) => storedValue(row[key], type)) })), rowGroupSize: ROWS_PER_GROUP });
    return takeBytes(writer);
  };
  let group: TableRow[] = [];
  for await (const rows of batches) {
    group.push(...rows);
    if (group.length < ROWS_PER_GROUP) continue;
    yield write(group);
    group = [];
  }
  if (group.length > 0) yield write(group);
  void parquet.finish();
  yield takeBytes(writer);
}

/** What was written leaves; the writer remembers only how far the file is. */
function takeBytes(writer: ByteWriter): Buffer {
  const bytes = Buffer.from(writer.getBytes());
  writer.index = 0;
  return bytes;
}

function storedValue(value: TableValue, type: ColumnType): string | number | bigint | boolean | Date | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'whole': case 'money':
      return typeof value === 'number' && Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'instant':
      return value instanceof Date ? value : undefined;
    case 'date':
      return typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : undefined;
    default:
      return textOf(value).toWellFormed();
  }
}
