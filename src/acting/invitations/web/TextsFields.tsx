import { Tabs, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InvitationText } from '../invitations.contract.ts';
import classes from './invitations.module.css';

export const emptyTexts: InvitationText[] = (['de', 'en'] as const).flatMap((language) => (['invitation', 'reminder'] as const).map((part) => ({ language, part, subjectLine: '', text: '' })));

/** The company's own words; left empty, ours are used. */
export function TextsFields({ texts, onChange }: { texts: readonly InvitationText[]; onChange: (texts: InvitationText[]) => void }) {
  const { t } = useTranslation('invitations');
  const change = (place: number, part: Partial<InvitationText>) => onChange(texts.map((text, index) => (index === place ? { ...text, ...part } : text)));
  const name = ({ language, part }: InvitationText) => `${t(`part.${part}`)} · ${t(`language.${language}`)}`;
  return (
    <fieldset className={classes.fields}>
      <legend>{t('new.texts')}</legend>
      <p className={classes.soft}>{t('new.textsHint', { name: '{{ customer.name }}', interpolation: { escapeValue: false } })}</p>
      <Tabs defaultValue="0" keepMounted={false}>
        <Tabs.List>{texts.map((text, index) => <Tabs.Tab key={name(text)} value={String(index)}>{name(text)}</Tabs.Tab>)}</Tabs.List>
        {texts.map((text, index) => (
          <Tabs.Panel key={name(text)} value={String(index)} pt="sm">
            <TextInput label={t('new.subjectLine')} value={text.subjectLine} lang={text.language} onChange={(event) => change(index, { subjectLine: event.currentTarget.value })} maxLength={200} />
            <Textarea label={t('new.text')} value={text.text} lang={text.language} onChange={(event) => change(index, { text: event.currentTarget.value })} autosize minRows={5} maxRows={20} maxLength={5_000} mt="sm" />
          </Tabs.Panel>
        ))}
      </Tabs>
    </fieldset>
  );
}
