import {
  IconBuildingStore, IconChecklist, IconDeviceMobile, IconDots, IconHeartHandshake, IconMail, IconMessageCircle, IconMessages, IconPhone, IconAntennaBars5,
  IconSend, IconThumbUp, IconWorld,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Channel } from '../timeline.contract.ts';

const icons: Record<Channel, ComponentType<{ size?: number; stroke?: number }>> = {
  web: IconWorld, app: IconDeviceMobile, shop: IconBuildingStore, call_center: IconPhone, mail: IconMail, chat: IconMessages, letter: IconSend,
  sms: IconMessageCircle, social: IconThumbUp, partner: IconHeartHandshake, network: IconAntennaBars5, survey: IconChecklist, other: IconDots,
};

/** Stands beside the channel's name or an accessible text, never alone. */
export function ChannelIcon({ channel, size = 18 }: { channel: Channel; size?: number }) {
  const Icon = icons[channel];
  return <Icon size={size} stroke={1.6} aria-hidden="true" />;
}
