import { Button, CopyButton, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Links } from '../../responses/links/links.contract.ts';
import { saveFile } from './save-picture.ts';
import { linksCsv } from './share-link.logic.ts';
import classes from './placements.module.css';

const SHOWN = 5;

/** Links that were just made, to be taken along: their addresses are kept nowhere. */
export function MadeLinks({ code, made: { links, pins } }: { code: string; made: Links }) {
  const { t } = useTranslation('placements');
  return (
    <div role="status" className={`${classes.fields} ${classes.made}`}>
      <p className={classes.strong}>{t('links.once', { count: links.length })}</p>
      {links.slice(0, SHOWN).map((link, place) => {
        const pin = pins?.[place];
        return (
          <div key={link} className={classes.address}>
            <TextInput aria-label={t('links.made', { number: place + 1 })} {...(pin === undefined ? {} : { description: t('links.pinIs', { pin }) })} inputWrapperOrder={['label', 'input', 'description', 'error']} readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
            <CopyButton value={link}>{({ copied, copy }) => <Button variant="default" onClick={copy} aria-live="polite" aria-label={t('links.copyOne', { number: place + 1 })}>{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
          </div>
        );
      })}
      <div><Button variant="default" onClick={() => saveFile(`links-${code}.csv`, new Blob([linksCsv(links, pins)], { type: 'text/csv' }))}>{t('links.save', { count: links.length })}</Button></div>
    </div>
  );
}
