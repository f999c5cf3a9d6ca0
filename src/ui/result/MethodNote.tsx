import { Popover, UnstyledButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Fragment, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import classes from './result.module.css';

export interface MethodWords {
  name: string;
  /** One paragraph: what it is, when it holds, where it is from. */
  explanation: string;
}

/** Names how a figure was computed; the name opens the paragraph about it, by mouse, finger and keyboard. */
export function MethodNote({ methods }: { methods: readonly MethodWords[] }) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const id = useId();
  const names = t('result.methods', { count: methods.length, names: format.list(methods.map(({ name }) => name)) });
  return (
    <Popover width={380} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.method} title={t('result.explain')}>{names} <IconInfoCircle size={15} stroke={1.6} aria-hidden /></UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={id} aria-label={undefined} maw="calc(100vw - 24px)">
        <div id={id} tabIndex={-1} data-autofocus className={classes.paragraphs}>
          {methods.map(({ name, explanation }) => <Fragment key={name}><h3>{name}</h3><p>{explanation}</p></Fragment>)}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
