import { useMemo, useState, type ReactNode } from 'react';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { SessionProvider, type Session } from '../../../ui/session.tsx';
import type { SlicePages } from '../../../ui/pages.ts';
import { Panels } from '../../../ui/panels.tsx';
import { ViewBanner } from '../../../governance/roles/web/ViewBanner.tsx';
import { sessionQuery } from '../session/session-query.ts';
import { DemoBanner } from './DemoBanner.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { buildNavigation, findSection } from './navigation.ts';
import { openPalette, Palette } from './Palette.tsx';
import { PhoneBar } from './PhoneBar.tsx';
import { Rail } from './Rail.tsx';
import { useKeys } from './useKeys.ts';
import classes from './shell.module.css';

interface AppFrameProps {
  slices: readonly SlicePages[];
  initialSession: Session;
  children: ReactNode;
}

/** Rail, palette and keys around the pages of somebody who is signed in. */
export function AppFrame({ slices, initialSession, children }: AppFrameProps) {
  // Kept after signing out until the sign-in page has taken over.
  const [first] = useState(initialSession);
  const session = useQuery(sessionQuery).data ?? first;
  const groups = useMemo(() => buildNavigation(slices, session.permissions), [slices, session.permissions]);
  const { pathname } = useLocation();
  const section = findSection(groups, pathname);
  const [isHelpOpen, help] = useDisclosure(false);
  useKeys(groups, { onHelp: help.open, onSearch: openPalette });
  return (
    <SessionProvider session={session}>
      <div className={classes.frame}>
        <Rail groups={groups} section={section} pathname={pathname} onKeys={help.open} />
        <main id="main" tabIndex={-1} className={classes.main}><ViewBanner />{pathname !== '/first-steps' && <DemoBanner session={session} />}{children}</main>
        <PhoneBar groups={groups} section={section} onKeys={help.open} />
      </div>
      <Panels place="frame" />
      <Palette slices={slices} groups={groups} onKeys={help.open} />
      <KeysHelp groups={groups} isOpen={isHelpOpen} onClose={help.close} />
    </SessionProvider>
  );
}
