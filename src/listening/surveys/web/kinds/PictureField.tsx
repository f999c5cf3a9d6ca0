import { FileButton, Loader } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTellFailure } from '../../../../ui/feedback/undo.tsx';
import type { ImageSaved } from '../../drafts/drafts.contract.ts';
import { useSurveyCode } from '../editor/survey-code.ts';
import { pathOf } from '../survey-queries.ts';
import classes from '../editor/editor.module.css';

export const imageTypes = 'image/png,image/jpeg,image/webp,image/gif';

/** Sends a picture of the survey; the server looks at what it really is. */
export function useSendImage(code: string, onDone: (id: string) => void) {
  const tellFailure = useTellFailure();
  return useMutation({
    mutationFn: (file: File) => api.post<ImageSaved>(`${pathOf(code)}/images`, { body: file, headers: { 'content-type': file.type || 'application/octet-stream' }, timeoutMs: 120_000 }),
    onSuccess: ({ id }) => onDone(id),
    onError: tellFailure,
  });
}

interface PictureFieldProps {
  option: { id: string; image: string };
  name: string;
  onChange: (image: string) => void;
}

/** The picture of one answer. */
export function PictureField({ option, name, onChange }: PictureFieldProps) {
  const { t } = useTranslation('survey-editor');
  const code = useSurveyCode();
  const send = useSendImage(code, onChange);
  return (
    <FileButton accept={imageTypes} onChange={(file) => { if (file) send.mutate(file); }}>
      {(props) => (
        <button type="button" {...props} className={classes.picture} aria-label={t(option.image === '' ? 'options.addImage' : 'options.changeImage', { name })}>
          {send.isPending ? <Loader size="xs" /> : option.image === '' ? <IconPhotoPlus size={16} stroke={1.6} /> : <img src={`/api/public/surveys/${encodeURIComponent(code)}/images/${option.image}`} alt="" />}
        </button>
      )}
    </FileButton>
  );
}
