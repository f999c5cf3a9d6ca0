import { SaxesParser } from 'saxes';
import { TextsFault, type Translations } from './translations.logic.ts';

const UNITS_LIMIT = 20_000;
/** Reading holds up everybody else: a file of five megabytes could hold a million tags. */
const TAGS_LIMIT = 400_000;
const DEPTH_LIMIT = 100;

/** One unit while it is read. */
interface Unit {
  id: string;
  source: string;
  target: string;
  hasTarget: boolean;
  data: Map<string, string>;
}

/**
 * Reads XLIFF 1.2 and 2.0, also as tools give it back: with notes, other name spaces, several segments in a unit and
 * inline elements. No entities are resolved but the five of XML. @throws TextsFault
 */
export function readXliff(content: string): Translations {
  const read: Translations = { sourceLanguage: null, languages: new Map(), sources: new Map() };
  let [targetLanguage, version] = ['', ''];
  let unit: Unit | null = null;
  let filling: 'source' | 'target' | null = null;
  let dataId: string | null = null;
  let units = 0;
  let [tags, depth] = [0, 0];
  // Inside of proposals and notes: nobody has accepted what stands there.
  let muted = 0;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw new TextsFault(`The file cannot be read: ${error.message}`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    [tags, depth] = [tags + 1, depth + 1];
    if (tags > TAGS_LIMIT) throw new TextsFault(`The file holds more than ${TAGS_LIMIT} elements.`);
    if (depth > DEPTH_LIMIT) throw new TextsFault(`The file is nested more than ${DEPTH_LIMIT} deep.`);
    const of = (attribute: string): string => String(attributes[attribute] ?? '');
    switch (localName(name)) {
      case 'xliff':
        version = of('version');
        if (!/^(1\.[012]|2\.[012])$/.test(version)) throw new TextsFault(`Version ${version || '(none)'} of XLIFF is not known; 1.2 and 2.0 are.`);
        if (version.startsWith('2')) [read.sourceLanguage, targetLanguage] = [of('srcLang') || null, of('trgLang')];
        break;
      case 'file':
        if (version === '') throw new TextsFault('This is not an XLIFF file.');
        if (version.startsWith('1')) [read.sourceLanguage, targetLanguage] = [of('source-language') || null, of('target-language') || targetLanguage];
        break;
      case 'trans-unit': case 'unit':
        unit = { id: of('id'), source: '', target: '', hasTarget: false, data: new Map() };
        break;
      case 'data':
        dataId = of('id');
        break;
      case 'source':
        if (muted === 0) filling = 'source';
        break;
      case 'target':
        if (muted === 0) filling = 'target';
        if (muted === 0 && unit) unit.hasTarget = true;
        break;
      case 'alt-trans': case 'matches': case 'notes': case 'note': case 'metadata':
        filling = null;
        muted += 1;
        break;
      case 'ph': case 'x':
        if (unit && filling && muted === 0 && attributes['dataRef'] !== undefined) unit[filling] += unit.data.get(of('dataRef')) ?? '';
        break;
    }
  });
  const take = (text: string) => {
    if (muted > 0 || !unit) return;
    if (dataId !== null) unit.data.set(dataId, (unit.data.get(dataId) ?? '') + text);
    else if (filling) unit[filling] += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    switch (localName(name)) {
      case 'alt-trans': case 'matches': case 'notes': case 'note': case 'metadata':
        muted -= 1;
        break;
      case 'data':
        dataId = null;
        break;
      case 'source': case 'target':
        filling = null;
        break;
      case 'trans-unit': case 'unit':
        units += 1;
        if (units > UNITS_LIMIT) throw new TextsFault(`The file holds more than ${UNITS_LIMIT} texts.`);
        if (unit) keep(read, unit, targetLanguage);
        unit = null;
        break;
    }
  });
  parser.write(content.replace(/^\uFEFF/, '')).close();
  if (version === '') throw new TextsFault('This is not an XLIFF file.');
  return read;
}

function keep(read: Translations, { id, source, target, hasTarget }: Unit, language: string): void {
  if (id === '') return;
  read.sources.set(id, source);
  if (!hasTarget || target.trim() === '') return;
  const texts = read.languages.get(language) ?? new Map<string, string>();
  read.languages.set(language, texts.set(id, target));
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
