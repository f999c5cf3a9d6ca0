import type { Option, Row } from '../definition.contract.ts';
import { asked, type Element, type Made, optional } from './foreign-question.logic.ts';
import { type Foreign, foreignIn, isForeign, isSet, listIn, numberIn, textIn, valueIn } from './foreign-values.logic.ts';
import { optionIdFrom, partIdFrom, uniqueId } from './report.logic.ts';

/** One question of Formbricks as one of ours. @returns null for kinds that have no counterpart, which are then in the report */
export function makeFormbricksQuestion({ of, id, words, at, report, name }: Element): Made | null {
  const type = textIn(of, 'type') ?? '';
  const common = { id, title: words.wording(valueIn(of, 'headline'), `${at}.headline`) ?? words.own(name), ...optional('help', words.wording(valueIn(of, 'subheader') ?? valueIn(of, 'html'), `${at}.subheader`)), ...(isSet(of, 'required') ? { isRequired: true } : {}) };
  const ends = { ...optional('lowLabel', words.line(valueIn(of, 'lowerLabel'), `${at}.lowerLabel`)), ...optional('highLabel', words.line(valueIn(of, 'upperLabel'), `${at}.upperLabel`)) };
  switch (type) {
    case 'openText': {
      const input = textIn(of, 'inputType') ?? 'text';
      const limit = numberIn(foreignIn(of, 'charLimit') ?? {}, 'max');
      if (numberIn(foreignIn(of, 'charLimit') ?? {}, 'min') !== undefined) report.tell(at, name, 'settings_lost', 'charLimit.min');
      if (input === 'number') return { question: { ...common, kind: 'number' }, asked: asked(id, 'number') };
      return { question: { ...common, kind: 'text', lines: valueIn(of, 'longAnswer') === false || input !== 'text' ? 'one' : 'many', ...optional('format', input === 'text' ? undefined : input), ...optional('maxLength', limit === undefined || limit < 1 ? undefined : Math.min(5_000, Math.round(limit))), ...optional('placeholder', words.line(valueIn(of, 'placeholder'), `${at}.placeholder`)) }, asked: asked(id, 'text') };
    }
    case 'multipleChoiceSingle': case 'multipleChoiceMulti': case 'ranking': {
      const isMany = type !== 'multipleChoiceSingle';
      const shuffle = textIn(of, 'shuffleOption') ?? 'none';
      const [options, values] = readOptions(of, { words, at }, type === 'multipleChoiceMulti', shuffle === 'exceptLast');
      return { question: { ...common, kind: type === 'ranking' ? 'ranking' : isMany ? 'choices' : 'choice', options, ...(shuffle === 'none' ? {} : { isShuffled: true }) }, asked: asked(id, isMany ? 'many' : 'one', values) };
    }
    case 'nps': return { question: { ...common, kind: 'nps', ...ends }, asked: asked(id, 'number') };
    case 'ces': return { question: { ...common, kind: 'ces', points: numberIn(of, 'range') === 5 ? 5 : 7, ...ends }, asked: asked(id, 'number') };
    case 'csat': return { question: { ...common, kind: 'csat', points: 5, ...lookOf(of), ...ends }, asked: asked(id, 'number') };
    case 'rating': return { question: { ...common, kind: 'rating', points: numberIn(of, 'range') ?? 5, ...lookOf(of), ...ends }, asked: asked(id, 'number') };
    case 'cta': {
      if (textIn(of, 'buttonUrl', 'ctaButtonUrl')) report.tell(at, name, 'link_lost', textIn(of, 'buttonUrl', 'ctaButtonUrl'));
      const { isRequired: _, ...text } = { isRequired: false, ...common };
      return { question: { ...text, kind: 'statement' }, asked: asked(id, 'text') };
    }
    case 'consent': return { question: { ...common, kind: 'consent', label: words.lineOr(valueIn(of, 'label'), `${at}.label`, name) }, asked: asked(id, 'consent') };
    case 'pictureSelection': {
      report.tell(at, name, 'pictures_lost');
      const values = new Map<string, string>();
      const options = listIn(of, 'choices').filter(isForeign).slice(0, 40).map((choice, n): Option => {
        values.set(textIn(choice, 'id') ?? String(n), `picture_${n + 1}`);
        return { id: `picture_${n + 1}`, label: words.own(words.base === 'de' ? `Bild ${n + 1}` : `Picture ${n + 1}`) };
      });
      const isMany = isSet(of, 'allowMulti');
      return { question: { ...common, kind: isMany ? 'choices' : 'choice', options }, asked: asked(id, isMany ? 'many' : 'one', values) };
    }
    case 'date': return { question: { ...common, kind: 'date' }, asked: asked(id, 'text') };
    case 'fileUpload': {
      const extensions = listIn(of, 'allowedFileExtensions').map(String);
      const types = [['image', ['png', 'jpeg', 'jpg', 'webp', 'heic']], ['pdf', ['pdf']], ['office', ['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx']], ['text', ['txt', 'csv', 'plain']]] as const;
      const found = types.filter(([, all]) => extensions.length === 0 || all.some((one) => extensions.includes(one))).map(([one]) => one);
      return { question: { ...common, kind: 'file', types: found, maxFiles: isSet(of, 'allowMultipleFiles') ? 5 : 1, maxBytes: Math.min(10_000_000, Math.max(1_000, (numberIn(of, 'maxSizeInMB') ?? 5) * 1_000_000)) }, asked: asked(id, 'text') };
    }
    case 'matrix': return makeMatrix({ of, id, words, at, report, name }, common);
    case 'address': case 'contactInfo':
      if (foreignIn(of, 'state') && valueIn(foreignIn(of, 'state') ?? {}, 'show') !== false) report.tell(at, name, 'settings_lost', 'state');
      return makeContact(of, common, id);
    default:
      report.tell(at, name, 'kind_unknown', type || '?');
      return null;
  }
}

