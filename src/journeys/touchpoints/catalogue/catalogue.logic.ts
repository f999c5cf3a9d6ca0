import type { Industry } from '../inventory.contract.ts';
import { touchpointSchema, type TouchpointValues } from '../touchpoints.contract.ts';
import { financeLines, telecomLines } from './contract-industries.logic.ts';
import { hospitalityLines, publicHealthLines, retailLines, utilitiesLines } from './service-industries.logic.ts';

export interface CatalogueIndustry {
  industry: Industry;
  nameDe: string;
  nameEn: string;
  touchpoints: TouchpointValues[];
}

/**
 * Typical touchpoints to begin an inventory with. One line each: code | German name | English name | stage | channel |
 * main or secondary | `truth` for a moment of truth, `indirect` where a third party meets the customer.
 */
export const catalogue: readonly CatalogueIndustry[] = [
  { industry: 'telecom', nameDe: 'Telekommunikation', nameEn: 'Telecommunications', touchpoints: readLines(telecomLines) },
  { industry: 'finance', nameDe: 'Bank und Versicherung', nameEn: 'Banking and insurance', touchpoints: readLines(financeLines) },
  { industry: 'retail', nameDe: 'Handel und E-Commerce', nameEn: 'Retail and e-commerce', touchpoints: readLines(retailLines) },
  { industry: 'utilities', nameDe: 'Energie und Wasser', nameEn: 'Energy and water', touchpoints: readLines(utilitiesLines) },
  { industry: 'hospitality', nameDe: 'Hotel und Reise', nameEn: 'Hospitality and travel', touchpoints: readLines(hospitalityLines) },
  { industry: 'public_health', nameDe: 'Verwaltung und Gesundheit', nameEn: 'Public services and healthcare', touchpoints: readLines(publicHealthLines) },
];

function readLines(lines: string): TouchpointValues[] {
  return lines.trim().split('\n').map((line) => {
    const [code, nameDe, nameEn, stage, channel, kind, notes = ''] = line.split('|').map((cell) => cell.trim());
    return touchpointSchema.parse({ code, nameDe, nameEn, stage, channel, kind, momentOfTruth: notes.includes('truth'), reachKind: notes.includes('indirect') ? 'indirect' : 'direct' });
  });
}
