/** Colleagues of whoever tries the demo company: they have cases and keep promises, but no password, so nobody signs in as them. */
export interface DemoColleague {
  name: string;
  email: string;
  role: 'agent' | 'cx_manager';
  language: 'de' | 'en';
}

export const colleagues: readonly DemoColleague[] = [
  { name: 'Mara Lindner', email: 'mara.lindner@nordfunk.example', role: 'agent', language: 'de' },
  { name: 'Jonas Albers', email: 'jonas.albers@nordfunk.example', role: 'agent', language: 'de' },
  { name: 'Selin Demir', email: 'selin.demir@nordfunk.example', role: 'agent', language: 'de' },
  { name: 'Oliver Winkler', email: 'oliver.winkler@nordfunk.example', role: 'agent', language: 'de' },
  { name: 'Katrin Voss', email: 'katrin.voss@nordfunk.example', role: 'cx_manager', language: 'de' },
];
