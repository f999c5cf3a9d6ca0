import { useId, type ReactNode } from 'react';
import classes from './page.module.css';

interface SectionProps {
  title: string;
  /** One sentence that says what is seen. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Section({ title, note, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.sectionHead}>
        <div>
          <h2 id={id} className={classes.sectionTitle}>{title}</h2>
          {note !== undefined && <p className={classes.sectionNote}>{note}</p>}
        </div>
        {actions && <div className="m-no-print">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
