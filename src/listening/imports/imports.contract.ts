import { z } from 'zod';
import { timeZoneSchema } from '../../platform/http/texts.contract.ts';

/** What one file can hold: one row of it is one of these. */
export const targetKeys = ['customers', 'accounts', 'contracts', 'devices', 'interactions', 'scores', 'touchpoints'] as const;
export const targetKeySchema = z.enum(targetKeys);
export type TargetKey = z.infer<typeof targetKeySchema>;

export const fileKindSchema = z.enum(['csv', 'xlsx']);
export type FileKind = z.infer<typeof fileKindSchema>;
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export const delimiters = [',', ';', '\t', '|'] as const;

/** How the bytes become rows. Delimiter and encoding count for CSV, the sheet for XLSX. */
export const formatSchema = z.object({
  kind: fileKindSchema,
  encoding: z.enum(encodings).default('utf-8'),
  delimiter: z.enum(delimiters).default(','),
  sheet: z.string().max(200).nullable().default(null).describe('name of the sheet; null = the first visible one'),
  headerRows: z.number().int().min(0).max(5).default(1).describe('rows on top that name the columns; with two, a heading reads "upper – lower"'),
});
export type Format = z.output<typeof formatSchema>;

/** One row as it stands in the file. */
export interface SourceRow {
  /** As a spreadsheet numbers it: the first row is 1; header rows and blank rows count. */
  row: number;
  cells: string[];
  /** XLSX only: what each cell was: n number, d date, b boolean, e error, s text. A number is then never read by the column's decimal sign. */
  kinds?: string;
  /** What is wrong with single cells already (no text of this encoding, longer than allowed). */
  faults?: { position: number; code: RefusalCode; details: Record<string, string | number> }[];
}

/** Every reason for which a row is refused; words in refusal-words.logic.ts, one `code` to one sentence per language. */
export const refusalCodes = [
  'cell.too_long', 'cell.wrong_encoding', 'cell.spreadsheet_error', 'cell.nul', 'row.too_many_cells', 'row.unreadable',
  'value.missing', 'value.not_in_list', 'value.too_long', 'value.not_allowed',
  'number.invalid', 'number.not_whole', 'number.out_of_range', 'money.invalid', 'boolean.invalid',
  'date.no_pattern', 'date.not_in_pattern', 'date.impossible', 'time.skipped', 'time.repeated', 'date.out_of_range', 'period.reversed',
  'score.out_of_scale', 'score.none', 'touchpoint.missing',
  'identifier.missing', 'identifier.invalid', 'identifier.unknown',
  'row.conflict', 'row.repeated', 'record.invalid', 'customer.erased', 'customer.restricted',
] as const;
export const refusalCodeSchema = z.enum(refusalCodes);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

