import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { macroListSchema } from '../../templates/templates.contract.ts';

/** Steps that somebody has put together, done in order with one click. */
export const macrosQuery = queryOptions({ queryKey: ['macros', 'desk'], queryFn: ({ signal }) => api.get<z.infer<typeof macroListSchema>>('/api/macros', { query: { limit: 100 }, signal }), staleTime: 60_000 });
