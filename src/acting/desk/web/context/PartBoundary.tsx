import { Component, type ReactNode } from 'react';
import { Translation } from 'react-i18next';
import classes from './context.module.css';

/** A part that fails must not take the conversation with it: somebody may be on the phone. */
export class PartBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };
  static getDerivedStateFromError = () => ({ hasFailed: true });
  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return <Translation ns="desk">{(t) => <p className={classes.failed} role="alert">{t('context.failed')}</p>}</Translation>;
  }
}
