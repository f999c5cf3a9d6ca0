import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { Problem } from '../../../kernel/problem.ts';
import { getBrandTheme, setBrandTheme } from './brand-theme.actions.ts';
import { imageSavedSchema } from '../drafts/drafts.contract.ts';
import { IMAGE_BYTES, openImage, saveImage } from './images.actions.ts';
import { getSurveyRow } from '../manage-surveys.actions.ts';
import { codeInAddress } from '../surveys.contract.ts';
import { brandThemeSchema, themeSchema } from './theme.contract.ts';

const code = z.object({ code: codeInAddress });
const A_YEAR_SECONDS = 31_536_000;
/** The look of the company belongs to no department: who writes its texts also chooses its colours. */
const brand = { access: { can: 'update', on: 'template' } } as const;

export function registerSurveyLooksRoutes(routes: Routes, context: Context): void {
  routes.get('/api/brand-theme', { config: { access: { can: 'read', on: 'survey' } }, schema: { summary: 'How surveys look that have no look of their own', response: { 200: brandThemeSchema } } }, () => getBrandTheme(context));
  routes.put('/api/brand-theme', { config: brand, schema: { summary: 'Set how surveys look that have no look of their own', body: themeSchema, response: { 200: brandThemeSchema } } }, (request) => setBrandTheme(context, actorOf(request), request.body));

  void routes.register((scope: Routes, _options: object, done: () => void) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: IMAGE_BYTES }, (_request, body, ready) => ready(null, body));
    scope.post('/api/surveys/:code/images', { config: { access: { can: 'update', on: 'survey' } }, bodyLimit: IMAGE_BYTES, schema: { summary: 'A picture (its bytes as the body) for choices or as the logo: PNG, JPEG, WebP or GIF', params: code, response: { 201: imageSavedSchema } } }, async (request, reply) => {
      await getSurveyRow(context, actorOf(request), request.params.code);
      return reply.status(201).send(await saveImage(context, actorOf(request), request.params.code, bytesOf(request.body)));
    });
    scope.post('/api/brand-theme/images', { config: brand, bodyLimit: IMAGE_BYTES, schema: { summary: 'The logo of the company (its bytes as the body)', response: { 201: imageSavedSchema } } }, async (request, reply) => reply.status(201).send(await saveImage(context, actorOf(request), null, bytesOf(request.body))));
    done();
  });

  // What an id points to never changes, so browsers need not ask again; foreign pages show it in the widget.
  const summary = 'A picture of a survey, or the logo of the company';
  routes.get('/api/public/surveys/:code/images/:id', { config: { access: 'public', rateLimit: { max: 1_200, timeWindow: '1 minute' } }, schema: { summary, params: code.extend({ id: z.uuid() }) } }, async (request, reply) => {
    const { contentType, bytes, content } = await openImage(context, request.params.id);
    return reply
      .headers({ 'content-type': contentType, 'content-length': bytes, 'cache-control': `public, max-age=${A_YEAR_SECONDS}, immutable`, 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin', 'content-security-policy': "default-src 'none'; sandbox" })
      .send(content);
  });
}

function bytesOf(body: unknown): Buffer {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new Problem('survey.image_invalid', 'Send the bytes of the image as the body.');
  return body;
}
