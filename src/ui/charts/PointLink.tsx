import type { KeyboardEvent, ReactNode } from 'react';

interface PointLinkProps {
  /** The point in words: said by screen readers, shown on hover. */
  label: string;
  href?: string | undefined;
  onSelect?: (() => void) | undefined;
  children: ReactNode;
}

/** A part of a picture that may lead somewhere: a link, a button, or just a sign with a name. */
export function PointLink({ label, href, onSelect, children }: PointLinkProps) {
  if (href) return <a href={href} aria-label={label} className="m-spot m-point"><title>{label}</title>{children}</a>;
  if (!onSelect) return <g className="m-spot"><title>{label}</title>{children}</g>;
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onSelect();
  };
  return <g role="button" tabIndex={0} aria-label={label} className="m-spot m-point" onClick={onSelect} onKeyDown={press}><title>{label}</title>{children}</g>;
}
