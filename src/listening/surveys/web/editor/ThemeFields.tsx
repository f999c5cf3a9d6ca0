import { Button, ColorInput, FileButton, NativeSelect, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTellFailure } from '../../../../ui/feedback/undo.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { checkContrast } from '../../looks/contrast.logic.ts';
import type { ImageSaved } from '../../drafts/drafts.contract.ts';
import type { Theme } from '../../looks/theme.contract.ts';
import { pathOf } from '../survey-queries.ts';
import classes from './editor.module.css';

const fonts = ['system', 'serif', 'rounded', 'mono'] as const;
const corners = ['square', 'soft', 'round'] as const;
const schemes = ['light', 'dark', 'auto'] as const;
const colours = ['primary', 'background', 'text'] as const;

/** Few choices, and what of them is hard to read. */
export function ThemeFields({ theme, code, isBrand = false, onChange }: { theme: Theme; code: string; isBrand?: boolean; onChange: (theme: Theme) => void }) {
  const { t } = useTranslation(['survey-editor', 'ui']);
  const format = useFormat();
  const tellFailure = useTellFailure();
  const set = (change: Partial<Theme>) => onChange({ ...theme, ...change });
  const send = useMutation({
    mutationFn: (file: File) => api.post<ImageSaved>(isBrand ? '/api/brand-theme/images' : `${pathOf(code)}/images`, { body: file, headers: { 'content-type': file.type || 'application/octet-stream' }, timeoutMs: 120_000 }),
    onSuccess: ({ id }) => set({ logo: id }),
    onError: tellFailure,
  });
  const findings = checkContrast(theme);
  return (
    <>
      <div className={classes.three}>
        {colours.map((colour) => <ColorInput key={colour} size="sm" label={t(`look.${colour}`)} format="hex" eyeDropperButtonProps={{ 'aria-label': t('look.pick') }} value={theme[colour]} onChange={(value) => { if (/^#[0-9a-f]{6}$/i.test(value)) set({ [colour]: value.toLowerCase() }); }} />)}
      </div>
      {findings.length > 0 && (
        // The dark view of a device swaps background and text; a colour that was never chosen for it is no mistake.
        <div className={classes.notice} data-tone={findings.every(({ isDark }) => isDark && theme.scheme === 'auto') ? 'at' : 'below'} role="note">
          {findings.map(({ pair, isDark, ratio, needed }) => <p key={`${pair} ${isDark}`} className={classes.finding}>{t(`look.finding_${pair}`, { ratio: format.decimal(ratio), needed: format.decimal(needed), where: t(isDark ? 'look.inDark' : 'look.inLight') })}</p>)}
          <p className={classes.finding}>{t('look.mended')}</p>
        </div>
      )}
      <div className={classes.inline}>
        <NativeSelect size="sm" label={t('look.font')} value={theme.font} data={fonts.map((font) => ({ value: font, label: t(`look.font_${font}`) }))} onChange={(event) => set({ font: fonts.find((font) => font === event.currentTarget.value) ?? 'system' })} />
        <div><p className={classes.label}>{t('look.corners')}</p><SegmentedControl size="xs" aria-label={t('look.corners')} value={theme.corners} onChange={(chosen) => set({ corners: corners.find((one) => one === chosen) ?? 'soft' })} data={corners.map((one) => ({ value: one, label: t(`look.corners_${one}`) }))} /></div>
        <div><p className={classes.label}>{t('look.scheme')}</p><SegmentedControl size="xs" aria-label={t('look.scheme')} value={theme.scheme} onChange={(chosen) => set({ scheme: schemes.find((one) => one === chosen) ?? 'auto' })} data={schemes.map((one) => ({ value: one, label: t(`look.scheme_${one}`) }))} /></div>
      </div>
      <div className={classes.inline}>
        {theme.logo !== null && <img className={classes.logo} src={`/api/public/surveys/${encodeURIComponent(code)}/images/${theme.logo}`} alt={t('look.logo')} />}
        <FileButton accept="image/png,image/jpeg,image/webp,image/gif" onChange={(file) => { if (file) send.mutate(file); }}>
          {(props) => <Button {...props} variant="default" size="xs" loading={send.isPending}>{t(theme.logo === null ? 'look.addLogo' : 'look.changeLogo')}</Button>}
        </FileButton>
        {theme.logo !== null && <Button variant="subtle" color="gray" size="xs" onClick={() => set({ logo: null })}>{t('look.removeLogo')}</Button>}
      </div>
    </>
  );
}
