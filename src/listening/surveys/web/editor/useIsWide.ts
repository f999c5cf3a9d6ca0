import { useMediaQuery } from '@mantine/hooks';

/** Room for the preview beside the form. */
export const useIsWide = (): boolean => useMediaQuery('(min-width: 1320px)', true, { getInitialValueInEffect: false });
