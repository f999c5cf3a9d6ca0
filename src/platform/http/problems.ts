import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Problem } from '../../kernel/problem.ts';
import { isEngineUnavailable, isNoText } from '../storage/records.ts';

const RETRY_AFTER_S = 5;

/** Turns whatever a route throws into problem+json (RFC 9457) without leaking insides. */
export function answerError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  if (problem.status === 503) void reply.header('retry-after', String(RETRY_AFTER_S));
  return sendProblem(reply, problem, request.id);
}

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): FastifyReply {
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify({
      type: `urn:momente:problem:${problem.code}`,
      code: problem.code,
      title: problem.message,
      status: problem.status,
      ...(problem.places.length > 0 ? { errors: problem.places } : {}),
      ...(Object.keys(problem.details).length > 0 ? { details: problem.details } : {}),
      requestId,
    }));
}

function toProblem(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const places = error.validation.slice(0, 50).map((issue) => ({ at: `${error.validationContext ?? 'body'}${issue.instancePath.replaceAll('/', '.')}`, reason: issue.message ?? 'is not valid' }));
    return new Problem('request.invalid', `The request is not valid: ${places[0] ? `${places[0].at}: ${places[0].reason}` : 'see errors'}`, {}, places);
  }
  if (isEngineUnavailable(error)) return new Problem('engine.unavailable', 'The database cannot be reached or cannot write at the moment. Please try again in a few seconds; nothing that was accepted is lost.');
  if (isNoText(error)) return new Problem('request.invalid', 'A text holds a character that is no text: NUL, or half of one.');
  const code = 'code' in error ? String(error.code) : '';
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('request.too_large', 'The request is larger than allowed.');
  if (status === 415) return new Problem('request.unsupported_media', 'Send JSON with content-type application/json.');
  if (status === 429) return new Problem('request.rate_limited', 'Too many requests. Please wait a little.');
  if (error instanceof SyntaxError || (status === 400 && code !== 'FST_ERR_VALIDATION')) return new Problem('request.malformed_json', `The body is not valid JSON: ${error.message}`);
  if (status >= 400 && status < 500) return new Problem('request.invalid', error.message);
  return new Problem('server.failed', 'Something went wrong on our side. It has been logged with the id of this request.');
}
