import { useEffect, useState, type RefObject } from 'react';

/** How far an element stands below the top of the page, in pixels; follows when something above it grows. */
export function useTop(ref: RefObject<HTMLElement | null>): number {
  const [topPx, setTop] = useState(0);
  useEffect(() => {
    // The page changes its height with everything that could move the element.
    const observer = new ResizeObserver(() => {
      if (ref.current) setTop(Math.round(ref.current.getBoundingClientRect().top + window.scrollY));
    });
    observer.observe(document.body);
    if (ref.current?.parentElement) for (const sibling of ref.current.parentElement.children) observer.observe(sibling);
    return () => observer.disconnect();
  }, [ref]);
  return topPx;
}
