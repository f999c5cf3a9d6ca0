import { useState } from 'react';
import { Button, Combobox, useCombobox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import { useErrorWords } from '../../../ui/page/useErrorWords.ts';
import type { Rendered, templateChannels, templateListSchema, TemplateValues } from '../templates.contract.ts';
import classes from './templates.module.css';

interface TemplatePickerProps {
  /** What is known of the case and its customer; what is missing is left empty and named to `onInsert`. */
  values: TemplateValues;
  /** Of the customer; null: the first language a text has. */
  language?: string | null;
  category?: string | null;
  touchpoint?: string | null;
  channel?: (typeof templateChannels)[number] | null;
  onInsert: (html: string, rendered: Rendered) => void;
}

/** A button that opens the texts for this case, narrowed while typing; the chosen one is filled in and inserted. */
export function TemplatePicker({ values, language = null, category, touchpoint, channel, onInsert }: TemplatePickerProps) {
  const { t } = useTranslation(['templates', 'ui']);
  const wordsOf = useErrorWords();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => { combobox.resetSelectedOption(); combobox.focusTarget(); setSearch(''); }, onDropdownOpen: () => combobox.focusSearchInput() });
  const texts = useQuery({
    queryKey: ['templates', 'reply', category ?? null, touchpoint ?? null, channel ?? null], enabled: combobox.dropdownOpened, staleTime: 60_000,
    queryFn: ({ signal }) => api.get<z.infer<typeof templateListSchema>>('/api/templates', { query: { kind: 'reply', category, touchpoint, channel, limit: 200 }, signal }),
  });
  const fill = useMutation({
    mutationFn: (id: string) => api.post<Rendered>(`/api/templates/${id}/render`, { body: { language, values } }),
    onSuccess: (rendered) => {
      combobox.closeDropdown();
      onInsert(rendered.html, rendered);
    },
  });
  const typed = search.trim().toLowerCase();
  const fitting = (texts.data?.items ?? []).filter(({ name, shortcut, texts: written }) => [name, shortcut ?? '', ...written.map(({ source }) => source)].some((words) => words.toLowerCase().includes(typed))).slice(0, 50);
  const error = texts.error ?? fill.error;
  return (
    <Combobox store={combobox} width={340} position="top-start" withinPortal onOptionSubmit={(id) => fill.mutate(id)}>
      <Combobox.Target withAriaAttributes={false}>
        <Button variant="default" size="xs" loading={fill.isPending} aria-haspopup="listbox" aria-expanded={combobox.dropdownOpened} onClick={() => combobox.toggleDropdown()}>{t('picker.open')}</Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search value={search} onChange={(event) => { setSearch(event.currentTarget.value); combobox.selectFirstOption(); }} placeholder={t('picker.search')} aria-label={t('picker.search')} />
        <Combobox.Options mah={300} className={classes.options ?? ''} aria-label={t('picker.list')}>
          {error && <p role="alert" className={classes.note}>{wordsOf(error).title}</p>}
          {texts.isPending && <Combobox.Empty>{t('picker.loading')}</Combobox.Empty>}
          {texts.isSuccess && fitting.length === 0 && <Combobox.Empty>{t(typed === '' ? 'picker.none' : 'picker.nothing')}</Combobox.Empty>}
          {fitting.map(({ id, name, texts: written }) => (
            <Combobox.Option key={id} value={id}>
              <span className={classes.optionName}>{name}</span>
              <span className={classes.optionStart}>{(written.find((one) => one.language === language) ?? written[0])?.source.replaceAll(/\s+/g, ' ').slice(0, 90)}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
