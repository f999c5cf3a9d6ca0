import type { DemoDepartment } from '../shapes.ts';

export const departments: readonly DemoDepartment[] = [
  { code: 'marketing', nameDe: 'Marketing', nameEn: 'Marketing' },
  { code: 'shops', nameDe: 'Filialen', nameEn: 'Shops' },
  { code: 'online', nameDe: 'Online und App', nameEn: 'Online and app' },
  { code: 'customer_service', nameDe: 'Kundenservice', nameEn: 'Customer service' },
  { code: 'billing', nameDe: 'Abrechnung', nameEn: 'Billing' },
  { code: 'network', nameDe: 'Netz und Technik', nameEn: 'Network' },
  { code: 'repairs', nameDe: 'Logistik und Reparatur', nameEn: 'Logistics and repairs' },
  { code: 'back_office', nameDe: 'Vertragsverwaltung', nameEn: 'Contract administration' },
];

/** Names on call notes and chats: invented, a dozen per department is enough. */
export const agentNames: readonly string[] = [
  'A. Yildirim', 'B. Krüger', 'C. Nowak', 'D. Sommer', 'E. Haas', 'F. Lindner', 'G. Petrovic', 'H. Brandt', 'I. Kaya', 'J. Voss',
  'K. Albers', 'L. Marino', 'M. Schreiber', 'N. Öztürk', 'O. Winkler', 'P. Jansen', 'R. Wolters', 'S. Demir', 'T. Engel', 'U. Paulsen',
  'V. Horvat', 'W. Thiel', 'Y. Arslan', 'Z. Kowalski',
];
