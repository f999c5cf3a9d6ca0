import { Button, Collapse } from '@mantine/core';
import { IconArrowRight, IconArrowsSplit2, IconFlag, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DefinitionFault } from '../../drafts/check-definition.logic.ts';
import type { Definition, Page } from '../../definition.contract.ts';
import { titleIn } from '../../flow/flow.logic.ts';
import { withoutEmpty } from '../editing/edit-definition.logic.ts';
import { type Stop, type Way, waysThrough } from '../editing/ways.logic.ts';
import { useEdit, useTongue } from './edit-context.ts';
import { ConditionField } from './ConditionField.tsx';
import { JumpsField } from './PartForms.tsx';
import { useConditionWords } from './useConditionWords.ts';
import { WaysPicture } from './WaysPicture.tsx';
import classes from './editor.module.css';

/** Every page with the ways on from it, as a picture and in words; each can be changed where it is shown. */
export function LogicView({ definition, faults }: { definition: Definition; faults: readonly DefinitionFault[] }) {
  const { t } = useTranslation('survey-editor');
  const stops = waysThrough(definition);
  const branches = stops.reduce((sum, { ways, when, conditional }) => sum + ways.filter((way) => way.when !== undefined).length + conditional.length + (when === undefined ? 0 : 1), 0);
  return (
    <section className={classes.logic} aria-label={t('view.logic')}>
      <p className={classes.viewNote}>{branches === 0 ? t('logic.straight') : t('logic.branches', { count: branches })}</p>
      <div className={classes.logicGrid}>
        <WaysPicture stops={stops} />
        <ol className={classes.stops}>
          {stops.map((stop) => <StopCard key={stop.id} stop={stop} definition={definition} faults={faults.filter(({ at }) => at.startsWith(`pages[${stop.index}]`) && /when|jumps|never/.test(`${at} `)).length} />)}
          {definition.endings.map((ending) => <EndingCard key={ending.id} id={ending.id} when={ending.when} definition={definition} />)}
        </ol>
      </div>
    </section>
  );
}

function StopCard({ stop, definition, faults }: { stop: Stop; definition: Definition; faults: number }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language, languages } = useTongue();
  const say = useConditionWords();
  const [isOpen, setOpen] = useState(false);
  const page = definition.pages[stop.index];
  if (!page) return null;
  const nameOf = (id: string) => titleIn(page.questions.find((question) => question.id === id)?.title, language, languages) || id;
  const title = titleIn(page.title, language, languages) || page.questions.map(({ title: words }) => titleIn(words, language, languages)).filter(Boolean).join(' · ');
  return (
    <li className={classes.stop} data-stop={stop.id} data-fault={faults > 0 || undefined}>
      <div className={classes.stopHead}>
        <button type="button" className={classes.stopName} onClick={() => { edit.show('build'); edit.select({ kind: 'page', id: stop.id }); }}><strong>{t('outline.page', { number: stop.index + 1 })}</strong> <span>{title || t('logic.emptyPage')}</span></button>
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconPencil size={13} />} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'logic.done' : 'logic.change')}</Button>
      </div>
      {stop.when !== undefined && <p className={classes.way}><IconArrowsSplit2 size={14} aria-hidden="true" />{t('logic.pageOnlyIf', { condition: say(stop.when, definition) })}</p>}
      {stop.conditional.map(({ id, when }) => <p key={id} className={classes.way}><IconArrowsSplit2 size={14} aria-hidden="true" />{t('logic.questionOnlyIf', { name: nameOf(id), condition: say(when, definition) })}</p>)}
      {stop.ways.map((way, at) => <WayLine key={`${way.to.id} ${way.when ?? ''}`} way={way} isElse={at > 0} definition={definition} />)}
      <Collapse expanded={isOpen}>{isOpen && (
        <div className={classes.stopForm}>
          <ConditionField label={t('page.when')} value={page.when} untilPage={stop.index} onChange={(when) => edit.page(page.id, (before) => withoutEmpty({ ...before, when }) as Page, 'when')} />
          <JumpsField page={page} index={stop.index} definition={definition} />
        </div>
      )}</Collapse>
    </li>
  );
}

function WayLine({ way, isElse, definition }: { way: Way; isElse: boolean; definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  const say = useConditionWords();
  const { to } = way;
  const target = to.kind === 'page' ? t('outline.page', { number: to.index + 1 }) : to.kind === 'ending' ? `${t('outline.ending')}: ${titleIn(definition.endings[to.index]?.title, language, languages)}` : t('jumps.gone');
  return (
    <p className={classes.way} data-conditional={way.when !== undefined || undefined}>
      {to.kind === 'ending' ? <IconFlag size={14} aria-hidden="true" /> : <IconArrowRight size={14} aria-hidden="true" />}
      {way.when === undefined ? t(isElse ? 'logic.otherwise' : 'logic.then', { target }) : t('logic.if', { condition: say(way.when, definition), target })}
    </p>
  );
}

function EndingCard({ id, when, definition }: { id: string; when: string | undefined; definition: Definition }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language, languages } = useTongue();
  const say = useConditionWords();
  return (
    <li className={classes.stop} data-stop={id} data-ending="">
      <button type="button" className={classes.stopName} onClick={() => { edit.show('build'); edit.select({ kind: 'ending', id }); }}><strong>{t('outline.ending')}</strong> <span>{titleIn(definition.endings.find((ending) => ending.id === id)?.title, language, languages)}</span></button>
      {when !== undefined && <p className={classes.way}><IconArrowsSplit2 size={14} aria-hidden="true" />{t('logic.endingIf', { condition: say(when, definition) })}</p>}
    </li>
  );
}
