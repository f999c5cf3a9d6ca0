import type { Context } from '../../platform/context.ts';
import type { PrivacyParts } from './personal-data.actions.ts';
import type { ProcessingRecord } from './processing-record.contract.ts';
import { readPrivacySettings } from './privacy-settings.actions.ts';
import { listRetention } from './retention.actions.ts';

/** The record of processing activities (Art. 30), from what is configured at this moment. */
export async function readProcessingRecord(context: Context, parts: PrivacyParts): Promise<ProcessingRecord> {
  const [settings, retention, facts] = await Promise.all([readPrivacySettings(context.db), listRetention(context, parts), parts.readFacts(context)]);
  const rules = new Map(retention.map((one) => [one.kind, one]));
  return {
    madeAt: context.clock.now().toISOString(),
    installation: context.settings.publicUrl,
    controller: settings.controller,
    officer: settings.officer,
    categories: parts.holders.map(({ name, category }) => {
      const { rule = null, usualDays = null, actions = [] } = rules.get(name) ?? {};
      const [usual = 'delete'] = actions;
      if (rule === null) return { ...category, rule: usualDays === null ? null : { action: usual, afterDays: usualDays } };
      return { ...category, rule: { action: rule.action, afterDays: rule.afterDays } };
    }),
    ...facts,
    measures: [...facts.measures, ...(settings.fourEyes ? [{ key: 'four_eyes', de: 'Löschungen bestätigt eine zweite Person.', en: 'A second person confirms erasures.' }] : [])],
  };
}
