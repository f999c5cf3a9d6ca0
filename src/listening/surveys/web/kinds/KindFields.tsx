import type { Question } from '../../definition.contract.ts';
import { ConsentFields, ContactFields, FileFields, TextFields } from './AskFields.tsx';
import { OptionsField } from './OptionsField.tsx';
import { RowsField } from './RowsField.tsx';
import { DateFields, EndsFields, NumberFields, PointsFields, SliderFields } from './RangeFields.tsx';
import { ScaleField } from './ScaleField.tsx';
import { PairsFields } from './PairsFields.tsx';

/** What only questions of this kind have. */
export function KindFields({ question }: { question: Question }) {
  switch (question.kind) {
    case 'nps':
      return <EndsFields question={question} />;
    case 'csat':
    case 'ces':
    case 'rating':
      return <><PointsFields question={question} /><EndsFields question={question} /></>;
    case 'choice':
    case 'choices':
    case 'dropdown':
    case 'ranking':
    case 'pictures':
      return <OptionsField question={question} />;
    case 'matrix':
      return <><RowsField question={question} /><ScaleField question={question} /></>;
    case 'pairs':
      return <><PairsFields question={question} /><RowsField question={question} /><ScaleField question={question} /></>;
    case 'importance':
      return <><RowsField question={question} /><ScaleField question={question} /></>;
    case 'slider':
      return <><SliderFields question={question} /><EndsFields question={question} /></>;
    case 'number':
      return <NumberFields question={question} />;
    case 'date':
      return <DateFields question={question} />;
    case 'text':
      return <TextFields question={question} />;
    case 'contact':
      return <ContactFields question={question} />;
    case 'consent':
      return <ConsentFields question={question} />;
    case 'file':
      return <FileFields question={question} />;
    case 'statement':
      return null;
  }
}
