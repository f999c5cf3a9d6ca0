import type { ReactNode } from 'react';
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx';
import { Wordmark } from '../shell/Wordmark.tsx';
import classes from './session.module.css';

/** Pages before the house: one column, the sign, the choice of language. */
export function AloneFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.alone}>
      <header className={classes.head}>
        <Wordmark />
        <div className={classes.language}><LanguageSwitch /></div>
      </header>
      <main id="main" tabIndex={-1} className={classes.card}>{children}</main>
    </div>
  );
}
