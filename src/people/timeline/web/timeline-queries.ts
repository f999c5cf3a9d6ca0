import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import type { timelinePageSchema } from '../timeline.contract.ts';
import { toPictureQuery, toTimelineQuery, type TimelineFilters } from './timeline-filters.logic.ts';

type TimelinePage = z.infer<typeof timelinePageSchema>;

const path = (customerId: string): string => `/api/customers/${encodeURIComponent(customerId)}/timeline`;
/** The most that one request may ask for. */
export const PICTURE_CONTACTS = 200;

/** The endless list below the picture. */
export const timelineQuery = (customerId: string, filters: TimelineFilters) => {
  const query = toTimelineQuery(filters);
  return infiniteQueryOptions({
    queryKey: ['timeline', customerId, 'list', query],
    queryFn: ({ signal, pageParam }) => api.get<TimelinePage>(path(customerId), { query: { ...query, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
};

/** The newest contacts under the filters, for the picture and for the answer sentence. */
export const pictureQuery = (customerId: string, filters: TimelineFilters) => {
  const query = toPictureQuery(filters);
  return queryOptions({
    queryKey: ['timeline', customerId, 'picture', query],
    queryFn: ({ signal }) => api.get<TimelinePage>(path(customerId), { query: { ...query, limit: PICTURE_CONTACTS }, signal }),
    placeholderData: (before) => before,
  });
};
