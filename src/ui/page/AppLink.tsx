import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { splitAddress } from '../address.ts';
import classes from './page.module.css';

interface AppLinkProps {
  /** Address with its query, e.g. `/customers?channel=phone`. */
  to: string;
  children: ReactNode;
  /** `quiet` looks like the text around it until it is pointed at. */
  look?: 'link' | 'quiet' | 'plain';
  className?: string;
  'aria-label'?: string;
  title?: string;
}

/** A link within Momente. The page behind it is fetched when the pointer rests on it. */
export function AppLink({ to, children, look = 'link', className = '', ...rest }: AppLinkProps) {
  return (
    <Link {...splitAddress(to)} preload="intent" className={`${classes[look] ?? ''} ${className}`} {...rest}>
      {children}
    </Link>
  );
}
