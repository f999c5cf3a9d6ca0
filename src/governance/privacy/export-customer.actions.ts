import type { Context } from '../../platform/context.ts';
import { emptyPart, itemPart, pageEnd, pageStart, sectionEnd, sectionStart } from './export-page.logic.ts';
import { type Language, withoutInnerIds } from './export-words.logic.ts';
import type { PersonalDataHolder, PrivacyParts } from './personal-data.actions.ts';
import type { CustomerReach } from './personal-data.contract.ts';
import { readPrivacySettings } from './privacy-settings.actions.ts';

export interface CustomerExport {
  fileName: string;
  contentType: string;
  body: AsyncIterable<string>;
}

/**
 * Everything about a customer, all merged parts of it, as one file: for machines (json) or to read (html). Written while
 * it is read, so its size does not matter.
 * @throws customer.not_found
 */
export async function exportCustomer(context: Context, parts: PrivacyParts, customerId: string, { format, language }: { format: 'json' | 'html'; language: Language }): Promise<CustomerExport> {
  const reach = await parts.people.reachOf(context, context.db, customerId, null);
  const { name } = await parts.people.describe(context, customerId);
  const day = context.clock.now().toISOString().slice(0, 10);
  const fileName = `${language === 'de' ? 'auskunft' : 'personal-data'}-${day}.${format}`;
  return format === 'json'
    ? { fileName, contentType: 'application/json; charset=utf-8', body: writeJson(context, parts, reach, name) }
    : { fileName, contentType: 'text/html; charset=utf-8', body: writePage(context, parts, reach, { name, language }) };
}

async function* writeJson(context: Context, { holders }: PrivacyParts, reach: CustomerReach, name: string): AsyncIterable<string> {
  yield `{"format":"momente.personal_data","version":1,"exportedAt":${JSON.stringify(context.clock.now().toISOString())},"by":${JSON.stringify(context.settings.publicUrl)},"name":${JSON.stringify(name)},"data":{`;
  for (const [index, holder] of holders.entries()) {
    const { key, labelDe, labelEn, purposeDe, purposeEn } = holder.category;
    yield `${index === 0 ? '' : ','}${JSON.stringify(key)}:{"label":${JSON.stringify({ de: labelDe, en: labelEn })},"purpose":${JSON.stringify({ de: purposeDe, en: purposeEn })},"items":[`;
    let count = 0;
    for await (const item of holder.export(context, reach)) {
      yield `${count === 0 ? '' : ','}${JSON.stringify(withoutInnerIds(item))}`;
      count += 1;
    }
    yield ']}';
  }
  yield '}}';
}

/** For a reader: who it is, then what they have and did, at the end what the machine noted. Another order than that of an erasure. */
const placeOf = ({ name }: PersonalDataHolder) => (name === 'people.identity' ? 0 : name.startsWith('governance.') ? 2 : 1);

async function* writePage(context: Context, { holders, readNames }: PrivacyParts, reach: CustomerReach, { name, language }: { name: string; language: Language }): AsyncIterable<string> {
  const inOrder = holders.toSorted((a, b) => placeOf(a) - placeOf(b));
  const [{ controller }, names] = await Promise.all([readPrivacySettings(context.db), readNames(context)]);
  yield pageStart(language, { name, at: context.clock.now(), company: controller.name, categories: inOrder.map((holder) => holder.category) });
  for (const holder of inOrder) {
    yield sectionStart(language, holder.category);
    let isEmpty = true;
    for await (const item of holder.export(context, reach)) {
      isEmpty = false;
      yield itemPart(language, withoutInnerIds(item), names);
    }
    if (isEmpty) yield emptyPart(language);
    yield sectionEnd;
  }
  yield pageEnd;
}
