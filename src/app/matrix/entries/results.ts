import type { Call, Entries } from '../entry.ts';
import { foreign, own, planted } from '../world.ts';

const ownCode = (): Call => ({ params: { code: own.survey } });
const foreignCode = (): Call => ({ params: { code: foreign.survey } });
const formats = ['csv', 'csv_de', 'xlsx', 'sav', 'parquet'];

export const resultsEntries: Entries = {
  'GET /api/surveys/:code/results': { call: ownCode, foreign: foreignCode },
  'GET /api/surveys/:code/results/filters': { call: ownCode, foreign: foreignCode },
  'GET /api/surveys/:code/results/comparison': { call: () => ({ ...ownCode(), query: { groupBy: 'version' } }), foreign: () => ({ ...foreignCode(), query: { groupBy: 'version' } }) },
  'GET /api/surveys/:code/results/questions/:question': { call: () => ({ params: { code: own.survey, question: 'nps' } }), foreign: () => ({ params: { code: foreign.survey, question: 'nps' } }) },
  'GET /api/surveys/:code/results/voices': { call: ownCode, foreign: foreignCode, alsoLookAt: () => [{ ...ownCode(), query: { search: planted.lastName } }, { ...ownCode(), query: { search: planted.email } }] },
  'GET /api/surveys/:code/suspicious-responses': { call: ownCode, foreign: foreignCode },
  'GET /api/surveys/:code/export': { call: ownCode, foreign: foreignCode, alsoLookAt: () => formats.flatMap((format) => [{ ...ownCode(), query: { format } }, { ...ownCode(), query: { format, shape: 'answers', values: 'codes' } }]) },
};
