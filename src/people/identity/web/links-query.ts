import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Link } from '../identity.contract.ts';

/** Every link that makes (or was refused to make, or no longer makes) one customer. */
export const linksQuery = (customerId: string) =>
  queryOptions({ queryKey: ['links', customerId], queryFn: ({ signal }) => api.get<{ items: Link[] }>(`/api/customers/${encodeURIComponent(customerId)}/links`, { signal }) });
