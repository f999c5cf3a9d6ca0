import { useEffect, useRef, type KeyboardEvent } from 'react';
import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from '../customers.module.css';

interface SearchBoxProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** One field for everything one may know of somebody. Has the focus at once, except where that would open a phone's keyboard. */
export function SearchBox({ label, placeholder, value, onChange, onKeyDown }: SearchBoxProps) {
  const { t } = useTranslation('ui');
  const input = useRef<HTMLInputElement>(null);
  const hasMouse = useMediaQuery('(pointer: fine)', true, { getInitialValueInEffect: false });
  useEffect(() => {
    if (hasMouse) input.current?.focus({ preventScroll: true });
  }, [hasMouse]);
  return (
    <TextInput
      ref={input} type="search" size="md" className={classes.searchBox ?? ''} aria-label={label} placeholder={placeholder} value={value} maxLength={200} autoComplete="off" spellCheck={false}
      leftSection={<IconSearch size={18} stroke={1.6} aria-hidden="true" />}
      rightSectionWidth={value ? 44 : 40}
      rightSection={value ? <CloseButton aria-label={t('filter.clear')} onClick={() => { onChange(''); input.current?.focus(); }} /> : hasMouse && onKeyDown ? <Kbd size="xs" aria-hidden="true">↓</Kbd> : null}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(onKeyDown ? { onKeyDown } : {})}
    />
  );
}
