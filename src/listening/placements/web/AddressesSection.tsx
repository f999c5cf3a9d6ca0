import { useState, type FormEvent } from 'react';
import { Button, Group, Menu, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useDownload } from '../../../ui/download.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Address } from '../addresses.contract.ts';
import { qrSvg } from '../qr-code.logic.ts';
import { asPrinted } from '../survey-url.logic.ts';
import { type LinkParts, valuesOf } from './LinkBuilder.tsx';
import { saveFile, svgToPng } from './save-picture.ts';
import classes from './placements.module.css';

const papers = ['a4', 'a5'] as const;

/** Short addresses for paper: one per place, so that one sees where people answer. */
export function AddressesSection({ code, parts }: { code: string; parts: LinkParts }) {
  const { t } = useTranslation('placements');
  const queries = useQueryClient();
  const mayUpdate = useCan('update', 'survey');
  const path = `/api/surveys/${encodeURIComponent(code)}/addresses`;
  const key = ['placements', 'addresses', code];
  const [name, setName] = useState('');
  const [removed, setRemoved] = useState<Address | null>(null);
  const addresses = useQuery({ queryKey: key, queryFn: async ({ signal }) => (await api.get<{ items: Address[] }>(path, { query: { limit: 200 }, signal })).items });
  const make = useMutation({
    mutationFn: () => api.post<Address>(path, { body: { name: name.trim(), language: parts.language === '' ? null : parts.language, values: valuesOf(parts), skipsPrefilled: parts.skipsPrefilled } }),
    onSuccess: () => {
      setName('');
      return queries.invalidateQueries({ queryKey: key });
    },
  });
  const columns = useColumns(path, mayUpdate ? setRemoved : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !make.isPending) make.mutate();
  };
  return (
    <Section title={t('paper.title')} note={t('paper.note')}>
      {mayUpdate && (
        <form className={classes.address} onSubmit={submit}>
          <TextInput label={t('paper.name')} placeholder={t('paper.nameHint')} maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" variant="light" loading={make.isPending} disabled={name.trim() === ''}>{t('paper.make')}</Button>
        </form>
      )}
      {make.isError && <ErrorState error={make.error} />}
      <Loaded query={addresses} isEmpty={(items) => items.length === 0} empty={<p className={classes.soft}>{t('paper.none')}</p>}>
        {(items) => <DataTable caption={t('paper.caption')} rows={items} columns={columns} rowId={({ short }) => short} />}
      </Loaded>
      <Confirm
        isOpen={removed !== null} onClose={() => setRemoved(null)} title={t('paper.removeQuestion', { name: removed?.name ?? '' })} confirmLabel={t('paper.remove')} tone="danger"
        onConfirm={async () => {
          await api.delete(`${path}/${removed?.short ?? ''}`);
          await queries.invalidateQueries({ queryKey: key });
        }}
      >{t('paper.removeText', { address: asPrinted(removed?.url ?? '') })}</Confirm>
    </Section>
  );
}

function useColumns(path: string, onRemove: ((address: Address) => void) | null): Column<Address>[] {
  const { t } = useTranslation('placements');
  const format = useFormat();
  return [
    { key: 'name', header: t('paper.place'), cell: ({ name }) => name },
    { key: 'address', header: t('paper.address'), cell: ({ url }) => <a className={classes.link} href={url} target="_blank" rel="noreferrer">{asPrinted(url)}</a> },
    { key: 'opened', header: t('paper.opened'), align: 'end', widthPx: 110, cell: ({ opened }) => format.integer(opened) },
    { key: 'files', header: t('paper.files'), widthPx: 330, cell: (address) => <Files path={path} address={address} onRemove={onRemove} /> },
  ];
}

function Files({ path, address, onRemove }: { path: string; address: Address; onRemove: ((address: Address) => void) | null }) {
  const { t } = useTranslation('placements');
  const download = useDownload();
  const tellFailure = useTellFailure();
  const { short, url, name } = address;
  const savePng = () => void svgToPng(qrSvg(url, name), 1_200).then((png) => saveFile(`qr-${short}.png`, png), tellFailure);
  return (
    <Group gap={4} wrap="nowrap">
      <Menu>
        <Menu.Target><Button size="xs" variant="light">{t('paper.poster')}</Button></Menu.Target>
        <Menu.Dropdown>
          {papers.flatMap((paper) => (['de', 'en'] as const).map((language) => <Menu.Item key={`${paper} ${language}`} component="a" {...download(`${path}/${short}/poster.pdf?paper=${paper}&language=${language}`)}>{t(`paper.${paper}`)}, {t(`paper.${language}`)}</Menu.Item>))}
        </Menu.Dropdown>
      </Menu>
      <Menu>
        <Menu.Target><Button size="xs" variant="subtle">{t('paper.qr')}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" {...download(`${path}/${short}/qr.svg`)}>{t('share.svg')}</Menu.Item>
          <Menu.Item onClick={savePng}>{t('share.png')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {onRemove && <Button size="xs" variant="subtle" aria-label={t('paper.removeOne', { name })} onClick={() => onRemove(address)}>{t('paper.remove')}</Button>}
    </Group>
  );
}
