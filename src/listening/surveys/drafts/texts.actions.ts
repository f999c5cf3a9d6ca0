import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { definitionSchema } from '../definition.contract.ts';
import { getDraft, saveDraft } from './drafts.actions.ts';
import type { TextsInput, TextsTaken } from './drafts.contract.ts';
import { readTextsCsv, writeTextsCsv } from '../exchange/texts-csv.ts';
import { completenessOf, listTexts } from './texts.logic.ts';
import { readXliff } from '../exchange/read-xliff.ts';
import { takeTranslations, TextsFault, type Translated } from '../exchange/translations.logic.ts';
import { writeXliff12, writeXliff20 } from '../exchange/write-xliff.logic.ts';

export interface TextsFile {
  name: string;
  contentType: string;
  content: string;
}

/** The texts of a draft for those who translate them. @throws survey.not_found, survey.texts_invalid */
export async function exportTexts(context: Context, actor: Actor, code: string, { format, language }: { format: TextsInput['format']; language?: string | undefined }): Promise<TextsFile> {
  const { definition } = await getDraft(context, actor, code);
  const [sourceLanguage = 'de'] = definition.languages;
  const texts = listTexts(definition);
  if (format === 'csv') return { name: `${code}.csv`, contentType: 'text/csv; charset=utf-8', content: writeTextsCsv(texts, language === undefined || definition.languages.includes(language) ? definition.languages : [...definition.languages, language]) };
  if (language === undefined || language === sourceLanguage) throw new Problem('survey.texts_invalid', 'Say into which language is to be translated.', {}, [{ at: 'language', reason: language === undefined ? 'is missing' : 'is the language of the originals' }]);
  const file = { original: code, sourceLanguage, targetLanguage: language, texts };
  return { name: `${code}.${language}.xlf`, contentType: format === 'xliff' ? 'application/x-xliff+xml; charset=utf-8' : 'application/xliff+xml; charset=utf-8', content: format === 'xliff' ? writeXliff12(file) : writeXliff20(file) };
}

/** Takes a translated file into the draft; all or nothing. @throws survey.not_found, survey.changed_meanwhile, survey.texts_invalid */
export async function importTexts(context: Context, actor: Actor, code: string, { revision, format, content, language }: TextsInput): Promise<TextsTaken> {
  const draft = await getDraft(context, actor, code);
  const [base = 'de'] = draft.definition.languages;
  const taken = refusingFaults(() => takeTranslations(draft.definition, format === 'csv' ? readTextsCsv(content, base) : readXliff(content), language));
  if (taken.languages.length === 0) throw new Problem('survey.texts_invalid', 'The file holds no translation.');
  const checked = definitionSchema.safeParse(taken.definition);
  if (!checked.success) {
    throw new Problem('survey.texts_invalid', 'Not all texts can be taken. Nothing was changed.', {}, checked.error.issues.slice(0, 50).map((issue) => ({ at: issue.path.join('.'), reason: issue.message })));
  }
  const saved = await saveDraft(context, actor, code, { revision, definition: checked.data });
  const { changed, languages, unknown, outdated } = taken;
  return { revision: saved.revision, changed, languages, unknown: unknown.slice(0, 200), outdated: outdated.slice(0, 200), completeness: completenessOf(checked.data) };
}

function refusingFaults(take: () => Translated): Translated {
  try {
    return take();
  } catch (error) {
    if (error instanceof TextsFault) throw new Problem('survey.texts_invalid', error.message);
    throw error;
  }
}
