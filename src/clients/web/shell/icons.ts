import {
  IconGauge, IconHeadset, IconUsers, IconMapPin, IconRoute, IconEar, IconBulb, IconTargetArrow, IconSettings,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { NavSection } from '../../../ui/pages.ts';

export const sectionIcons: Record<NavSection, ComponentType<{ size?: number; stroke?: number }>> = {
  cockpit: IconGauge, desk: IconHeadset, customers: IconUsers, touchpoints: IconMapPin, journeys: IconRoute, listening: IconEar,
  understanding: IconBulb, measures: IconTargetArrow, settings: IconSettings,
};
