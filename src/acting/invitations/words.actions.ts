import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import { getPublished } from '../../listening/surveys/published.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { readMailSender } from '../channels/mail-adapter.actions.ts';
import { compileBody, valuesFor } from '../messages/compose.logic.ts';
import { getDistribution } from './distributions.actions.ts';
import type { InvitationText, InvitationWords } from './invitations.contract.ts';
import { firstQuestionOf, mailWords, shortWords } from './words.logic.ts';

const examples = { de: 'Anna Beispiel', en: 'Anna Example' };

/** What somebody reads, filled in for an example. The link leads nowhere in particular. @throws distribution.not_found, survey.not_found for one that was never published */
export async function readWords(context: Context, actor: Actor, id: string, { language, part }: { language: InvitationText['language']; part: InvitationText['part'] }): Promise<InvitationWords> {
  const { survey, texts, kind } = await getDistribution(context, actor, id);
  const { definition } = await getPublished(context, survey);
  const [{ controller }, sender] = await Promise.all([readPrivacySettings(context.db), readMailSender(context)]);
  const source = { definition, texts, language, part, isStaff: kind === 'staff' };
  const values = valuesFor({ name: examples[language], traits: null }, sender.name || controller.name, { survey: { link: `${context.settings.publicUrl}/s/${survey}?t=…&lang=${language}` } });
  const [mail, short] = [mailWords(source), shortWords(source)].map((words) => compileBody({ ...words, id, isTemplate: true })(values));
  const question = firstQuestionOf(definition, language);
  return { subjectLine: mail?.subjectLine ?? '', text: mail?.text ?? '', html: mail?.html ?? '', sms: short?.text ?? '', firstQuestion: question && { id: question.id, title: question.title, choices: question.choices } };
}
