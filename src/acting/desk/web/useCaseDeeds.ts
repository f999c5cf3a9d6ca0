import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import type { Case, CaseChange } from '../../cases/cases.contract.ts';
import { reverseChange } from '../../cases/web/change-case.logic.ts';
import { casePath, refreshCase } from '../../cases/web/case-queries.ts';
import { useChangeCase } from '../../cases/web/useChangeCase.ts';
import type { Macro } from '../../templates/templates.contract.ts';

/** What can be done with one case from its head, the keys and the dialogs; whatever can be taken back, offers it. */
export function useCaseDeeds(caseOf: Case) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const undoable = useUndo();
  const changeCase = useChangeCase();
  const path = casePath(caseOf.id);
  const renew = () => refreshCase(queries, caseOf.id);
  const attempt = async (deed: () => Promise<unknown>): Promise<boolean> => {
    try {
      await deed();
      return true;
    } catch (error) {
      tellFailure(error);
      return false;
    } finally {
      void renew();
    }
  };

  return {
    renew,
    attempt,
    change: (change: CaseChange, message: string) => changeCase(caseOf.id, change, message),
    wake: () => attempt(() => api.post(`${path}/snooze`, { body: { until: null } })),
    snooze: async (until: string, message: string) => {
      if (await attempt(() => api.post(`${path}/snooze`, { body: { until } }))) undoable(message, () => attempt(() => api.post(`${path}/snooze`, { body: { until: null } })));
    },
    watch: (isWatching: boolean) => attempt(() => api.post(`${path}/${isWatching ? 'watch' : 'unwatch'}`)),
    runMacro: async (macro: Macro) => {
      const done = await attempt(() => api.post(`${path}/macro`, { body: { macroId: macro.id, ...(caseOf.lastEntryId ? { sinceEntryId: caseOf.lastEntryId } : {}) } }));
      if (!done) return;
      // What has gone to the customer cannot be taken back; steps that only set something can.
      const onlySets = macro.steps.every((step) => step.do.startsWith('set_') || step.do === 'assign');
      const way = onlySets ? reverseChange(caseOf, touchedBy(macro)) : null;
      if (way) undoable(t('macro.done', { name: macro.name }), () => attempt(() => api.patch(path, { body: way })));
      else tell(t('macro.done', { name: macro.name }));
    },
  };
}

/** The fields that a macro sets, with any value: only which ones counts for the way back. */
function touchedBy(macro: Macro): CaseChange {
  const touched: CaseChange = {};
  for (const step of macro.steps) {
    if (step.do === 'set_status') touched.status = 'open';
    if (step.do === 'set_priority') touched.priority = step.priority;
    if (step.do === 'set_category') touched.category = step.category;
    if (step.do === 'set_department') touched.department = step.department;
    if (step.do === 'assign') touched.assignee = null;
  }
  return touched;
}
