import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useEdit, useTongue } from './edit-context.ts';
import { useLanguageName } from './useLanguageName.ts';

/** Side by side there is room for so many names. */
const BESIDE_EACH_OTHER = 3;

/** In which language one writes or looks. */
export function LanguagePick({ label }: { label: string }) {
  const edit = useEdit();
  const { language, languages } = useTongue();
  const nameOf = useLanguageName();
  const data = languages.map((tag) => ({ value: tag, label: nameOf(tag) }));
  if (languages.length < 2) return null;
  if (languages.length > BESIDE_EACH_OTHER) return <NativeSelect size="xs" aria-label={label} value={language} data={data} onChange={(event) => edit.speak(event.currentTarget.value)} />;
  return <SegmentedControl size="xs" aria-label={label} value={language} onChange={edit.speak} data={data} />;
}
