import type { ClipboardEventHandler, KeyboardEventHandler } from 'react';
import { Textarea, TextInput, type TextareaProps } from '@mantine/core';
import type { Words } from '../../definition.contract.ts';
import { withText } from '../editing/edit-definition.logic.ts';
import { fallbackOf, useTongue } from './edit-context.ts';

interface WordsFieldProps {
  label: string;
  words: Words | undefined;
  onChange: (words: Words) => void;
  isLong?: boolean;
  isRequired?: boolean;
  description?: string;
  maxLength?: number;
  /** Without a text in any language. */
  placeholder?: string;
  size?: TextareaProps['size'];
  className?: string | undefined;
  isBare?: boolean;
  onKeyDown?: KeyboardEventHandler<HTMLElement>;
  onPaste?: ClipboardEventHandler<HTMLElement>;
}

/** One text in the language that is being written; what is missing there shows what customers would read instead. */
export function WordsField({ label, words, onChange, isLong = false, isRequired = false, description, maxLength = isLong ? 5_000 : 500, placeholder = '', size = 'sm', className, isBare = false, onKeyDown, onPaste }: WordsFieldProps) {
  const tongue = useTongue();
  const fallback = fallbackOf(words, tongue);
  const shared = {
    ...(isBare ? { 'aria-label': label } : { label }), ...(description !== undefined && !isBare && { description }), ...(className !== undefined && { className }),
    size, maxLength, placeholder: fallback || placeholder, value: words?.[tongue.language] ?? '', lang: tongue.language, 'aria-required': isRequired, ...(onKeyDown && { onKeyDown }), ...(onPaste && { onPaste }),
  };
  if (isLong) return <Textarea {...shared} autosize minRows={1} maxRows={12} onChange={(event) => onChange(withText(words, tongue.language, event.currentTarget.value))} />;
  return <TextInput {...shared} onChange={(event) => onChange(withText(words, tongue.language, event.currentTarget.value))} />;
}
