import { listAttributes } from '../../../people/attributes/attributes.actions.ts';
import { partsOf, questionsOf } from '../../../listening/results/parts.logic.ts';
import { findPublished, type PublishedSurvey } from '../../../listening/surveys/versions/published.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { listAskedItems, listNamedIn } from './choices.analytics.ts';
import type { Choices } from './explore.contract.ts';

/** What the page can ask for, as far as answers and customers know it. */
export async function listChoices(context: Context, visible: readonly string[] | null, lang: 'de' | 'en'): Promise<Choices> {
  const items = await listAskedItems(context.history, visible);
  const groups = await listNamedIn(context.history, 'target_group', visible);
  const channels = await listNamedIn(context.history, 'channel', visible);
  const attributes = await listAttributes(context);
  const questions = await Promise.all([...Map.groupBy(items, ({ survey }) => survey)].map(async ([survey, own]) => {
    const published = await findPublished(context, survey);
    const surveyName = published ? published.survey[lang === 'de' ? 'nameDe' : 'nameEn'] : survey;
    const texts = published ? textsOf(published, lang) : new Map<string, string>();
    return own.map(({ item, role }) => ({ survey, surveyName, item, text: texts.get(item) ?? item, role }));
  }));
  return {
    questions: questions.flat(), groups: groups.map(({ name }) => name), channels: channels.map(({ name }) => name),
    attributes: attributes.map(({ key, labelDe, labelEn, values }) => ({ key, name: lang === 'de' ? labelDe : labelEn, values: values.map(({ value }) => value) })),
  };
}

/** What each item asks, as the published version says it; the code stays where a survey is gone. */
function textsOf({ definition }: PublishedSurvey, lang: 'de' | 'en'): Map<string, string> {
  const said = (words: Readonly<Record<string, string>> | null | undefined): string => words?.[lang] ?? Object.values(words ?? {})[0] ?? '';
  return new Map(questionsOf(definition).flatMap((question) => partsOf(question).map((part) => [part.item, [said(question.title), said(part.label)].filter((words) => words !== '').join(' – ')] as const)));
}