export const refusalSchema = z.object({
  row: z.number().int().describe('as a spreadsheet numbers it'),
  column: z.number().int().nullable().describe('position of the column, first = 0; null where the whole row is meant'),
  heading: z.string(),
  value: z.string().describe('at most 200 characters of what stands there'),
  code: refusalCodeSchema,
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  reason: z.string().describe('English; the page says it by code and details'),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What is odd about a file as a whole, without stopping its import. */
export const warningCodes = [
  'encoding.mixed', 'encoding.assumed', 'delimiter.single_column', 'rows.ragged', 'headings.repeated', 'headings.empty', 'headings.two_rows', 'headings.none',
  'sheet.hidden', 'sheet.several', 'sheet.empty_rows', 'macros.ignored', 'formulas.values', 'cells.errors', 'cells.nul', 'cells.too_long', 'name.other_kind',
  'values.protected', 'refusal_columns',
] as const;
export const warningSchema = z.object({ code: z.enum(warningCodes), message: z.string(), details: z.record(z.string(), z.union([z.string(), z.number()])) });
export type ImportWarning = z.infer<typeof warningSchema>;

export const decimalSchema = z.enum([',', '.']);
/** What the values of a column look like. */
export const valueKinds = ['empty', 'text', 'long_text', 'integer', 'decimal', 'date', 'instant', 'time', 'boolean', 'choice', 'email', 'phone', 'iban', 'code'] as const;

export const inspectedColumnSchema = z.object({
  position: z.number().int(),
  heading: z.string().describe('as it stands in the file; "" where there is none'),
  samples: z.array(z.string()).describe('up to 5 different values, cut at 200 characters'),
  emptyShare: z.number(),
  kind: z.enum(valueKinds),
  distinct: z.array(z.object({ value: z.string(), n: z.number().int() })).nullable().describe('most frequent first; null with more than 30 different values'),
  patterns: z.array(z.object({ pattern: z.string(), examples: z.array(z.object({ text: z.string(), read: z.string().describe('ISO date or local date and time, without zone') })) })).describe('date patterns that fit all sampled values; with more than one a person must choose'),
  decimals: z.array(decimalSchema).describe('signs that fit all sampled values; two = 1.234 may be one or a thousand, a person must choose'),
  range: z.object({ min: z.number(), max: z.number(), whole: z.boolean() }).nullable(),
});
export type InspectedColumn = z.infer<typeof inspectedColumnSchema>;

export const inspectionSchema = z.object({
  format: formatSchema,
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  columns: z.array(inspectedColumnSchema),
  head: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })).describe('the first rows as they stand, headings included'),
  rows: z.object({ n: z.number().int(), exact: z.boolean() }).describe('rows below the headings; an estimate for long files'),
  sampledRows: z.number().int(),
  warnings: z.array(warningSchema),
  targets: z.array(z.object({ target: targetKeySchema, share: z.number().describe('0–1: how well the columns fit') })).describe('best first'),
});
export type Inspection = z.infer<typeof inspectionSchema>;

export const scoreRoleSchema = z.enum(['expectation', 'experience', 'overall', 'nps', 'csat', 'ces']);
const dimensionKey = z.enum(['speed', 'ease', 'reliability', 'friendliness', 'competence', 'information']);
/** How one column of ratings is read. A scale may run backwards (German school marks: worst 6, best 1). */
export const scoreUseSchema = z.object({
  as: z.literal('score'),
  role: scoreRoleSchema,
  dimension: dimensionKey.nullable().default(null).describe('needed for expectation and experience'),
  touchpoint: z.object({ code: z.string().max(60), name: z.string().max(120) }).nullable().default(null).describe('the touchpoint this column is about; null = the touchpoint of the row. One that is not in the inventory yet is made.'),
  worst: z.number(),
  best: z.number(),
  notApplicable: z.array(z.number()).max(20).default([]).describe('marks that mean "does not apply", e.g. 0 on a scale of 1–5'),
});
export type ScoreUse = z.output<typeof scoreUseSchema>;

/** What becomes of a column. `field` is a key of the target's fields (targets.logic.ts). */
export const columnUseSchema = z.discriminatedUnion('as', [
  z.object({ as: z.literal('ignore') }),
  z.object({ as: z.literal('field'), field: z.string().max(60) }),
  z.object({ as: z.literal('identifier'), kind: z.string().regex(/^[A-Za-z][\w.-]{0,59}$/).describe('an own kind of identifier') }),
  z.object({ as: z.literal('trait'), key: z.string().min(1).max(100), type: z.enum(['text', 'number', 'date', 'boolean']).default('text') }),
  z.object({ as: z.literal('property'), key: z.string().min(1).max(100), type: z.enum(['text', 'number', 'date', 'boolean']).default('text') }),
  scoreUseSchema,
]);
export type ColumnUse = z.output<typeof columnUseSchema>;

export const columnMappingSchema = z.object({
  position: z.number().int().min(0).max(2_000),
  heading: z.string().max(500).describe('looked up first when the profile is used on another file; the position tells equal headings apart'),
  use: columnUseSchema,
  pattern: z.string().max(60).optional().describe('of dates: d.M.yy H:mm, yyyy-MM-dd …, or excel (days since 1900), unix, unix_ms'),
  timeZone: timeZoneSchema.optional().describe('where it differs from the profile'),
  decimal: decimalSchema.optional(),
  values: z.record(z.string().max(500), z.string().max(500)).optional().describe('what stands there → what it means; compared without case and outer blanks'),
  otherValues: z.enum(['keep', 'refuse', 'empty']).default('keep').describe('values that `values` does not name: as they stand, refused, or as if nothing stood there'),
  emptyValues: z.array(z.string().max(100)).max(50).optional().describe('texts that mean nothing is known, e.g. n/a, -, NULL'),
});
export type ColumnMapping = z.output<typeof columnMappingSchema>;

