import type { IssueForOutreach } from '../known-issues/known-issues.contract.ts';
import type { MessageChannel } from '../messages/messages.contract.ts';
import { checkTemplate } from '../templates/check-template.logic.ts';
import type { OutreachState, OutreachText } from './outreach.contract.ts';
import { outreachVariables } from './outreach.contract.ts';

/** Says where an outreach stands, from its dated facts. */
export function stateOf({ startedAt, lookedAt, pausedAt, stoppedAt, finishedAt, isLive }: { startedAt: Date | null; lookedAt: Date | null; pausedAt: Date | null; stoppedAt: Date | null; finishedAt: Date | null; isLive: boolean }): OutreachState {
  if (stoppedAt) return 'stopped';
  if (!startedAt) return 'draft';
  if (pausedAt) return 'paused';
  if (!lookedAt) return 'preparing';
  if (!finishedAt) return 'running';
  return isLive ? 'live' : 'finished';
}

const steps = { de: 'So gehen Sie vor:', en: 'What to do:' };

/** The words of a known issue as those of an outreach: text, steps, download. */
export function textsOf({ texts, downloadUrl }: Pick<IssueForOutreach, 'texts' | 'downloadUrl'>): OutreachText[] {
  return (['de', 'en'] as const).flatMap((language) => {
    const own = texts[language];
    if (!own) return [];
    const list = own.steps.length === 0 ? [] : [`${steps[language]}\n\n${own.steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`];
    return [{ language, channel: null, subjectLine: own.subjectLine, text: [own.text, ...list, ...(downloadUrl === null ? [] : [downloadUrl])].join('\n\n') }];
  });
}

/** What is wrong with the texts of an outreach; empty = it can be sent. */
export function problemsOf(texts: readonly OutreachText[], channels: readonly MessageChannel[]): { at: string; reason: string }[] {
  const wrong = texts.flatMap((text, index) => (['subjectLine', 'text'] as const).flatMap((part) =>
    checkTemplate(text[part], outreachVariables).map(({ line, column, problem }) => ({ at: `body.texts[${index}].${part}`, reason: `line ${line}, column ${column}: ${problem}` }))));
  const wordless = channels.filter((channel) => !texts.some((text) => text.channel === null || text.channel === channel));
  return [...wrong, ...wordless.map((channel) => ({ at: 'body.texts', reason: `has no text for ${channel}` }))];
}

/** The words for one language and channel: the language first, then words made for this channel. */
export function textFor(texts: readonly OutreachText[], language: string | null, channel: MessageChannel | null): OutreachText | undefined {
  const fitting = texts.filter((text) => text.channel === null || text.channel === channel);
  const better = (text: OutreachText) => (text.language === language ? 2 : 0) + (text.channel === null ? 0 : 1);
  return fitting.toSorted((a, b) => better(b) - better(a))[0];
}
