import type { ReactNode } from 'react';
import { AppLink } from './AppLink.tsx';
import { useTitle } from './useTitle.ts';
import classes from './page.module.css';

interface PageHeaderProps {
  /** The one question of the page, or the name of the thing it shows. */
  question: string;
  /** The answer in a sentence; `<strong>` for the figures in it. */
  answer?: ReactNode;
  /** Where this page hangs below another one. */
  back?: { to: string; label: string };
  /** At most one filled button among them. */
  actions?: ReactNode;
  /** Window title when the page is about one thing (a customer's name); else the route's title stays. */
  title?: string;
}

export function PageHeader({ question, answer, back, actions, title }: PageHeaderProps) {
  useTitle(title);
  return (
    <header className={classes.header}>
      <div className={classes.headerText}>
        {back && (
          <span className={classes.crumb}>
            <AppLink to={back.to} look="quiet">← {back.label}</AppLink>
          </span>
        )}
        <h1 className={classes.question}>{question}</h1>
        {answer !== undefined && <p className={classes.answer}>{answer}</p>}
      </div>
      {actions && <div className={`${classes.headerActions} m-no-print`}>{actions}</div>}
    </header>
  );
}
