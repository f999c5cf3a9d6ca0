import { useCallback, useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { api } from '../../../../ui/api.ts';
import { useSession } from '../../../../ui/session.tsx';
import type { Case } from '../../../cases/cases.contract.ts';
import type { Rendered, templateListSchema, TemplateValues } from '../../../templates/templates.contract.ts';
import type { Suggested } from './suggestions.ts';

/** What a text can be filled in with: this customer, this case, who writes. */
export function useTemplateValues(caseOf: Case): TemplateValues {
  const { user } = useSession();
  // Somebody who never gave a name is shown by an address or a number: nobody wants to be greeted by that.
  const name = /@|^[+\d\s/()-]+$/.test(caseOf.customerName ?? '') ? '' : (caseOf.customerName ?? '');
  const words = name.split(/\s+/).filter(Boolean);
  return {
    customer: { name, firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) ?? '' },
    case: { number: caseOf.number, subject: caseOf.subjectLine },
    agent: { name: user.name },
  };
}

/** Short texts behind `;name`, filled in for this case. */
export function useSnippets(caseOf: Case) {
  const queries = useQueryClient();
  const values = useTemplateValues(caseOf);
  const latest = useRef(values);
  useEffect(() => { latest.current = values; });
  const language = caseOf.language === 'en' ? 'en' : 'de';
  const findSnippets = useCallback(async (query: string): Promise<Suggested[]> => {
    const { items } = await queries.fetchQuery({
      queryKey: ['templates', 'snippets'], staleTime: 60_000,
      queryFn: ({ signal }) => api.get<z.infer<typeof templateListSchema>>('/api/templates', { query: { kind: 'snippet', limit: 200 }, signal }),
    }).catch(() => ({ items: [] }));
    const typed = query.toLowerCase();
    return items.filter(({ shortcut, name }) => (shortcut ?? '').startsWith(typed) || name.toLowerCase().includes(typed)).slice(0, 8)
      .map(({ id, shortcut, name }) => ({ id, label: shortcut === null ? name : `;${shortcut}`, note: name }));
  }, [queries]);
  const readSnippet = useCallback(async (id: string): Promise<string> =>
    (await api.post<Rendered>(`/api/templates/${id}/render`, { body: { language, values: latest.current } })).html, [language]);
  return { findSnippets, readSnippet };
}
