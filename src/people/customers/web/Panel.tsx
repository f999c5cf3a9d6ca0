import { useId, type ReactNode } from 'react';
import classes from './customers.module.css';

/** A part of the context beside the timeline. */
export function Panel({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <div className={classes.panelHead}>
        <h2 id={id} className={classes.panelTitle}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
