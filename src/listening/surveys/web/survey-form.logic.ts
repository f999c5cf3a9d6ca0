import type { Dimension, Survey, SurveyFields } from '../surveys.contract.ts';

/** A survey as it stands in the form. */
export type SurveyForm = SurveyFields;

export const emptyForm: SurveyForm = { code: '', touchpoint: '', nameDe: '', nameEn: '', introDe: '', introEn: '', dimensions: ['speed', 'information'], withCsat: false };

export function formOf({ code, touchpoint, nameDe, nameEn, introDe, introEn, dimensions, withCsat }: Survey): SurveyForm {
  return { code, touchpoint, nameDe, nameEn, introDe, introEn, dimensions, withCsat };
}

/** A short name made of a heading: "Nach der Reparatur!" → nach_der_reparatur. Empty when no letter is left. */
export function codeFrom(heading: string): string {
  const plain = heading.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '_').replace(/^[_0-9]+|_+$/g, '').slice(0, 60);
}

/** Whether it can be saved; what exactly is wrong with the rest, the server says. */
export function isComplete({ code, touchpoint, nameDe, nameEn, dimensions }: SurveyForm): boolean {
  return [code, touchpoint, nameDe.trim(), nameEn.trim()].every((text) => text !== '') && dimensions.length > 0;
}

/** Chosen dimensions in the order in which they are offered. */
export function inOrder(chosen: readonly string[], offered: readonly Dimension[]): Dimension[] {
  return offered.filter((dimension) => chosen.includes(dimension));
}
