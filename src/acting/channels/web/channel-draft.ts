import type { ChannelView, SecretName } from '../channel-settings.contract.ts';

/** What a form of a channel is given: settings as they are typed, and secrets that were typed anew. */
export interface ChannelDraft {
  settings: Record<string, unknown>;
  secrets: Partial<Record<SecretName, string>>;
}
export interface ChannelFieldsProps {
  view: ChannelView;
  draft: ChannelDraft;
  onSettings: (settings: Record<string, unknown>) => void;
  onSecret: (name: SecretName, value: string) => void;
}
