/** @jsxImportSource preact */
import type { Definition } from '../../../listening/surveys/definition.contract.ts';
import { Notice } from './Notice.tsx';
import { useSurvey } from './survey-context.ts';
import type { Answering } from './useAnswering.ts';

/** The last word: the ending that the answers lead to, or why they could not be taken. */
export function Ending({ answering: { outcome, walked }, definition, closing }: { answering: Answering; definition: Definition; closing: { action?: { label: string; do(): void } } }) {
  const { say, text } = useSurvey();
  const state = outcome?.state ?? 'finished';
  if (state === 'quota_full' || state === 'closed') return <Notice title={say(`${state}.title`)} text={text(state === 'closed' ? definition.closing?.closed : definition.closing?.quotaFull) || say(`${state}.text`)} {...closing} />;
  if (state === 'answered' || state === 'expired') return <Notice title={say(`${state}.title`)} text={say(`${state}.text`)} {...closing} />;
  const ending = definition.endings.find(({ id }) => id === outcome?.ending) ?? walked.ending;
  const title = text(ending.title);
  return <Notice title={title || say('thanks.title')} text={text(ending.text) || (title === '' ? say('thanks.text') : '')} link={ending.link && { url: ending.link.url, label: text(ending.link.label) || ending.link.url }} isGood {...closing} />;
}
