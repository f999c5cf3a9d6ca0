import { pseudonymOf, redactText, HIDDEN } from '../../../governance/roles/masking.logic.ts';
import { MINIMUM_N } from '../../../kernel/stats/scores/minimum.ts';
import { nameCustomers } from '../../../people/customers/customers.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import { titleIn, walk, wordsIn } from '../../surveys/flow/flow.logic.ts';
import { typedAnswers } from '../../surveys/flow/typed-answers.logic.ts';
import { answersFromHistory } from './answers-from-history.logic.ts';
import { codebookOf, sayOf, type Variable } from '../codebook.logic.ts';
import { type FileCell, type FileColumn, type FileRow, plainColumn } from './export-cells.logic.ts';
import type { ResponseShape } from './export.contract.ts';
import { type ExportFilter, fetchResponses, measureAnswers, measureHidden, openResponses, type ResponseRow } from './export-rows.queries.ts';
import { listKeptAnswers, measureTexts } from './kept-answers.analytics.ts';
import { questionsOf, type ResultVersion } from '../parts.logic.ts';

const ROWS_PER_FETCH = 500;

export interface ResponseTable {
  columns: FileColumn[];
  batches: AsyncGenerator<FileRow[]>;
}

export interface TableAbout {
  survey: string;
  /** Newest first. */
  versions: readonly ResultVersion[];
  shape: ResponseShape;
  filter: ExportFilter;
  /** Of headings and labels. */
  language: string;
  mayReadPersonalData: boolean;
  mayReadCustomers: boolean;
  /** Formats of fixed width look at everything once before. */
  needsWidths: boolean;
}

interface Hidden {
  bytes: Map<string, number>;
  frequent: Set<string>;
}

/** All responses of a survey as rows of a file, as they were when the transaction began, some hundred at a time. */
export async function openResponseTable(context: Context, tx: Db, about: TableAbout): Promise<ResponseTable> {
  const { survey, versions, filter, needsWidths } = about;
  const definitions = new Map(versions.map(({ version, definition }) => [version, definition]));
  const oldestFirst = versions.map(({ definition }) => definition).toReversed();
  const hidden = await measureHidden(tx, survey, MINIMUM_N);
  const widths = needsWidths ? await measureWidths(context, tx, about) : new Map<string, number>();
  const variables = codebookOf(oldestFirst, about.language).filter(({ isPersonal }) => about.mayReadPersonalData || !isPersonal);
  const fields = [...new Map(oldestFirst.flatMap((definition) => definition.hidden.map(({ id, label }) => [id, label ?? id])))];
  const isGerman = about.language === 'de';
  const meta = metaColumns(isGerman, about);
  const hiddenColumns = fields.map(([id, label]) => plainColumn(`hidden_${id}`, `${isGerman ? 'Verstecktes Feld' : 'Hidden field'}: ${label}`, 'text', hidden.bytes.get(id) ?? 1));
  const make = { definitions, fields: fields.map(([id]) => id), hidden, about, variables };
  const columns = about.shape === 'responses'
    ? [...meta, ...hiddenColumns, ...variables.map((variable): FileColumn => ({ name: variable.name, label: variable.label, type: 'text', variable, bytes: widths.get(variable.question) ?? 1 }))]
    : [...meta, ...answerColumns(isGerman, Math.max(1, ...widths.values()))];
  await openResponses(tx, filter);
  return { columns, batches: readBatches(context, tx, make) };
}

async function measureWidths(context: Context, tx: Db, { survey, filter }: TableAbout): Promise<Map<string, number>> {
  const [given, kept] = [await measureAnswers(tx, filter), await measureTexts(context.history, survey)];
  return new Map([...new Set([...given.keys(), ...kept.keys()])].map((question) => [question, Math.max(given.get(question) ?? 1, kept.get(question) ?? 1)]));
}

function metaColumns(isGerman: boolean, { mayReadCustomers }: TableAbout): FileColumn[] {
  const column = (name: string, [de, en]: readonly [string, string], type: FileColumn['type'], bytes?: number) => plainColumn(name, isGerman ? de : en, type, bytes);
  return [
    column('response_id', ['Antwort', 'Response'], 'text', 36), column('version', ['Version', 'Version'], 'whole'), column('started_at', ['Begonnen', 'Started'], 'instant'), column('finished_at', ['Beendet', 'Finished'], 'instant'),
    column('duration_seconds', ['Dauer in Sekunden', 'Duration in seconds'], 'whole'), column('language', ['Sprache', 'Language'], 'text', 16), column('source', ['Weg', 'Source'], 'text', 16), column('touchpoint', ['Kontaktpunkt', 'Touchpoint'], 'text', 60), column('ending', ['Schlussseite', 'Ending'], 'text', 40),
    ...(mayReadCustomers ? [column('customer', ['Kunde', 'Customer'], 'text', 36)] : []),
  ];
}

