import { renderToString } from 'react-dom/server';
import { MantineProvider } from '@mantine/core';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { Bars } from '../charts/Bars.tsx';
import { createI18n } from '../words/i18n.ts';
import { ResultFrame, type ResultFrameProps } from './ResultFrame.tsx';
import { fileNameOf, isFigureColumn, type ResultTable, writeCsv } from './result-table.logic.ts';

const table: ResultTable = {
  columns: [{ header: 'Treiber' }, { header: 'Anteil', isShare: true }, { header: 'n' }],
  rows: [[{ value: 'Netz; „überall“', to: '/answers?driver=network' }, 0.4123456, 1204], ['=SUM(A1)', null, 12]],
};

describe('the table of a result', () => {
  it('is a German file with semicolons, decimal commas and a mark for Excel; nothing stands for what is withheld', () => {
    expect(writeCsv(table, 'de')).toBe('\uFEFFTreiber;Anteil;n\r\n"Netz; „überall“";0,4123456;1204\r\n\'=SUM(A1);;12\r\n');
  });
  it('is an English file with commas and decimal points', () => {
    expect(writeCsv(table, 'en')).toBe('\uFEFFTreiber,Anteil,n\r\n"Netz; „überall“",0.4123456,1204\r\n\'=SUM(A1),,12\r\n');
  });
  it('keeps quotes, line breaks and negative numbers; no number that is none gets out', () => {
    expect(writeCsv({ columns: [{ header: 'a' }, { header: 'b' }], rows: [['say "no"\nor', -0.1], ['', Number.NaN]] }, 'en')).toBe('\uFEFFa,b\r\n"say ""no""\nor",-0.1\r\n,\r\n');
  });
  it.each([' =1+1', '"=1+1', '＝1+1', '\t1'])('takes the power out of %j, which a spreadsheet would run', (word) => {
    expect(writeCsv({ columns: [{ header: 'a' }], rows: [[word]] }, 'en')).toMatch(/\r\n"?'/);
  });
  it('puts columns of figures to the right, also where one is withheld', () => {
    expect([0, 1, 2].map((at) => isFigureColumn(table, at))).toEqual([false, true, true]);
    expect(isFigureColumn({ columns: [{ header: 'a' }], rows: [[null]] }, 0)).toBe(false);
  });
  it('names its file by its heading', () => {
    expect([fileNameOf('Treiber: für Ältere & „Große“'), fileNameOf('???')]).toEqual(['treiber-fuer-aeltere-grosse', 'momente']);
  });
});

const draw = (more: Partial<ResultFrameProps> = {}, language: 'de' | 'en' = 'de') => renderToString(
  <I18nextProvider i18n={createI18n(language)}><MantineProvider>
    <ResultFrame title="Treiber" sentence="Das Netz treibt die Empfehlung." n={1204} interval="95-%-Intervall 0,35 bis 0,47" method={{ name: 'LMG', explanation: 'Teilt auf.' }} table={{ columns: table.columns, rows: table.rows.slice(1) }} chart={<Bars title="Anteile" bars={[{ id: 'a', label: 'Netz', value: 3 }]} />} {...more} />
  </MantineProvider></I18nextProvider>,
);

describe('the frame of a result', () => {
  it('says what came out, what it rests on and how it was computed', () => {
    const html = draw();
    for (const words of ['Das Netz treibt die Empfehlung.', 'n = 1.204 Antworten', '95-%-Intervall 0,35 bis 0,47', 'Verfahren: LMG', 'Als Satz kopieren: Treiber', 'Herunterladen: Treiber']) expect(html).toContain(words);
  });
  it('offers one table, not a second one by the picture in it', () => {
    expect(draw().match(/Als Tabelle: /g)).toHaveLength(1);
  });
  it('shows the table where there is no picture, with a dash for what is withheld', () => {
    const html = draw({ chart: null });
    expect(html).toContain('>–</td>');
    expect(html).not.toContain('Als Tabelle');
  });
  it('has nothing to take out where nothing came out', () => {
    expect(draw({ chart: null, table: { columns: [], rows: [] } })).not.toContain('Herunterladen');
  });
  it('counts customers where it rests on customers, and one answer as one', () => {
    expect(draw({ n: 31, nUnit: 'Kunden' })).toContain('n = 31 Kunden');
    expect(draw({ n: 1 }, 'en')).toContain('n = 1 answer<');
  });
});
