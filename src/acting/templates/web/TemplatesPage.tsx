import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { isAllowed, useSession } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Macro, macroListSchema, Template, templateListSchema } from '../templates.contract.ts';
import { MacroDialog } from './MacroDialog.tsx';
import { RemoveButton } from './RemoveButton.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';
import classes from './templates.module.css';

const closed = { open: '' };

/** Which texts and macros make answering quick; each is read, changed and removed here. */
export function TemplatesPage() {
  const { t } = useTranslation('templates');
  const { permissions } = useSession();
  const [address, setAddress] = useUrlState(closed);
  const texts = useQuery({ queryKey: ['templates', 'all'], queryFn: ({ signal }) => api.get<z.infer<typeof templateListSchema>>('/api/templates', { query: { limit: 200 }, signal }) });
  const macros = useQuery({ queryKey: ['macros'], queryFn: ({ signal }) => api.get<z.infer<typeof macroListSchema>>('/api/macros', { query: { limit: 200 }, signal }) });
  const mayCreate = isAllowed(permissions, { action: 'create', subject: 'template' });
  const items = texts.data?.items ?? [];
  const openedText = items.find(({ id }) => id === address.open) ?? null;
  const openedMacro = macros.data?.items.find(({ id }) => id === address.open) ?? null;
  const open = (what: string) => setAddress({ open: what });
  const close = () => setAddress({ open: '' });
  return (
    <>
      <PageHeader question={t('list.question')} answer={texts.isSuccess ? t('list.answer', { count: items.length }) : undefined} actions={mayCreate && items.length > 0 ? <Button onClick={() => open('new')}>{t('edit.add')}</Button> : undefined} />
      <Loaded query={texts} isEmpty={() => items.length === 0} empty={<EmptyState {...(mayCreate ? { action: { label: t('edit.add'), onClick: () => open('new') } } : {})}>{t('list.empty')}</EmptyState>}>
        {() => <ul className={classes.list}>{items.map((text) => <TextRow key={text.id} text={text} onOpen={() => open(text.id)} />)}</ul>}
      </Loaded>
      <Section title={t('macro.title')} note={t('macro.note')} {...(mayCreate ? { actions: <Button variant="default" onClick={() => open('new-macro')}>{t('macro.add')}</Button> } : {})}>
        <Loaded query={macros} isEmpty={({ items: all }) => all.length === 0} empty={<p className={classes.soft}>{t('macro.empty')}</p>}>
          {({ items: all }) => <ul className={classes.list}>{all.map((macro) => <MacroRow key={macro.id} macro={macro} onOpen={() => open(macro.id)} />)}</ul>}
        </Loaded>
      </Section>
      <TemplateDialog isOpen={address.open === 'new' || openedText !== null} text={openedText} onClose={close} />
      <MacroDialog isOpen={address.open === 'new-macro' || openedMacro !== null} macro={openedMacro} texts={items} onClose={close} />
    </>
  );
}

function TextRow({ text, onOpen }: { text: Template; onOpen: () => void }) {
  const { t } = useTranslation('templates');
  const { permissions } = useSession();
  const queryClient = useQueryClient();
  const facts = [t(`kind.${text.kind}`), ...(text.shortcut === null ? [] : [`;${text.shortcut}`]), ...text.texts.map(({ language }) => t(`language.${language}`)), ...(text.category === null ? [] : [text.category]), ...(text.channel === null ? [] : [t(`channel.${text.channel}`)])];
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <p className={classes.strong}>{text.name}</p>
        <span className={classes.soft}>{facts.join(' · ')}</span>
      </div>
      <div className={classes.deeds}>
        {isAllowed(permissions, { action: 'update', subject: 'template' }) && <Button variant="default" size="xs" aria-label={t('list.changeOf', { name: text.name })} onClick={onOpen}>{t('list.change')}</Button>}
        {isAllowed(permissions, { action: 'delete', subject: 'template' }) && <RemoveButton name={text.name} onRemove={() => api.delete(`/api/templates/${text.id}`).then(() => queryClient.invalidateQueries({ queryKey: ['templates'] }))} />}
      </div>
    </li>
  );
}

function MacroRow({ macro, onOpen }: { macro: Macro; onOpen: () => void }) {
  const { t } = useTranslation('templates');
  const { permissions } = useSession();
  const queryClient = useQueryClient();
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <p className={classes.strong}>{macro.name}</p>
        <span className={classes.soft}>{macro.steps.map((step) => t(`step.${step.do}`)).join(' → ')}</span>
      </div>
      <div className={classes.deeds}>
        {isAllowed(permissions, { action: 'update', subject: 'template' }) && <Button variant="default" size="xs" aria-label={t('list.changeOf', { name: macro.name })} onClick={onOpen}>{t('list.change')}</Button>}
        {isAllowed(permissions, { action: 'delete', subject: 'template' }) && <RemoveButton name={macro.name} onRemove={() => api.delete(`/api/macros/${macro.id}`).then(() => queryClient.invalidateQueries({ queryKey: ['macros'] }))} />}
      </div>
    </li>
  );
}
