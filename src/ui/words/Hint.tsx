import type { ReactNode } from 'react';
import { Tooltip } from '@mantine/core';
import classes from './words.module.css';

/** A word of the trade with one plain sentence behind it, on hover, focus and touch. */
export function Hint({ text, children }: { text: string; children: ReactNode }) {
  return <Tooltip label={text}><span tabIndex={0} className={classes.hint}>{children}</span></Tooltip>;
}
