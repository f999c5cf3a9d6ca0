import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { exportListSchema, exportQuerySchema, exportTableSchema } from './exports.contract.ts';
import { exportTable, listExports } from './export-table.actions.ts';

export function registerExportsRoutes(routes: Routes, context: Context): void {
  const tags = ['exports'];
  const taking = { config: { access: { can: 'create', on: 'export' } } } as const;
  routes.get('/api/exports', { ...taking, schema: { tags, summary: 'Tables that can be taken out, with their columns and filters', response: { 200: exportListSchema } } }, async (request) => {
    if (!request.actor) throw new Problem('session.required', 'Please sign in.');
    return listExports(request.actor);
  });
  routes.get('/api/exports/:table', { ...taking, schema: { tags, summary: 'One table as CSV, XLSX or Parquet, written while it is fetched', params: z.object({ table: exportTableSchema }), querystring: exportQuerySchema, produces: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.apache.parquet'] } }, async (request, reply) => {
    if (!request.actor) throw new Problem('session.required', 'Please sign in.');
    const { name, contentType, content } = await exportTable(context, request.params.table, request.query, request.actor);
    const plain = name.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '');
    return reply.header('content-type', contentType).header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`).header('cache-control', 'no-store').send(content);
  });
}
