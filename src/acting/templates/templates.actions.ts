import { encodeCursor, placeByText } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { getCustomer } from '../../people/customers/customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { checkTemplate, fillBlanks, listBlanks } from './check-template.logic.ts';
import { compileMessage, renderTemplate } from './render-template.logic.ts';
import { type Rendered, type Template, type TemplateChange, type TemplateInput, type TemplateLanguage, type TemplateListQuery, type TemplatePreview, templateLanguages, type TemplateText, type TemplateValues, templateVariables } from './templates.contract.ts';
import { findTemplateRow, insertTemplate, listMacrosUsing, listTemplateRows, removeTemplateRow, type TemplateRow, updateTemplate } from './templates.queries.ts';

export async function listTemplates(context: Context, query: TemplateListQuery): Promise<{ items: Template[]; nextCursor: string | null }> {
  const { kind = null, category = null, touchpoint = null, channel = null, limit } = query;
  const search = query.search ? `%${query.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : null;
  const rows = await listTemplateRows(context.db, { kind, search, category, touchpoint, channel, after: endOf(query.cursor), limit });
  const last = rows.at(-1);
  return { items: rows.map(present), nextCursor: last && rows.length === limit ? encodeCursor([last.name.toLowerCase(), last.id]) : null };
}

/** @throws template.not_found */
export async function getTemplate({ db }: Pick<Context, 'db'>, id: string): Promise<Template> {
  const row = await findTemplateRow(db, id);
  if (!row) throw noSuchTemplate();
  return present(row);
}

/** @throws template.invalid with the places, template.name_taken */
export async function createTemplate(context: Context, author: string, input: TemplateInput): Promise<Template> {
  refuseFaults(input);
  const id = newId();
  await orTaken(context.db.transaction().execute((tx) => insertTemplate(tx, input, { id, at: context.clock.now(), by: author })));
  return getTemplate(context, id);
}

/** @throws template.not_found, template.invalid with the places, template.name_taken, template.changed_meanwhile */
export async function changeTemplate(context: Context, author: string, id: string, { version, ...input }: TemplateChange): Promise<Template> {
  refuseFaults(input);
  const isChanged = await orTaken(context.db.transaction().execute((tx) => updateTemplate(tx, input, { id, at: context.clock.now(), by: author }, version ?? null)));
  if (!isChanged) {
    const { version: newer, updatedBy } = await getTemplate(context, id);
    throw new Problem('template.changed_meanwhile', `${updatedBy} has changed this text meanwhile.`, { version: newer });
  }
  return getTemplate(context, id);
}

/** What was written with it stays. @throws template.not_found, template.in_use */
export async function dropTemplate(context: Context, id: string): Promise<void> {
  const macros = await listMacrosUsing(context.db, id);
  if (macros.length > 0) throw new Problem('template.in_use', `Macros reply with this text: ${macros.map(({ name }) => name).join(', ')}.`, { macros: macros.map(({ name }) => name) });
  if (!(await removeTemplateRow(context.db, id, context.clock.now()))) throw noSuchTemplate();
}

const sample: TemplateValues = {
  customer: { name: 'Anna Müller', firstName: 'Anna', lastName: 'Müller', number: '4711' }, case: { number: 'V-100023', subject: 'Gespräche brechen ab' },
  agent: { name: 'Jana Peters' }, promise: { text: 'Rückruf', due: '3. März, 14:00 Uhr' },
};

/** A text as a sample customer would read it, or what is wrong with it; nothing is stored. */
export async function previewTemplate(context: Context, { source, subjectLine }: { source: string; subjectLine: string }): Promise<TemplatePreview> {
  const problems = [...checkTemplate(subjectLine).map((one) => ({ ...one, at: 'subjectLine' as const })), ...checkTemplate(source).map((one) => ({ ...one, at: 'source' as const }))];
  const variables = [...templateVariables];
  if (problems.length > 0) return { problems, subjectLine: '', html: '', text: '', variables };
  try {
    return { problems, ...render({ subjectLine, source }, { ...sample, ...(await readCompanyValues(context.db)) }), variables };
  } catch (error) {
    return { problems: [{ line: 1, column: 1, kind: 'not_allowed', name: null, problem: error instanceof Error ? error.message.slice(0, 300) : 'cannot be filled in', at: 'source' }], subjectLine: '', html: '', text: '', variables };
  }
}

/**
 * A template filled in: in the language wanted, else in another one that it has. The company's name is added; what else is not known stays empty and is named in `blanks`.
 * @throws template.not_found
 */
export async function renderTemplateById(context: Pick<Context, 'db'>, { templateId, language, values }: { templateId: string; language: string | null; values: TemplateValues }): Promise<Rendered> {
  const template = await getTemplate(context, templateId);
  const text = inLanguage(template.texts, language);
  if (!text) throw noSuchTemplate();
  const all = { ...(await readCompanyValues(context.db)), ...values };
  return { ...render(text, all), language: text.language, blanks: listBlanks(`${text.subjectLine}\n${text.source}`, all) };
}

/** What a template may say about a customer, for callers that fill it in on the server. @throws customer.not_found */
export async function readCustomerValues(context: Context, customerId: string): Promise<NonNullable<TemplateValues['customer']>> {
  const { name, traits, identifiers } = await getCustomer(context, customerId);
  const traitOf = (...keys: string[]) => keys.map((key) => traits[key]).find((value) => typeof value === 'string' && value.trim() !== '');
  const number = identifiers.find(({ kind }) => kind === 'customerNumber')?.value;
  const firstName = traitOf('firstName', 'first_name', 'firstname');
  const lastName = traitOf('lastName', 'last_name', 'lastname');
  // The name of somebody who never gave one is an address or a phone number: nobody wants to be greeted by that.
  const isNamed = !identifiers.some(({ value }) => value === name);
  return { name: isNamed ? name : '', ...(typeof firstName === 'string' ? { firstName } : {}), ...(typeof lastName === 'string' ? { lastName } : {}), ...(number === undefined ? {} : { number }) };
}

async function readCompanyValues(db: Db): Promise<TemplateValues> {
  const { controller } = await readPrivacySettings(db);
  return { company: { name: controller.name } };
}

function render({ subjectLine, source }: { subjectLine: string; source: string }, values: TemplateValues): { subjectLine: string; html: string; text: string } {
  const filled = fillBlanks(values);
  return { subjectLine: renderTemplate(subjectLine, filled, 'text').replaceAll(/\s+/g, ' ').trim(), ...compileMessage(source)(filled) };
}

function inLanguage(texts: readonly TemplateText[], language: string | null): TemplateText | undefined {
  const wanted = [language, ...templateLanguages];
  return wanted.flatMap((one) => texts.filter((text) => text.language === one))[0];
}

export function isTemplateLanguage(language: string | null | undefined): language is TemplateLanguage {
  return templateLanguages.some((one) => one === language);
}

function refuseFaults({ texts }: TemplateInput): void {
  const faults = texts.flatMap(({ language, subjectLine, source }) => [
    ...checkTemplate(subjectLine).map((fault) => ({ ...fault, language, at: 'subjectLine' })),
    ...checkTemplate(source).map((fault) => ({ ...fault, language, at: 'source' })),
  ]);
  const [first] = faults;
  if (!first) return;
  const places = faults.map(({ language, at, line, column, problem }) => ({ at: `texts.${language}.${at}:${line}:${column}`, reason: problem }));
  throw new Problem('template.invalid', `The text has an error in line ${first.line}, column ${first.column}: ${first.problem}.`, { faults, known: [...templateVariables] }, places);
}

async function orTaken<T>(saving: Promise<T>): Promise<T> {
  try {
    return await saving;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '23505')) throw error;
    throw 'constraint' in error && error.constraint === 'templates_shortcut'
      ? new Problem('template.shortcut_taken', 'Another text has this shortcut.')
      : new Problem('template.name_taken', 'Another text has this name.');
  }
}

const noSuchTemplate = () => new Problem('template.not_found', 'There is no such text.');
const present = (row: TemplateRow): Template => ({ ...row, updatedAt: row.updatedAt.toISOString() });

export function endOf(cursor: string | undefined): { name: string; id: string } | null {
  const place = placeByText(cursor);
  return place && { name: place.text, id: place.id };
}
