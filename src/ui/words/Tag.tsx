import type { ReactNode } from 'react';
import classes from './words.module.css';

/** A short fact. The tone carries meaning (below/at/above expectation) or nothing (`neutral`). */
export function Tag({ tone = 'neutral', children }: { tone?: 'neutral' | 'below' | 'at' | 'above' | 'accent'; children: ReactNode }) {
  return <span className={`${classes.tag} ${classes[`tag-${tone}`] ?? ''}`}>{children}</span>;
}
