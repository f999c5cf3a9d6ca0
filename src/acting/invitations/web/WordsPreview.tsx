import { useState } from 'react';
import { Group, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import type { Distribution, InvitationWords } from '../invitations.contract.ts';
import classes from './invitations.module.css';

/** What somebody reads who is asked, with the first question as it stands in the mail. */
export function WordsPreview({ distribution }: { distribution: Distribution }) {
  const { t, i18n } = useTranslation('invitations');
  const [language, setLanguage] = useState(i18n.language === 'de' ? 'de' : 'en');
  const [part, setPart] = useState('invitation');
  const words = useQuery({ queryKey: ['distributions', distribution.id, 'words', language, part, distribution.version], queryFn: ({ signal }) => api.get<InvitationWords>(`/api/distributions/${distribution.id}/words`, { query: { language, part }, signal }), retry: false });
  return (
    <Section title={t('words.title')} note={t('words.note')}>
      <Group gap="sm" mb="sm">
        <SegmentedControl aria-label={t('words.language')} value={language} onChange={setLanguage} data={[{ value: 'de', label: t('language.de') }, { value: 'en', label: t('language.en') }]} />
        {distribution.reminders.times > 0 && <SegmentedControl aria-label={t('words.part')} value={part} onChange={setPart} data={[{ value: 'invitation', label: t('part.invitation') }, { value: 'reminder', label: t('part.reminder') }]} />}
      </Group>
      <Loaded query={words} skeleton={<Skeleton lines={5} />}>
        {({ subjectLine, text, sms, firstQuestion }) => (
          <div className={classes.letter} lang={language}>
            <h3>{subjectLine}</h3>
            <p className={classes.prose}>{text}</p>
            {firstQuestion && (
              <>
                <p className={classes.soft}>{t('words.buttons')}</p>
                <ul className={classes.buttons} aria-label={firstQuestion.title}>{firstQuestion.choices.map(({ value, label }) => <li key={value}>{label}</li>)}</ul>
              </>
            )}
            {distribution.channels.some((channel) => channel === 'sms' || channel === 'messenger') && <><p className={classes.soft}>{t('words.sms')}</p><p className={classes.prose}>{sms}</p></>}
          </div>
        )}
      </Loaded>
    </Section>
  );
}
