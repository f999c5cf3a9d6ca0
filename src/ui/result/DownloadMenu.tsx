import { Menu, UnstyledButton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '../download.ts';
import { useTellFailure } from '../feedback/undo.tsx';
import { drawPng, takePicture } from './picture.ts';
import { fileNameOf, type ResultTable, writeCsv } from './result-table.logic.ts';
import classes from './result.module.css';

interface DownloadMenuProps {
  title: string;
  table: ResultTable;
  /** Where the picture is. */
  picture: RefObject<HTMLDivElement | null>;
  /** Written below the picture: what it rests on. */
  evidence: string;
}

/** Takes a result out as figures or as a picture; made here, nothing is asked of the server. */
export function DownloadMenu({ title, table, picture, evidence }: DownloadMenuProps) {
  const { t, i18n } = useTranslation('ui');
  const tellFailure = useTellFailure();
  const [hasPicture, setHasPicture] = useState(false);
  const language = i18n.language === 'de' ? 'de' : 'en';
  const name = fileNameOf(title);
  const take = () => takePicture(picture.current, { title, foot: evidence });
  const saveSvg = () => {
    const taken = take();
    if (taken) saveFile({ name: `${name}.svg`, content: new Blob([taken.svg], { type: 'image/svg+xml' }) });
  };
  const savePng = () => {
    const taken = take();
    if (taken) void drawPng(taken).then((content) => saveFile({ name: `${name}.png`, content })).catch(tellFailure);
  };
  return (
    <Menu position="bottom-end" onOpen={() => setHasPicture(picture.current?.querySelector('svg') != null)}>
      <Menu.Target><UnstyledButton className={classes.quiet} aria-label={t('result.downloadOf', { title })}><IconDownload size={15} stroke={1.6} aria-hidden /> {t('result.download')}</UnstyledButton></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => saveFile({ name: `${name}.csv`, content: new Blob([writeCsv(table, language)], { type: 'text/csv;charset=utf-8' }) })}>{t('result.csv')}</Menu.Item>
        {hasPicture && <Menu.Item onClick={saveSvg}>{t('result.svg')}</Menu.Item>}
        {hasPicture && <Menu.Item onClick={savePng}>{t('result.png')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
