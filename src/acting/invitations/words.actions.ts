import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { getPublished } from '../../listening/surveys/versions/published.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { readMailSender } from '../channels/mail-adapter.actions.ts';
import { compileBody, valuesFor } from '../messages/compose.logic.ts';
import { getDistribution } from './distributions.actions.ts';
import type { InvitationText, InvitationWords } from './invitations.contract.ts';
import { firstQuestionOf, mailWords, shortWords, type Template } from './words.logic.ts';

const examples = { de: 'Anna Beispiel', en: 'Anna Example' };

/** What somebody reads, filled in for an example. The link leads nowhere in particular. @throws distribution.not_found, survey.not_found for one that was never published */
export async function readWords(context: Context, actor: Actor, id: string, { language, part }: { language: InvitationText['language']; part: InvitationText['part'] }): Promise<InvitationWords> {
  const { survey, texts, kind } = await getDistribution(context, actor, id);
  const { definition, survey: { kind: surveyKind } } = await getPublished(context, survey);
  const [{ controller }, sender] = await Promise.all([readPrivacySettings(context.db), readMailSender(context)]);
  const source = { definition, texts, language, part, isStaff: kind === 'staff', isAfterContact: surveyKind === 'transactional' };
  const fill = (words: Template, end: string) => compileBody({ ...words, id, isTemplate: true })(valuesFor({ name: examples[language], traits: null }, sender.name || controller.name, { survey: { link: `${context.settings.publicUrl}/s/${survey}?t=…${end}` } }));
  const [mail, short] = [fill(mailWords(source), `&lang=${language}`), fill(shortWords(source), '')];
  const question = firstQuestionOf(definition, language);
  return { subjectLine: mail.subjectLine, text: mail.text, html: mail.html ?? '', sms: short.text, firstQuestion: question && { id: question.id, title: question.title, choices: question.choices } };
}
