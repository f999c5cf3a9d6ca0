import { listAttributes } from '../../people/attributes/attributes.actions.ts';
import { partsOf, questionsOf } from '../../listening/results/parts.logic.ts';
import { getPublished } from '../../listening/surveys/versions/published.actions.ts';
import { listSurveysFor } from '../../listening/surveys/manage-surveys.actions.ts';
import { surveyListQuerySchema } from '../../listening/surveys/surveys.contract.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { listAskedItems, listNamedIn } from './choices.analytics.ts';
import type { Choices } from './explore.contract.ts';

/** What the page can ask for, as far as answers and customers know it. */
export async function listChoices(context: Context, actor: Actor, visible: readonly string[] | null, lang: 'de' | 'en'): Promise<Choices> {
  const [items, groups, channels, attributes] = [
    await listAskedItems(context.history, visible), await listNamedIn(context.history, 'target_group', visible), await listNamedIn(context.history, 'channel', visible), await listAttributes(context),
  ];
  const names = new Map((await listSurveysFor(context, actor, surveyListQuerySchema.parse({ limit: 200 }))).items.map(({ code, nameDe, nameEn }) => [code, lang === 'de' ? nameDe : nameEn]));
  const questions = await Promise.all([...Map.groupBy(items, ({ survey }) => survey)].map(async ([survey, own]) => {
    const texts = await textsOf(context, survey, lang);
    return own.map(({ item, role }) => ({ survey, surveyName: names.get(survey) ?? survey, item, text: texts.get(item) ?? item, role }));
  }));
  return {
    questions: questions.flat(), groups: groups.map(({ name }) => name), channels: channels.map(({ name }) => name),
    attributes: attributes.map(({ key, labelDe, labelEn, values }) => ({ key, name: lang === 'de' ? labelDe : labelEn, values: values.map(({ value }) => value) })),
  };
}

/** What each item asks, as the published version says it; the code stays where a survey is gone. */
async function textsOf(context: Context, survey: string, lang: 'de' | 'en'): Promise<Map<string, string>> {
  const published = await getPublished(context, survey).catch(() => null);
  if (!published) return new Map();
  const said = (words: Readonly<Record<string, string>> | null | undefined): string => words?.[lang] ?? Object.values(words ?? {})[0] ?? '';
  return new Map(questionsOf(published.definition).flatMap((question) => partsOf(question).map((part) => [part.item, [said(question.title), said(part.label)].filter((words) => words !== '').join(' – ')] as const)));
}
