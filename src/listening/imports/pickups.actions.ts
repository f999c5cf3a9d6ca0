import type { Context } from '../../platform/context.ts';
export async function runDuePickups(_context: Context, _signal: AbortSignal): Promise<void> {}
