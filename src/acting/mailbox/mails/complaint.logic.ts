/** Words with which people complain, or want something done. Found inside of longer words as well: "Kündigungsfrist". */
const words = [
  'beschwer', 'reklam', 'kündig', 'unverschämt', 'frechheit', 'anwalt', 'verbraucherzentrale', 'bundesnetzagentur', 'schlichtungsstelle', 'schadensersatz', 'geld zurück', 'rückerstatt', 'erstattung', 'widerruf', 'mahnung', 'betrug', 'unzumutbar', 'katastroph', 'bitte rufen sie', 'bitte um rückruf', 'rückruf', 'bitte um antwort', 'funktioniert nicht', 'geht nicht', 'defekt',
  'complain', 'cancel my', 'cancellation', 'refund', 'money back', 'lawyer', 'ombudsman', 'unacceptable', 'disgrace', 'outrage', 'scam', 'call me back', 'please call', 'please reply', 'does not work', "doesn't work", 'broken',
];

/** Whether a feedback mail needs somebody: then it becomes a case, because a complaint must never stay a remark. */
export function isComplaint({ subjectLine, text }: { subjectLine: string; text: string }): boolean {
  const said = `${subjectLine}\n${text}`.toLowerCase();
  return words.some((word) => said.includes(word));
}
