/** docs/openapi.json is what the running server answers, so that a change of the API is seen in review. */
import { startMomente } from '../../e2e/momente.ts';
import { compareOrWrite } from './compare.ts';

const momente = await startMomente();
try {
  const document = await momente.get<object>('/api/openapi.json');
  compareOrWrite('docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`, 'scripts/drift/check-openapi.ts');
} finally {
  await momente.remove();
}