const lookOf = (of: Foreign) => ({ star: { look: 'stars' }, smiley: { look: 'smileys' } })[textIn(of, 'scale') ?? ''] ?? {};

function readOptions(of: Foreign, { words, at }: Pick<Element, 'words' | 'at'>, mayExclude: boolean, isLastFixed: boolean): [Option[], Map<string, string>] {
  const values = new Map<string, string>();
  const choices = listIn(of, 'choices').filter(isForeign);
  const options = choices.map((choice, n): Option => {
    const foreignId = textIn(choice, 'id') ?? String(n);
    const label = words.lineOr(valueIn(choice, 'label'), `${at}.choices[${n}].label`, foreignId);
    // Their ids are random; words are better names for exports.
    const id = uniqueId(foreignId === 'other' || foreignId === 'none' ? foreignId : optionIdFrom(label[words.base] ?? foreignId), new Set(values.values()));
    values.set(foreignId, id);
    return { id, label, ...(foreignId === 'other' ? { withText: true, isFixed: true } : {}), ...(foreignId === 'none' ? { isFixed: true, ...(mayExclude ? { isExclusive: true } : {}) } : {}), ...(isLastFixed && n === choices.length - 1 ? { isFixed: true } : {}) };
  });
  return [options, values];
}

function makeMatrix({ of, id, words, at, report, name }: Element, common: object): Made {
  const label = (one: unknown) => (isForeign(one) && valueIn(one, 'label') !== undefined ? valueIn(one, 'label') : one);
  const columns = listIn(of, 'columns');
  const rowIds = new Map<string, string>();
  const rows = listIn(of, 'rows').map((one, n): Row => {
    const text = words.lineOr(label(one), `${at}.rows[${n}]`, String(n + 1));
    const rowId = uniqueId(partIdFrom(text[words.base] ?? String(n + 1)), new Set(rowIds.values()));
    // Conditions name rows and columns by place or, in newer documents, by id.
    rowIds.set(String(n), rowId);
    const own = isForeign(one) ? textIn(one, 'id') : undefined;
    if (own !== undefined) rowIds.set(own, rowId);
    return { id: rowId, text };
  });
  const labels = columns.map((one, n) => words.lineOr(label(one), `${at}.columns[${n}]`, String(n + 1)));
  report.tell(at, name, 'values_numbered', labels.map((one) => one[words.base] ?? '').join(', '));
  const points = new Map(columns.flatMap((one, n): [string, number][] => [[String(n), n + 1], ...(isForeign(one) && textIn(one, 'id') !== undefined ? [[textIn(one, 'id') ?? '', n + 1] as [string, number]] : [])]));
  return { question: { ...common, kind: 'matrix', rows, scale: { low: 1, high: columns.length, labels: Object.fromEntries(labels.map((one, n) => [String(n + 1), one])) }, ...((textIn(of, 'shuffleOption') ?? 'none') === 'none' ? {} : { isShuffled: true }) }, asked: asked(id, 'rows', points, rowIds) };
}

const CONTACT_FIELDS = [['firstName', 'firstName'], ['lastName', 'lastName'], ['company', 'company'], ['email', 'email'], ['phone', 'phone'], ['addressLine1', 'street'], ['zip', 'postcode'], ['city', 'city'], ['country', 'country']] as const;

function makeContact(of: Foreign, common: object, id: string): Made {
  const fields = CONTACT_FIELDS.flatMap(([theirs, field]) => {
    const setting = foreignIn(of, theirs);
    return setting && valueIn(setting, 'show') !== false ? [{ field, ...(isSet(setting, 'required') ? { isRequired: true } : {}) }] : [];
  });
  return { question: { ...common, kind: 'contact', fields }, asked: asked(id, 'text') };
}
