import { checkDefinition, listWords } from '../drafts/check-definition.logic.ts';
import type { Definition } from '../definition.contract.ts';
import type { ImportReport } from './report.logic.ts';

const ROUNDS = 4;

/** Takes out of an imported survey what could not be published: conditions about later questions, jumps that lead back. */
export function mendDefinition(definition: Definition, report: ImportReport): Definition {
  let mended = structuredClone(definition);
  const [base = 'en'] = mended.languages;
  for (const { words, isOptional } of listWords(mended)) {
    const [other] = Object.values(words).filter((text) => text.trim() !== '');
    if (!isOptional && (words[base] ?? '').trim() === '' && other !== undefined) words[base] = other;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const faults = checkDefinition(mended);
    const broken = new Set(faults.map(({ at }) => at));
    mended = {
      ...mended,
      pages: mended.pages.map((page, p) => {
        const { when, jumps, ...rest } = page;
        const keptJumps = jumps?.filter(({ when: condition, to }, j) => {
          const place = `pages[${p}].jumps[${j}]`;
          if (broken.has(`${place}.to`)) report.tell(place, to, 'jump_back', to);
          else if (broken.has(`${place}.when`)) report.tell(place, to, 'jump_lost', condition);
          return !broken.has(`${place}.to`) && !broken.has(`${place}.when`);
        });
        if (when !== undefined && broken.has(`pages[${p}].when`)) report.tell(`pages[${p}]`, page.id, 'condition_lost', when);
        return {
          ...rest,
          ...(when !== undefined && !broken.has(`pages[${p}].when`) ? { when } : {}),
          ...(keptJumps && keptJumps.length > 0 ? { jumps: keptJumps } : {}),
          questions: page.questions.map((question, q) => {
            if (question.when === undefined || !broken.has(`pages[${p}].questions[${q}].when`)) return question;
            report.tell(`pages[${p}].questions[${q}]`, question.id, 'condition_lost', question.when);
            const { when: _, ...always } = question;
            return always;
          }),
        };
      }),
    };
    for (const { at, words } of listWords(mended)) for (const language of Object.keys(words)) if (broken.has(`${at}.${language}`)) words[language] = (words[language] ?? '').replace(/\{\{.*?\}\}/g, '…');
    if (faults.length === 0) break;
  }
  return mended;
}
