import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { RulePreview as Preview } from '../inventory.contract.ts';
import { countableRules, type RuleDraft } from './draft.logic.ts';
import classes from './touchpoints.module.css';

const TYPING_MS = 300;
const PLACES_SHOWN = 6;

/** What the rules would catch, while they are being typed. */
export function RulePreview({ rules }: { rules: readonly RuleDraft[] }) {
  const { t } = useTranslation('touchpoints');
  const [asked] = useDebouncedValue(JSON.stringify(countableRules(rules)), TYPING_MS);
  const preview = useQuery({
    queryKey: ['touchpoints', 'rule-preview', asked],
    queryFn: ({ signal }) => api.post<Preview>('/api/touchpoints/rule-preview', { body: { rules: JSON.parse(asked) }, signal }),
    enabled: asked !== '[]',
    placeholderData: (before) => before,
  });
  if (asked === '[]') return null;
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  return <div className={classes.preview} role="status">{preview.data ? <Found preview={preview.data} /> : t('preview.counting')}</div>;
}

function Found({ preview: { contacts, alreadyAt, examples } }: { preview: Preview }) {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  if (contacts === 0) return <p>{t('preview.none')}</p>;
  return (
    <>
      <p><Trans t={t} i18nKey="preview.catch" count={contacts} values={{ formatted: format.integer(contacts) }} components={{ b: <strong /> }} /></p>
      <p>{t('preview.now')} {format.list(alreadyAt.slice(0, PLACES_SHOWN).map(({ touchpoint, n }) => `${touchpoint ?? t('preview.nowhere')} (${format.integer(n)})`))}</p>
      <p className={classes.soft}>{t('preview.examples')}</p>
      <ul>
        {examples.map((example, index) => (
          <li key={index}>
            <When at={example.at} as="dateTime" /> · {example.kind} · {t(`channel.${example.channel}`, { defaultValue: example.channel })} · {example.source}
            {example.text && <> · „{example.text.slice(0, 120)}“</>}
            {example.properties && Object.keys(example.properties).length > 0 && <><br /><code>{JSON.stringify(example.properties).slice(0, 200)}</code></>}
          </li>
        ))}
      </ul>
    </>
  );
}