function answerColumns(isGerman: boolean, bytes: number): FileColumn[] {
  const column = (name: string, [de, en]: readonly [string, string], type: FileColumn['type'], width?: number) => plainColumn(name, isGerman ? de : en, type, width);
  return [
    column('question', ['Frage', 'Question'], 'text', 40), column('question_text', ['Wortlaut', 'Wording'], 'text', 1_000), column('item', ['Zeile', 'Item'], 'text', 130), column('role', ['Bedeutung', 'Role'], 'text', 20), column('dimension', ['Dimension', 'Dimension'], 'text', 40),
    column('option', ['Auswahl', 'Option'], 'text', 40), column('option_text', ['Wortlaut der Auswahl', 'Wording of the option'], 'text', 1_000), column('value', ['Wert (einheitliche Skala)', 'Value (standard scale)'], 'number'), column('raw', ['Wert wie gefragt', 'Value as asked'], 'number'),
    column('scale_low', ['Skala von', 'Scale from'], 'number'), column('scale_high', ['Skala bis', 'Scale to'], 'number'), column('text', ['Text', 'Text'], 'text', bytes),
  ];
}

interface Make {
  definitions: ReadonlyMap<number, Definition>;
  fields: readonly string[];
  hidden: Hidden;
  about: TableAbout;
  variables: readonly Variable[];
}

async function* readBatches(context: Context, tx: Db, make: Make): AsyncGenerator<FileRow[]> {
  const { survey, mayReadPersonalData, shape } = make.about;
  for (let rows = await fetchResponses(tx, ROWS_PER_FETCH); rows.length > 0; rows = await fetchResponses(tx, ROWS_PER_FETCH)) {
    const kept = await listKeptAnswers(context.history, survey, rows.filter(({ answers }) => answers === null).map(({ id, finishedAt }) => ({ id, at: finishedAt })));
    const ids = [...new Set(rows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])))];
    const names = mayReadPersonalData || ids.length === 0 ? new Map<string, string>() : await nameCustomers(context, ids);
    yield rows.flatMap((row) => {
      const definition = make.definitions.get(row.version ?? 1);
      if (!definition) return [];
      const answers = row.answers ?? answersFromHistory(questionsOf(definition), kept.get(row.id) ?? []);
      const name = names.get(row.customerId ?? '');
      const masked = (text: string) => (mayReadPersonalData ? text : redactText(text, name === undefined ? [] : [name]));
      const whole = { ...row, answers };
      const meta = metaCells(row, make);
      if (shape === 'responses') return [[...meta, ...hiddenCells(row, make), ...answerCells(whole, definition, make, masked)]];
      return answerRows(whole, definition, make.about.language, masked).map((cells) => [...meta, ...cells]);
    });
  }
}

type Whole = ResponseRow & { answers: NonNullable<ResponseRow['answers']> };

function metaCells({ id, version, startedAt, finishedAt, language, source, touchpoint, ending, customerId }: ResponseRow, { about }: Make): FileCell[] {
  const seconds = startedAt === null ? null : Math.max(0, Math.round((finishedAt.getTime() - startedAt.getTime()) / 1000));
  return [id, version ?? 1, startedAt, finishedAt, seconds, language, source, touchpoint, ending, ...(about.mayReadCustomers ? [customerId === null ? null : about.mayReadPersonalData ? customerId : pseudonymOf(customerId)] : [])];
}

/** A value that few have in common may say who it was. */
function hiddenCells({ hidden }: ResponseRow, { fields, hidden: { frequent }, about }: Make): FileCell[] {
  return fields.map((field) => {
    const value = hidden[field];
    return value === undefined || about.mayReadPersonalData || frequent.has(`${field}:${value}`) ? value : HIDDEN;
  });
}

function answerCells({ id, answers, language, source, hidden }: Whole, definition: Definition, { variables }: Make, masked: (text: string) => string): FileCell[] {
  const { asked } = walk(definition, answers, { language, source, hidden, seed: id });
  return variables.map((variable) => {
    const said = sayOf(variable, answers, asked);
    return variable.kind === 'text' && 'value' in said && typeof said.value === 'string' ? { value: masked(said.value) } : said;
  });
}

/** One row for each answer that figures know, in the order of the survey. */
function answerRows({ answers }: Whole, definition: Definition, language: string, masked: (text: string) => string): FileCell[][] {
  const questions = new Map(questionsOf(definition).map((question) => [question.id, question]));
  return typedAnswers(definition, answers).map(({ question: id, item, role, dimension, option, value, raw, low, high, text }) => {
    const question = questions.get(id);
    const parts = question === undefined ? [] : 'options' in question ? question.options.map(({ id: part, label }) => ({ id: part, words: label })) : 'rows' in question ? question.rows.map(({ id: part, text: words }) => ({ id: part, words })) : 'items' in question ? question.items.map(({ id: part, text: words }) => ({ id: part, words })) : [];
    return [id, titleIn(question?.title, language, definition.languages), item, role, dimension, option, wordsIn(parts.find((part) => part.id === option)?.words, language, definition.languages), value, raw, low, high, role === 'date' ? text : masked(text)];
  });
}
