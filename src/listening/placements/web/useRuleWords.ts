import { useTranslation } from 'react-i18next';
import type { Trigger } from '../placements.contract.ts';

/** Rules of a placement in a few words. */
export function useRuleWords(): { trigger(trigger: Trigger): string } {
  const { t } = useTranslation('placements');
  return {
    trigger: (trigger) => {
      if (trigger.on === 'event') return t('words.event', { event: trigger.event });
      if (trigger.on === 'scroll') return t('words.scroll', { pct: trigger.pct });
      if (trigger.on === 'time') return t('words.time', { count: trigger.seconds });
      return t(`words.${trigger.on}`);
    },
  };
}
