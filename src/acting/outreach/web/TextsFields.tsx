import { Tabs, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutreachText } from '../outreach.contract.ts';
import classes from './outreach.module.css';

export const emptyTexts: OutreachText[] = [{ language: 'de', channel: null, subjectLine: '', text: '' }, { language: 'en', channel: null, subjectLine: '', text: '' }];
const isWritten = ({ subjectLine, text }: OutreachText) => subjectLine.trim() !== '' && text.trim() !== '';
/** Those that say something; a language that is left empty is not sent. */
export const textsIn = (texts: readonly OutreachText[]) => texts.filter(isWritten);

/** The words for each language, and for a channel that needs its own. */
export function TextsFields({ texts, onChange, isWanted = false }: { texts: readonly OutreachText[]; onChange: (texts: OutreachText[]) => void; isWanted?: boolean }) {
  const { t } = useTranslation('outreach');
  const change = (place: number, part: Partial<OutreachText>) => onChange(texts.map((text, index) => (index === place ? { ...text, ...part } : text)));
  const name = ({ language, channel }: OutreachText) => (channel === null ? t(`language.${language}`) : `${t(`language.${language}`)} · ${t(`channel.${channel}`)}`);
  return (
    <fieldset className={classes.fields}>
      <legend>{t('new.texts')}</legend>
      <p className={classes.soft}>{t('new.textsHint', { name: '{{ customer.name }}', interpolation: { escapeValue: false } })}</p>
      {isWanted && textsIn(texts).length === 0 && <p className={classes.wrong} role="alert">{t('new.textMissing')}</p>}
      <Tabs defaultValue="0" keepMounted={false}>
        <Tabs.List>{texts.map((text, index) => <Tabs.Tab key={name(text)} value={String(index)}>{name(text)}</Tabs.Tab>)}</Tabs.List>
        {texts.map((text, index) => (
          <Tabs.Panel key={name(text)} value={String(index)} pt="sm">
            <TextInput label={t('new.subjectLine')} value={text.subjectLine} lang={text.language} onChange={(event) => change(index, { subjectLine: event.currentTarget.value })} maxLength={200} />
            <Textarea label={t('new.text')} value={text.text} lang={text.language} onChange={(event) => change(index, { text: event.currentTarget.value })} autosize minRows={8} maxRows={24} maxLength={20_000} mt="sm" />
          </Tabs.Panel>
        ))}
      </Tabs>
    </fieldset>
  );
}