export const profileSchema = z.object({
  name: z.string().max(120).default(''),
  target: targetKeySchema,
  format: formatSchema,
  columns: z.array(columnMappingSchema).max(2_000).describe('one column may stand here several times, with another use each: "Inbound Call" is a kind, a channel and a direction'),
  constants: z.record(z.string().max(60), z.string().max(500)).default({}).describe('field → value for all rows; dates as yyyy-MM-dd, numbers with a decimal point'),
  timeZone: timeZoneSchema.default('Europe/Berlin').describe('in which dates and times without a zone are meant'),
  repeatedHour: z.enum(['refuse', 'first', 'second']).default('refuse').describe('which of the two when the clock was set back'),
  twoDigitYearFrom: z.number().int().min(1900).max(2099).default(1950).describe('first year that two digits can mean: with 1950, 49 is 2049 and 50 is 1950'),
});
export type Profile = z.output<typeof profileSchema>;
export type ProfileInput = z.input<typeof profileSchema>;

/** Something that only a person can decide; the import cannot start while a question that blocks is open. */
export const questionSchema = z.object({
  code: z.enum(['date.pattern', 'number.decimal', 'score.not_applicable', 'score.scale', 'touchpoint.missing', 'at.missing', 'time_zone', 'headings.rows']),
  column: z.number().int().nullable(),
  heading: z.string(),
  choices: z.array(z.object({ value: z.string(), examples: z.array(z.object({ text: z.string(), read: z.string() })) })),
  blocks: z.boolean(),
});
export type Question = z.infer<typeof questionSchema>;
export const suggestionSchema = z.object({ profile: profileSchema, questions: z.array(questionSchema) });
export type Suggestion = z.infer<typeof suggestionSchema>;

/** What is wrong with a profile, before any row is read. */
export const profileFaultSchema = z.object({
  code: z.enum(['field.unknown', 'field.twice', 'field.missing', 'identifier.missing', 'pattern.missing', 'pattern.invalid', 'decimal.missing', 'scale.invalid', 'scale.unfit', 'dimension.missing', 'touchpoint.missing', 'score.missing', 'score.twice', 'constant.invalid', 'use.not_here', 'touchpoint.code_invalid']),
  column: z.number().int().nullable(),
  heading: z.string(),
  message: z.string().describe('English; the page says it by code'),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ProfileFault = z.infer<typeof profileFaultSchema>;

// ── An import as it runs ────────────────────────────────────────────────────────────────────────────────────────

export const importStates = ['uploaded', 'checking', 'checked', 'running', 'cancelled', 'done', 'failed', 'undoing', 'undone'] as const;
export const importStateSchema = z.enum(importStates);
export type ImportState = z.infer<typeof importStateSchema>;

export const importCountsSchema = z.object({
  rows: z.number().int().describe('read so far, refused ones included'),
  new: z.number().int(),
  changed: z.number().int(),
  merged: z.number().int().describe('customers that became one'),
  unchanged: z.number().int(),
  refused: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

const person = z.object({ id: z.string(), label: z.string() });
export const importSchema = z.object({
  id: z.uuid(),
  name: z.string().describe('of the file'),
  fileBytes: z.number().int(),
  hasFile: z.boolean().describe('false once the raw file was deleted'),
  state: importStateSchema,
  target: targetKeySchema.nullable(),
  profile: profileSchema.nullable(),
  profileName: z.string().nullable(),
  counts: importCountsSchema,
  share: z.number().min(0).max(1).describe('how much of the work is done'),
  rowsPerSecond: z.number().nullable(),
  dryRun: importCountsSchema.nullable().describe('what the last dry run counted'),
  warnings: z.array(warningSchema),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  by: person,
  pickupId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
});
export type Import = z.infer<typeof importSchema>;
export const importListQuerySchema = z.object({ state: importStateSchema.optional(), limit: z.coerce.number().int().min(1).max(100).default(25), cursor: z.string().max(500).optional() });
export const importListSchema = z.object({ items: z.array(importSchema), nextCursor: z.string().nullable() });

export const runRequestSchema = z.object({ profile: profileSchema });
export const previewSchema = z.object({
  rows: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()), record: z.record(z.string(), z.unknown()).nullable().describe('null where refused'), refusals: z.array(refusalSchema) })),
  faults: z.array(profileFaultSchema),
});
export type Preview = z.infer<typeof previewSchema>;
export const refusedQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional() });
export const refusedListSchema = z.object({ items: z.array(refusalSchema), nextCursor: z.string().nullable(), byCode: z.array(z.object({ code: refusalCodeSchema, n: z.number().int() })) });
export type RefusedList = z.infer<typeof refusedListSchema>;

