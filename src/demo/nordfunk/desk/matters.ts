import { departments } from '../catalogue/departments.ts';
import type { DemoEvent } from '../shapes.ts';
import type { TopicCode } from '../texts/topic.ts';

/** What cases are called and who works on them, by what the customer talked about. */
export interface Matter {
  category: string;
  subjectLine: { de: string; en: string };
  department: string;
  touchpoint: string | null;
  /** What an agent promises, and what is done when it is kept. */
  promise: string;
  done: string;
}

const matter = (category: string, [de, en]: readonly [string, string], [department, touchpoint]: readonly [string, string | null], [promise, done]: readonly [string, string]): Matter => ({ category, subjectLine: { de, en }, department, touchpoint, promise, done });
const SERVICE = 'customer_service';

const matters: Partial<Record<TopicCode, Matter>> = {
  dropped_calls: matter('Gesprächsabbrüche', ['Gespräche brechen ab', 'Calls drop'], [SERVICE, 'network_daily'], ['Rückruf mit der Antwort des Herstellers', 'Zurückgerufen: Die Prüfung läuft noch, nächster Stand zugesagt.']),
  reception: matter('Empfang', ['Schlechter Empfang', 'Bad reception'], ['network', 'network_daily'], ['Rückruf nach der Messung am Wohnort', 'Zurückgerufen: Die Zelle ist ausgelastet, der Ausbau kommt im Frühjahr.']),
  data_speed: matter('Datenrate', ['Internet am Handy zu langsam', 'Mobile data too slow'], ['network', 'network_daily'], ['Rückruf nach der Prüfung der Zelle', 'Zurückgerufen: Profil neu gesetzt, Kundin misst wieder 80 Mbit/s.']),
  repair_status: matter('Reparatur', ['Wo ist mein Telefon?', 'Where is my phone?'], ['repairs', 'repair_status'], ['Stand der Reparatur nennen', 'Zurückgerufen: Das Gerät ist repariert und geht heute raus.']),
  repair: matter('Reparatur', ['Frage zur Reparatur', 'Question about a repair'], ['repairs', 'repair_intake'], ['Stand der Reparatur nennen', 'Zurückgerufen: Kostenvoranschlag erklärt.']),
  roaming: matter('Roaming', ['Roaming-Rechnung nicht verstanden', 'Roaming invoice not understood'], ['billing', 'roaming_invoice'], ['Rechnung prüfen und zurückrufen', 'Zurückgerufen: Posten erklärt, zu viel berechneter Betrag wird gutgeschrieben.']),
  invoice: matter('Rechnung', ['Frage zur Rechnung', 'Question about an invoice'], ['billing', 'monthly_invoice'], ['Rechnung prüfen und zurückrufen', 'Zurückgerufen: Rechnung Posten für Posten erklärt.']),
  payment: matter('Zahlung', ['Mahnung trotz Zahlung', 'Reminder though paid'], ['billing', 'payment_reminder'], ['Zahlung suchen und melden', 'Zahlung gefunden, Mahnung zurückgenommen.']),
  porting: matter('Rufnummer', ['Rufnummer noch nicht da', 'Number not ported yet'], ['back_office', 'porting'], ['Termin der Mitnahme nennen', 'Zurückgerufen: Die Nummer kommt am Donnerstag.']),
  contract_change: matter('Vertrag', ['Änderung am Vertrag dauert', 'Contract change takes long'], ['back_office', 'contract_change'], ['Stand der Änderung nennen', 'Änderung ist eingetragen, Bestätigung ist unterwegs.']),
  renewal: matter('Vertrag', ['Angebot zur Verlängerung', 'Renewal offer'], [SERVICE, 'renewal_offer'], ['Angebot rechnen und zurückrufen', 'Angebot erklärt, Kunde überlegt bis Montag.']),
  cancellation: matter('Kündigung', ['Kündigung nicht bestätigt', 'Cancellation not confirmed'], ['back_office', 'cancellation'], ['Bestätigung schicken', 'Bestätigung ist verschickt.']),
  order: matter('Bestellung', ['Bestellung noch nicht angekommen', 'Order not arrived yet'], ['repairs', 'delivery'], ['Lieferung suchen und melden', 'Paket gefunden, Zustellung morgen.']),
  app: matter('App', ['App stürzt ab', 'App crashes'], ['online', 'app_home'], ['Rückmeldung aus der Technik', 'Neue Version hilft, Kunde bestätigt.']),
  activation: matter('Freischaltung', ['Karte noch nicht frei', 'Card not active yet'], [SERVICE, 'activation'], ['Karte freischalten und anrufen', 'Karte ist frei.']),
};
const general = matter('Allgemein', ['Allgemeine Frage', 'General question'], [SERVICE, 'call_agent'], ['Rückruf', 'Frage beantwortet.']);

export function matterOf(topic: string): Matter {
  return matters[topic as TopicCode] ?? general; // an unknown topic finds nothing
}

export const knownDepartments: ReadonlySet<string> = new Set(departments.map(({ code }) => code));

/** A contact in which somebody complained and that deserves a case of its own. */
export interface Complaint {
  messageId: string;
  userId: string;
  at: Date;
  channel: 'call_center' | 'mail' | 'chat';
  topic: string;
  text: string;
  subject: string | null;
  language: 'de' | 'en';
  mood: number;
}

const channels: Readonly<Record<string, Complaint['channel']>> = { call_answered: 'call_center', mail_received: 'mail', chat_closed: 'chat' };

/** Reads a complaint out of a contact of the history; null for anything else. */
export function complaintOf({ event, messageId, userId, timestamp, properties = {} }: DemoEvent): Complaint | null {
  const channel = channels[event ?? ''];
  const { mood, topic, text, subject, language } = properties;
  if (!channel || userId === undefined || typeof mood !== 'number' || mood > -1 || typeof topic !== 'string' || typeof text !== 'string') return null;
  return { messageId, userId, at: new Date(timestamp), channel, topic, text, subject: typeof subject === 'string' ? subject : null, language: language === 'en' ? 'en' : 'de', mood };
}
