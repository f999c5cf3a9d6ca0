import type { ProblemPlace } from '../../../kernel/problem.ts';
import type { Answers, Definition } from '../../surveys/definition.contract.ts';

export interface OwnedFile {
  id: string;
  responseId: string;
  question: string;
}

/** Which files the answers name, by question. */
export function namedFiles(definition: Definition, answers: Answers): { question: string; fileId: string }[] {
  return definition.pages.flatMap((page) => page.questions).flatMap((question) => {
    const value = question.kind === 'file' && Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    return Array.isArray(value) ? value.flatMap((fileId: unknown) => (typeof fileId === 'string' ? [{ question: question.id, fileId }] : [])) : [];
  });
}

/** Answers that name a file which was not uploaded for this question of this response. */
export function findForeignFiles(save: { id: string; definition: Definition; checked: { kept: Answers } }, files: readonly OwnedFile[]): ProblemPlace[] {
  return namedFiles(save.definition, save.checked.kept)
    .filter(({ question, fileId }) => !files.some((file) => file.id === fileId && file.responseId === save.id && file.question === question))
    .map(({ question, fileId }) => ({ at: `answers.${question}`, reason: `unknown_file: ${fileId.slice(0, 60)} was not uploaded here` }));
}
