import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { joinList, splitList } from '../../kernel/cell-lists.ts';
import { defuseFormula, restoreFormula } from '../../kernel/formula-cells.ts';
import { exportCsv, importCsv } from './csv-transfer.actions.ts';
import { listTouchpoints, removeTouchpoint, saveDepartments, saveTouchpoints } from './touchpoints.actions.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await saveDepartments(context, [{ code: 'shop', nameDe: 'Läden', nameEn: 'Shops' }]);
  await saveTouchpoints(context, [
    { code: 'tricky', nameDe: '=SUMME(1;2)', nameEn: "'=quoted", descriptionDe: 'Zeile 1\nZeile "2"; und, mehr', descriptionEn: ' "=home', stage: 'service', channel: 'shop', kind: 'main', department: 'shop', involvedDepartments: ['shop'], momentOfTruth: true, tangibleItems: ['AGB | klein', 'Brief\\Umschlag', '+49'], rules: [{ event: '=Call', channel: 'shop', conditions: [{ property: 'a,b;c', op: 'is', value: '"x"' }] }] },
    { code: 'plain', nameDe: 'Schlicht', nameEn: 'Plain', stage: 'use', channel: 'web', kind: 'secondary' },
  ]);
});
afterAll(() => context.close());

describe('cells', () => {
  it('makes formulas harmless and gives back exactly what was written', () => {
    for (const text of ['=1+1', '+49 30', '-5', '@me', '\tx', "'=1", "''=1", "'harmless", 'plain', '', ' "=1+1', '＝1']) {
      expect(restoreFormula(defuseFormula(text))).toBe(text);
      expect(defuseFormula(text)).not.toMatch(/^["\s]*[=+\-@＝\t\r]/);
    }
  });
  it('puts several texts into one cell', () => {
    expect(joinList(['AGB | klein', 'a\\b'])).toBe('AGB \\| klein | a\\\\b');
    expect(splitList('AGB \\| klein | a\\\\b |  ')).toEqual(['AGB | klein', 'a\\b']);
  });
});

describe('the file', () => {
  it('comes back unchanged', async () => {
    const before = await listTouchpoints(context);
    const csv = await exportCsv(context, null);
    expect(csv.startsWith('\ufeffcode,name_de,')).toBe(true);
    // A spreadsheet strips the blank and the quotation mark, and runs what follows.
    expect(csv).toContain(`"' ""=home"`);
    expect(await importCsv(context, csv, false)).toMatchObject({ rows: 2, created: [], changed: [], unchanged: 2, errors: [] });
    await removeTouchpoint(context, 'tricky');
    expect(await importCsv(context, csv, false)).toMatchObject({ created: ['tricky'], unchanged: 1 });
    const after = await listTouchpoints(context);
    const withoutTimes = (list: typeof before) => list.map(({ updatedAt: _updatedAt, version: _version, ...rest }) => rest);
    expect(withoutTimes(after)).toEqual(withoutTimes(before));
  });
  it('may have semicolons, any order, and only the columns that change', async () => {
    expect(await importCsv(context, 'name_en;code\r\nVery plain;plain\r\n', false)).toMatchObject({ rows: 1, changed: ['plain'], errors: [] });
    expect((await listTouchpoints(context)).find(({ code }) => code === 'plain')).toMatchObject({ nameEn: 'Very plain', nameDe: 'Schlicht', stage: 'use' });
  });
  it('is only looked at in a dry run', async () => {
    const file = 'code,name_de,name_en,stage,channel,kind\nfresh,Frisch,Fresh,use,web,main\nplain,Schlicht,Plain again,use,web,secondary\n';
    expect(await importCsv(context, file, true)).toMatchObject({ dryRun: true, rows: 2, created: ['fresh'], changed: ['plain'] });
    expect((await listTouchpoints(context)).map(({ code }) => code)).toEqual(['plain', 'tricky']);
  });
  it('names row, column and reason of every fault, and then nothing is imported', async () => {
    const file = 'code,name_de,name_en,stage,channel,kind,department,moment_of_truth,rules\n'
      + 'good,Gut,Good,use,web,main,,no,\n'
      + 'Bad Code,X,X,use,web,main,,no,\n'
      + '"also_bad","Zwei\nZeilen",X,moon,web,main,nobody,maybe,"{"\n'
      + 'good,Gut,Good,use,web,main,,no,\n'
      + 'empty_rule,X,X,use,web,main,,no,[{}]\n'
      + 'short,X\n';
    const { errors } = await importCsv(context, file, true);
    expect(errors.map(({ row, column }) => `${row} ${column}`)).toEqual(['3 code', '4 moment_of_truth', '4 rules', '4 stage', '6 code', '7 rules', '8 ']);
    expect(errors.find(({ row }) => row === 6)?.reason).toBe('good is in row 2 already');
    await expect(importCsv(context, file, false)).rejects.toMatchObject({ code: 'touchpoint.csv_invalid', places: expect.arrayContaining([{ at: 'row 3, code', reason: expect.any(String) }]) });
    expect((await listTouchpoints(context)).map(({ code }) => code)).toEqual(['plain', 'tricky']);
  });
  it.each([
    ['', 'the file is empty'],
    ['name_de\nX\n', 'is missing: it says which touchpoint a line is about'],
    ['code,__proto__\nx,y\n', 'is not a column of touchpoints'],
    ['code,code\na,b\n', 'appears twice in the header'],
    ['code,"name_de\n', 'Quote Not Closed'],
  ])('that is %j is refused with a reason', async (file, reason) => {
    const { errors } = await importCsv(context, file, true);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.reason).toContain(reason);
  });
  it('finds touchpoints that are probably the same', async () => {
    const { duplicates } = await importCsv(context, 'code,name_de,name_en,stage,channel,kind,rules\nplain_two,schlicht!,Other,use,web,main,\ncall_two,Anruf,Call,use,shop,main,"[{""event"":""=Call"",""channel"":""shop"",""conditions"":[{""property"":""a,b;c"",""op"":""is"",""value"":""\\""x\\""""}]}]"\n', true);
    expect(duplicates).toEqual([
      { codes: ['plain', 'plain_two'], because: 'name', what: 'Schlicht' },
      { codes: ['call_two', 'tricky'], because: 'rule', what: '=Call · shop' },
    ]);
  });
});
