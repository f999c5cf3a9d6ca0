import { Readable } from 'node:stream';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { ImageSaved } from '../drafts/drafts.contract.ts';
import { imageKindOf } from './image-kind.logic.ts';
import { pixelsOf, PIXELS_LIMIT } from './image-size.logic.ts';
import { countImages, findImage, type ImageRow, insertImage, listImagesOf } from './images.queries.ts';

export const IMAGE_BYTES = 2_000_000;
const IMAGES_PER_SURVEY = 300;

/** A picture for a survey, or for the brand. Whoever calls has looked whether the actor may see the survey. @throws survey.image_invalid, request.too_large */
export async function saveImage(context: Context, actor: Actor, survey: string | null, content: Buffer): Promise<ImageSaved> {
  const contentType = imageKindOf(content);
  if (contentType === null) throw new Problem('survey.image_invalid', 'Only PNG, JPEG, WebP and GIF are taken.');
  if ((pixelsOf(content, contentType) ?? 0) > PIXELS_LIMIT) throw new Problem('survey.image_invalid', `An image has at most ${PIXELS_LIMIT / 1_000_000} million pixels; on a phone a larger one would not be shown.`);
  if ((await countImages(context.db, survey)) >= IMAGES_PER_SURVEY) throw new Problem('survey.image_invalid', `A survey holds at most ${IMAGES_PER_SURVEY} images.`);
  const { id, bytes } = await context.files.save('survey_images', Readable.from([content]), IMAGE_BYTES);
  try {
    await insertImage(context.db, { id, survey, contentType, bytes, createdAt: context.clock.now(), createdBy: actor.label });
  } catch (error) {
    await context.files.remove('survey_images', id);
    throw error;
  }
  return { id, contentType, bytes };
}

/** Of a survey that is gone. */
export async function dropImages(context: Context, ids: readonly string[]): Promise<void> {
  for (const id of ids) await context.files.remove('survey_images', id);
}

/** For everybody: what customers see anyway. @throws survey.image_not_found */
export async function openImage(context: Context, id: string): Promise<ImageRow & { content: Readable }> {
  const image = await findImage(context.db, id);
  if (!image || !context.files.has('survey_images', id)) throw new Problem('survey.image_not_found', 'There is no such image.');
  return { ...image, content: context.files.read('survey_images', id) };
}

/** Copies of all pictures of a survey for another one. @returns new ids by old ones */
export async function copyImages(context: Context, tx: Db, from: string, copy: { survey: string; at: Date; by: string }): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { id, contentType } of await listImagesOf(tx, from)) {
    if (!context.files.has('survey_images', id)) continue;
    const saved = await context.files.save('survey_images', context.files.read('survey_images', id), IMAGE_BYTES);
    await insertImage(tx, { id: saved.id, survey: copy.survey, contentType, bytes: saved.bytes, createdAt: copy.at, createdBy: copy.by });
    ids.set(id, saved.id);
  }
  return ids;
}
