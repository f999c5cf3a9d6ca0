import type { MacroStep, Template } from '../templates.contract.ts';

export const stepKinds = ['reply', 'set_status', 'set_priority', 'set_category', 'set_department', 'assign', 'note', 'promise'] as const;
export const stepStatuses = ['open', 'waiting_customer', 'waiting_partner', 'solved'] as const;
export const stepPriorities = ['low', 'normal', 'high', 'urgent'] as const;

/** A step of a kind as it stands when it is added. */
export function emptyStep(kind: MacroStep['do'], texts: readonly Template[]): MacroStep {
  switch (kind) {
    case 'reply': return { do: kind, templateId: texts.find((text) => text.kind === 'reply')?.id ?? '' };
    case 'set_status': return { do: kind, status: 'solved' };
    case 'set_priority': return { do: kind, priority: 'high' };
    case 'set_category': return { do: kind, category: '' };
    case 'set_department': return { do: kind, department: '' };
    case 'assign': return { do: kind, to: 'me' };
    case 'note': return { do: kind, text: '' };
    case 'promise': return { do: kind, line: '' };
  }
}

/** Whether nothing is missing; what it names is checked by the server. */
export function isComplete(step: MacroStep): boolean {
  switch (step.do) {
    case 'reply': return step.templateId !== '';
    case 'set_category': return step.category.trim() !== '';
    case 'set_department': return step.department !== '';
    case 'note': return step.text.trim() !== '';
    case 'promise': return step.line.trim() !== '';
    default: return true;
  }
}
