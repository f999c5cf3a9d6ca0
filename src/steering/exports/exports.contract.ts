import { z } from 'zod';
import { columnTypes, type TableRow, type TableValue } from '../../kernel/tables.ts';
import { filterSchema, timeZoneSchema } from '../../platform/http/texts.contract.ts';

export const exportTables = ['customers', 'accounts', 'contracts', 'devices', 'addresses', 'interactions', 'answers', 'touchpoints', 'departments', 'expectations', 'surveys', 'gaps', 'users'] as const;
export const exportTableSchema = z.enum(exportTables);
export type ExportTable = z.infer<typeof exportTableSchema>;

/** csv-de: semicolon, decimal comma, dd.MM.yyyy; csv-en: comma, decimal point, yyyy-MM-dd. Both UTF-8 with a mark and Windows line ends, for spreadsheets. */
export const exportFormats = ['csv-de', 'csv-en', 'xlsx', 'parquet'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** An instant, or a calendar date that begins at midnight UTC. */
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** Which rows, and how they are written. A filter that a table does not have is refused, so that nobody takes everything for a part. */
export const exportQuerySchema = z.object({
  format: exportFormatSchema.default('csv-en'),
  language: z.enum(['de', 'en']).optional().describe('of the headings; default: German for csv-de, English otherwise'),
  timeZone: timeZoneSchema.default('UTC').describe('in which CSV and XLSX show instants; Parquet keeps them in UTC'),
  from: instant.optional().describe('first instant or day'),
  to: instant.optional().describe('first instant after, or last day'),
  touchpoint: filterSchema(60).optional(),
  channel: filterSchema(60).optional(),
  department: filterSchema(60).optional(),
  group: filterSchema(100).optional(),
});
export type ExportQuery = z.output<typeof exportQuerySchema>;
export const filterNames = ['from', 'to', 'touchpoint', 'channel', 'department', 'group'] as const;
export type FilterName = (typeof filterNames)[number];

export const exportColumnSchema = z.object({ key: z.string().describe('name of the column in Parquet'), labelDe: z.string(), labelEn: z.string(), type: z.enum(columnTypes) });
export type ExportColumn = z.infer<typeof exportColumnSchema>;

export const exportListSchema = z.object({
  items: z.array(z.object({
    table: exportTableSchema,
    labelDe: z.string(),
    labelEn: z.string(),
    hintDe: z.string(),
    hintEn: z.string(),
    columns: z.array(exportColumnSchema).describe('customers have further columns, one per trait that anybody has'),
    filters: z.array(z.enum(filterNames)),
  })).describe('only tables that the asker may read'),
  masked: z.boolean().describe('true where personal data comes out masked'),
});
export type ExportList = z.infer<typeof exportListSchema>;

export type ExportValue = TableValue;
export type ExportRow = TableRow;