/** What undoing would take back, counted before it is done. */
export const undoPreviewSchema = z.object({
  customersRemoved: z.number().int(),
  customersRestored: z.number().int().describe('get back what they said before'),
  mergesUndone: z.number().int(),
  contactsRemoved: z.number().int(),
  answersRemoved: z.number().int(),
  recordsRemoved: z.number().int().describe('accounts, contracts, devices, addresses, touchpoints'),
  recordsRestored: z.number().int().describe('of these, those that are again as they were'),
  kept: z.number().int().describe('touchpoints that stay, because somebody else uses them meanwhile: contacts, a survey, an expectation that was set'),
  keptTouchpoints: z.array(z.string()).describe('the names of the first 20 of them'),
});
export type UndoPreview = z.infer<typeof undoPreviewSchema>;

export const savedProfileSchema = z.object({ name: z.string().min(1).max(120), profile: profileSchema, updatedAt: z.iso.datetime(), updatedBy: z.string() });
export type SavedProfile = z.infer<typeof savedProfileSchema>;
export const savedProfileListSchema = z.object({ items: z.array(savedProfileSchema) });

// ── Pick-ups: files fetched on a schedule ───────────────────────────────────────────────────────────────────────

export const pickupPlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), path: z.string().max(500).describe('below MOMENTE_IMPORT_FOLDER') }),
  z.object({ kind: z.literal('sftp'), host: z.string().min(1).max(253), port: z.number().int().min(1).max(65_535).default(22), userName: z.string().min(1).max(120), path: z.string().max(500), hostKey: z.string().max(200).describe('SHA-256 fingerprint the server must show') }),
]);
export const pickupInputSchema = z.object({
  name: z.string().min(1).max(120),
  place: pickupPlaceSchema,
  password: z.string().max(1_000).optional().describe('SFTP; kept sealed and never shown again'),
  privateKey: z.string().max(20_000).optional().describe('SFTP; kept sealed and never shown again'),
  pattern: z.string().min(1).max(200).describe('of file names: kunden-*.csv'),
  cron: z.string().min(1).max(100),
  timeZone: timeZoneSchema.default('Europe/Berlin'),
  profileName: z.string().min(1).max(120),
  afterwards: z.enum(['keep', 'move', 'delete']).default('move').describe('move = into the sub-folder done or refused'),
  paused: z.boolean().default(false),
});
export const pickupRunSchema = z.object({ at: z.iso.datetime(), outcome: z.enum(['imported', 'nothing_new', 'failed']), files: z.array(z.object({ name: z.string(), importId: z.uuid().nullable(), failure: z.string().nullable() })), failure: z.string().nullable() });
export const pickupSchema = pickupInputSchema.omit({ password: true, privateKey: true }).extend({ id: z.uuid(), hasPassword: z.boolean(), hasPrivateKey: z.boolean(), createdAt: z.iso.datetime(), nextRunAt: z.iso.datetime().nullable(), runs: z.array(pickupRunSchema).describe('the last 20, newest first') });
export const pickupListSchema = z.object({ items: z.array(pickupSchema) });
export type Pickup = z.infer<typeof pickupSchema>;
export type PickupInput = z.output<typeof pickupInputSchema>;
