import { useMemo } from 'react';
import { Button, Checkbox, CloseButton, CopyButton, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { type Definition, responseSources } from '../../surveys/definition.contract.ts';
import { surveyUrl } from '../survey-url.logic.ts';
import { qrSvg } from '../qr-code.logic.ts';
import { saveFile, svgToPng } from './save-picture.ts';
import { listPrefillable } from './share-link.logic.ts';
import { useLanguageName } from './useLanguageName.ts';
import classes from './placements.module.css';

export interface LinkParts {
  language: string;
  source: string;
  hidden: Record<string, string>;
  prefill: { id: string; value: string }[];
  skipsPrefilled: boolean;
}
export const emptyParts: LinkParts = { language: '', source: '', hidden: {}, prefill: [], skipsPrefilled: false };

/** Hidden fields and answers of an address together, as they stand in it. */
export const valuesOf = ({ hidden, prefill }: LinkParts): Record<string, string> => Object.fromEntries([...Object.entries(hidden), ...prefill.map(({ id, value }) => [id, value] as const)].filter(([id, value]) => id !== '' && value.trim() !== ''));

/** Ways that somebody can name in an address. */
const sources = responseSources.filter((source) => !['api', 'import', 'staff', 'link', 'widget', 'kiosk'].includes(source));

interface LinkBuilderProps {
  code: string;
  definition: Definition;
  parts: LinkParts;
  onChange: (parts: LinkParts) => void;
}

/** The address of a survey with what it should say already, and its code to scan. */
export function LinkBuilder({ code, definition, parts, onChange }: LinkBuilderProps) {
  const { t, i18n } = useTranslation('placements');
  const languageName = useLanguageName();
  const tellFailure = useTellFailure();
  const questions = useMemo(() => listPrefillable(definition, i18n.language), [definition, i18n.language]);
  const set = (change: Partial<LinkParts>) => onChange({ ...parts, ...change });
  const setPrefill = (at: number, change: Partial<LinkParts['prefill'][number]>) => set({ prefill: parts.prefill.map((one, place) => (place === at ? { ...one, ...change } : one)) });
  const url = surveyUrl(window.location.origin, code, { language: parts.language, source: parts.source, values: valuesOf(parts), skipsPrefilled: parts.skipsPrefilled });
  const picture = useMemo(() => qrSvg(url, t('share.qrLabel', { url })), [url, t]);
  return (
    <div className={classes.share}>
      <div className={classes.fields}>
        <div className={classes.pair}>
          {definition.languages.length > 1 && <NativeSelect label={t('share.language')} value={parts.language} onChange={(event) => set({ language: event.currentTarget.value })} data={[{ value: '', label: t('share.anyLanguage') }, ...definition.languages.map((tag) => ({ value: tag, label: languageName(tag) }))]} />}
          <NativeSelect label={t('share.source')} value={parts.source} onChange={(event) => set({ source: event.currentTarget.value })} data={[{ value: '', label: t('source.link') }, ...sources.map((source) => ({ value: source, label: t(`source.${source}`) }))]} />
          {definition.hidden.map(({ id, label }) => <TextInput key={id} label={label === undefined || label === '' ? id : label} description={t('share.hidden')} inputWrapperOrder={['label', 'input', 'description', 'error']} maxLength={500} value={parts.hidden[id] ?? ''} onChange={(event) => set({ hidden: { ...parts.hidden, [id]: event.currentTarget.value } })} />)}
        </div>
        {parts.prefill.map(({ id, value }, at) => {
          const options = questions.find((question) => question.id === id)?.options ?? [];
          return (
            <div key={at} className={classes.rule} role="group" aria-label={t('share.prefilled', { number: at + 1 })}>
              <NativeSelect label={t('share.question')} value={id} onChange={(event) => setPrefill(at, { id: event.currentTarget.value, value: '' })} data={[{ value: '', label: t('form.choose') }, ...questions.map((question) => ({ value: question.id, label: question.title.slice(0, 80) }))]} />
              {options.length > 0
                ? <NativeSelect label={t('share.answer')} value={value} onChange={(event) => setPrefill(at, { value: event.currentTarget.value })} data={[{ value: '', label: t('form.choose') }, ...options.map((option) => ({ value: option.id, label: option.label }))]} />
                : <TextInput label={t('share.answer')} maxLength={500} value={value} onChange={(event) => setPrefill(at, { value: event.currentTarget.value })} />}
              <CloseButton size="lg" aria-label={t('share.removePrefilled', { number: at + 1 })} onClick={() => set({ prefill: parts.prefill.filter((_, place) => place !== at) })} />
            </div>
          );
        })}
        <div>{questions.length > 0 && parts.prefill.length < 20 && <Button variant="subtle" size="xs" onClick={() => set({ prefill: [...parts.prefill, { id: '', value: '' }] })}>{t('share.addPrefilled')}</Button>}</div>
        {parts.prefill.length > 0 && <Checkbox label={t('share.skip')} checked={parts.skipsPrefilled} onChange={(event) => set({ skipsPrefilled: event.currentTarget.checked })} />}
        <div className={classes.address}>
          <TextInput label={t('share.address')} readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
          <CopyButton value={url}>{({ copied, copy }) => <Button variant="default" onClick={copy} aria-live="polite">{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
          <Button variant="subtle" component="a" href={url} target="_blank" rel="noreferrer">{t('share.visit')}</Button>
        </div>
      </div>
      <div className={classes.fields}>
        {/* Our own picture, made of numbers only. */}
        <div className={classes.qr} dangerouslySetInnerHTML={{ __html: picture }} />
        <div>
          <Button variant="subtle" size="xs" onClick={() => saveFile(`qr-${code}.svg`, new Blob([picture], { type: 'image/svg+xml' }))}>{t('share.svg')}</Button>
          <Button variant="subtle" size="xs" onClick={() => void svgToPng(picture, 1_200).then((png) => saveFile(`qr-${code}.png`, png), tellFailure)}>{t('share.png')}</Button>
        </div>
      </div>
    </div>
  );
}
