import type { Context } from '../../platform/context.ts';
import { forgetWhomOthersErased } from '../identity/identity-privacy.actions.ts';

const LOOK_EVERY_MS = 2_000;

/** Keeps the memory of this process true when another one erases somebody. @returns stops it */
export function watchForErasures(context: Context): () => void {
  let known = 0;
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    known = await forgetWhomOthersErased(context, known).catch(() => known); // an engine that is away is asked again
    isLooking = false;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
