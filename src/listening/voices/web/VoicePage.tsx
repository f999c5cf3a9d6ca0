import { useState } from 'react';
import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAllTouchpoints, useNameOf } from '../../../journeys/touchpoints/web/inventory-queries.ts';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Panels } from '../../../ui/panels.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { Quote } from '../../../ui/words/Quote.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { useLanguageName } from '../../surveys/web/editor/useLanguageName.ts';
import type { VoiceDetail } from '../voices.contract.ts';
import { Stars } from './Stars.tsx';
import { voiceQuery } from './voice-queries.ts';
import classes from './voices.module.css';

/** One voice: what was said, where it belongs, and what became of it. */
export function VoicePage() {
  const voice = useQuery(voiceQuery(usePathParam('voiceId')));
  return <Loaded query={voice}>{(one) => <Shown key={one.id} voice={one} />}</Loaded>;
}

function Shown({ voice }: { voice: VoiceDetail }) {
  const { t } = useTranslation('voices');
  const { id, kind, title, text, language, author, sourceName, at, url } = voice;
  const name = title === '' ? t(`untitled.${kind}`) : title;
  return (
    <>
      <PageHeader question={name} title={name} back={{ to: '/listening/voices', label: t('list.title') }} answer={<>{author === '' ? sourceName : `${author} · ${sourceName}`} · <When at={at} as="dateTime" />{url !== null && <> · <a className={classes.link} href={url} target="_blank" rel="noopener noreferrer nofollow">{t('one.original')}</a></>}</>} />
      <div className={classes.columns}>
        <div className={classes.stack}>
          <Stars stars={voice.stars} worst={voice.starsWorst} best={voice.starsBest} />
          {text !== '' && <Quote text={text} {...(language === '' ? {} : { lang: language })} />}
          <Earlier voice={voice} />
          <Panels place="voice" voiceId={id} />
        </div>
        <Facts voice={voice} />
      </div>
    </>
  );
}

function Earlier({ voice: { versions, language } }: { voice: VoiceDetail }) {
  const { t } = useTranslation('voices');
  const earlier = versions.slice(1);
  if (earlier.length === 0) return null;
  return (
    <section className={classes.box}>
      <h2 className={classes.boxTitle}>{t('one.earlier')}</h2>
      <ul className={classes.plain}>
        {earlier.map((one) => <li key={one.version}><Quote text={[one.title, one.text].filter((part) => part !== '').join('\n') || '–'} {...(language === '' ? {} : { lang: language })} source={<>{one.stars !== null && t('one.starsThen', { stars: one.stars })} <When at={one.at} /></>} /></li>)}
      </ul>
    </section>
  );
}

function Facts({ voice }: { voice: VoiceDetail }) {
  const { t } = useTranslation('voices');
  const format = useFormat();
  const { score, place, product, customerId, knownBy, language } = voice;
  const languageName = useLanguageName();
  const mayForget = useCan('manage', 'voice');
  return (
    <aside className={classes.side}>
      <Touchpoint voice={voice} />
      <dl className={classes.pairs}>
        {score !== null && <div><dt>{t('one.score')}</dt><dd>{format.decimal(score)} {t('one.ofTen')}</dd></div>}
        {place !== '' && <div><dt>{t('one.place')}</dt><dd>{place}</dd></div>}
        {product !== '' && <div><dt>{t('one.product')}</dt><dd>{product}</dd></div>}
        {language !== '' && <div><dt>{t('one.language')}</dt><dd>{languageName(language)}</dd></div>}
        <div><dt>{t('one.customer')}</dt><dd>{customerId === null ? t('one.unknown') : <AppLink to={`/customers/${customerId}`}>{t('one.known', { by: t(`knownBy.${knownBy}`, { defaultValue: knownBy ?? '' }) })}</AppLink>}</dd></div>
      </dl>
      {mayForget && <Forget voiceId={voice.id} />}
    </aside>
  );
}

function Touchpoint({ voice: { id, touchpoint } }: { voice: VoiceDetail }) {
  const { t } = useTranslation('voices');
  const nameOf = useNameOf();
  const queries = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const mayMove = useCan('update', 'voice');
  const choices = (useAllTouchpoints().data ?? []).map((one) => ({ value: one.code, label: nameOf(one) })).sort((a, b) => a.label.localeCompare(b.label));
  const move = useMutation({
    mutationFn: (code: string | null) => api.patch<VoiceDetail>(`/api/voices/${id}`, { body: { touchpoint: code } }),
    onSuccess: (moved) => {
      queries.setQueryData(voiceQuery(id).queryKey, moved);
      void queries.invalidateQueries({ queryKey: ['voices', 'list'] });
      tell(t('one.moved'));
    },
    onError: tellFailure,
  });
  return <Select label={t('list.touchpoint')} placeholder={t('list.noTouchpoint')} searchable clearable data={choices} value={touchpoint} disabled={!mayMove || move.isPending} onChange={(code) => move.mutate(code)} />;
}

function Forget({ voiceId }: { voiceId: string }) {
  const { t } = useTranslation('voices');
  const go = useGo();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const forget = async () => {
    await api.delete<void>(`/api/voices/${voiceId}`);
    void queries.invalidateQueries({ queryKey: ['voices', 'list'] });
    go('/listening/voices');
  };
  return (
    <>
      <Button variant="subtle" color="gray" size="xs" onClick={() => setAsking(true)}>{t('one.forget')}</Button>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('one.forgetTitle')} confirmLabel={t('one.forget')} tone="danger" onConfirm={forget}>{t('one.forgetText')}</Confirm>
    </>
  );
}
