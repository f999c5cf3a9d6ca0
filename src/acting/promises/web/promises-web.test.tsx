import { renderToString } from 'react-dom/server';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { PromiseClock, shareLeft } from '../../../ui/charts/PromiseClock.tsx';
import { SessionProvider } from '../../../ui/session.tsx';
import { createI18n } from '../../../ui/words/i18n.ts';
import type { CustomerPromise } from '../promises.contract.ts';
import { PromiseBox } from './PromiseBox.tsx';
import { promisesPages } from './pages.tsx';
import { promisesOfCaseQuery } from './promise-queries.ts';
import { timeWords } from './promise-words.logic.ts';

const caseId = '00000000-0000-8000-8000-000000000001';
const promise: CustomerPromise = {
  id: '00000000-0000-8000-8000-0000000000aa', caseId, caseNumber: 'V-100023', customerId: null, customerName: null, kind: 'callback', text: 'Rückruf', dueAt: '2100-11-25T13:00:00.000Z', timeZone: 'Europe/Berlin', reading: null, state: 'open',
  responsibleUserId: null, responsibleName: 'Anna', responsibleDepartment: null, isAway: true, touchpoint: null, department: 'service', madeAt: '2026-11-24T09:15:00.000Z', madeBy: 'anna', keptAt: null, withdrawnAt: null, withdrawnReason: null, brokenAt: null, version: 1,
};

function draw(language: 'de' | 'en', promises: readonly CustomerPromise[], actions: readonly string[] = ['read', 'create', 'update']): string {
  const client = new QueryClient();
  client.setQueryData(promisesOfCaseQuery(caseId).queryKey, [...promises]);
  const i18n = createI18n(language);
  for (const [code, texts] of Object.entries(promisesPages.translations)) i18n.addResourceBundle(code, promisesPages.namespace, texts);
  const user = { id: '1', name: 'Anna', email: 'a@b.example', role: 'agent', departments: [], language };
  return renderToString(
    <I18nextProvider i18n={i18n}><MantineProvider><QueryClientProvider client={client}><SessionProvider session={{ user, permissions: actions.map((action) => ({ action, subject: 'promise' })) }}><PromiseBox caseId={caseId} customerId={null} /></SessionProvider></QueryClientProvider></MantineProvider></I18nextProvider>,
  ).replaceAll('<!-- -->', '');
}

describe('promises beside a case', () => {
  it('have their line, known to the desk by its name, and two buttons each', () => {
    const html = draw('de', [promise]);
    expect(html).toContain('id="promise-line"');
    expect(html).toContain('Rückruf bis morgen 14 Uhr');
    expect(html).toContain('aria-label="Gehalten: Rückruf"');
    expect(html).toContain('aria-label="Zurücknehmen: Rückruf"');
    expect(html).toContain('dann abwesend');
  });
  it('say in words what the clock shows', () => {
    expect(draw('en', [{ ...promise, state: 'kept_late', keptAt: '2026-11-25T14:00:00.000Z', brokenAt: '2026-11-25T13:00:00.000Z' }])).toMatch(/aria-label="Rückruf: kept too late, so broken, kept too late, on 25 Nov 2026/);
  });
  it('offer nothing to somebody who may only read, and teach where there are none', () => {
    const html = draw('en', [], ['read']);
    expect(html).not.toContain('promise-line');
    expect(html).toContain('Nothing promised yet.');
  });
});

describe('the promise clock', () => {
  const times = { madeAt: '2026-11-24T10:00:00Z', dueAt: '2026-11-24T14:00:00Z' };
  it('shows the share of the time that is left', () => {
    expect(shareLeft(times.madeAt, times.dueAt, '2026-11-24T13:00:00Z')).toBe(0.25);
    expect(shareLeft(times.madeAt, times.dueAt, '2026-11-24T15:00:00Z')).toBe(0);
    expect(shareLeft(times.dueAt, times.madeAt, '2026-11-24T12:00:00Z')).toBe(0);
  });
  it('has a shape for each state, so that it is read without colours', () => {
    const strip = (state: Parameters<typeof PromiseClock>[0]['state']) => renderToString(<PromiseClock label="x" state={state} {...times} now="2026-11-24T12:00:00Z" />).replaceAll(/var\([^)]*\)|data-state="\w+"/g, '');
    const shapes = (['open', 'late', 'kept', 'keptLate', 'withdrawn'] as const).map(strip);
    expect(new Set(shapes).size).toBe(5);
  });
});

it('names the instant that matters in each state', () => {
  const facts = { dueAt: 'due', keptAt: 'kept', withdrawnAt: 'withdrawn' };
  expect((['open', 'late', 'kept', 'kept_late', 'withdrawn'] as const).map((state) => Object.values(timeWords({ ...facts, state })).join(' '))).toEqual(['due due', 'late due', 'kept kept', 'keptLate kept', 'withdrawn withdrawn']);
});
