import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useGo } from '../address.ts';
import classes from './page.module.css';

interface EmptyStateProps {
  /** One sentence: why it is empty and what would fill it. */
  children: ReactNode;
  /** One action; either a place to go or something to do. */
  action?: { label: string; to: string } | { label: string; onClick: () => void };
}

export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <p className={classes.emptyText}>{children}</p>
      {action && ('to' in action ? <GoButton {...action} /> : <Button variant="light" onClick={action.onClick}>{action.label}</Button>)}
    </div>
  );
}

function GoButton({ label, to }: { label: string; to: string }) {
  const go = useGo();
  return <Button variant="light" onClick={() => go(to)}>{label}</Button>;
}
