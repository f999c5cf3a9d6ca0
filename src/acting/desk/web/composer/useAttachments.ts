import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../../ui/feedback/undo.tsx';
import type { Attachment } from '../../../cases/cases.contract.ts';
import { casePath } from '../../../cases/web/case-queries.ts';

export interface AttachedFile {
  key: number;
  name: string;
  /** null while it is on its way to the server. */
  id: string | null;
}

const LARGEST_BYTES = 25_000_000;
const UPLOAD_WITHIN_MS = 300_000;

/** Files that go with the next answer or note; they are sent to the server at once and named when the text is sent. */
export function useAttachments(caseId: string) {
  const { t } = useTranslation('desk');
  const tell = useTell();
  const tellFailure = useTellFailure();
  const [files, setFiles] = useState<AttachedFile[]>([]);
  const count = useRef(0);
  const remove = useCallback((key: number) => setFiles((before) => before.filter((file) => file.key !== key)), []);
  const add = useCallback((chosen: readonly File[]) => {
    for (const file of chosen) {
      if (file.size > LARGEST_BYTES) {
        tell(t('compose.tooLarge', { name: file.name }));
        continue;
      }
      count.current += 1;
      const key = count.current;
      setFiles((before) => [...before, { key, name: file.name, id: null }]);
      uploadFile(caseId, file).then(
        ({ id }) => setFiles((before) => before.map((one) => (one.key === key ? { ...one, id } : one))),
        (error: unknown) => {
          remove(key);
          tellFailure(error);
        },
      );
    }
  }, [caseId, remove, t, tell, tellFailure]);
  return { files, add, remove, clear: useCallback(() => setFiles([]), []), isUploading: files.some(({ id }) => id === null) };
}

const uploadFile = (caseId: string, file: File): Promise<Attachment> =>
  api.post<Attachment>(`${casePath(caseId)}/attachments`, { query: { name: file.name }, body: file, headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type }, timeoutMs: UPLOAD_WITHIN_MS });
