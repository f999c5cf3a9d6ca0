import type { Entries } from '../entry.ts';
import { own } from '../world.ts';

const forEverybody = 'nothing about anybody; needed before somebody can sign in';

export const operationEntries: Entries = {
  'GET /api/openapi.json': { open: 'the description of the API is in the source anyway' },
  'GET /health': { open: 'asked by whatever keeps the machine running; says that the process lives' },
  'GET /ready': { open: 'asked by whatever keeps the machine running; says that the engines answer' },
  'GET /metrics': { open: 'counts and durations, nothing about anybody; the network decides who reaches it' },
  'GET /api/demo': { open: 'the start page asks whether there is a demo company to offer' },
  // In this world it counts as loaded: 409 comes after the permission was checked.
  'POST /api/demo': { status: 409 },
  'GET /manual': { open: forEverybody, status: 302 },
  'GET /manual/manual.css': { open: forEverybody },
  'GET /manual/licence': { open: forEverybody },
  'GET /manual/images/:name': { open: forEverybody, call: () => ({ params: { name: 'story-1-call-de.jpg' } }) },
  'GET /manual/:language': { open: forEverybody, status: 302, call: () => ({ params: { language: 'en' } }) },
  'GET /manual/:language/:page': { open: forEverybody, call: () => ({ params: { language: 'en', page: 'index' } }) },
  'GET /widget/*': { open: 'what the company’s own pages load to show surveys', call: () => ({ params: { '*': 'loader.js' } }) },
  'GET /s/:code': { open: 'the page on which customers answer; what it shows it asks for over the API', call: () => ({ params: { code: own.survey } }) },
  'GET /s/preview': { open: 'an empty frame that the editor fills' },
  'GET /kiosk/:code': { open: 'the page of a tablet at the counter', call: () => ({ params: { code: own.survey } }) },
  'GET /kiosk/worker.js': { open: 'keeps the kiosk alive without network' },
  'GET /*': { open: 'the page itself; what it shows it asks for over the API', call: () => ({ params: { '*': '' } }) },
};
