/**
 * Problems a caller can act on. One table says which HTTP status each code has; the compiler finds codes without one.
 * A code reads `<subject>.<what is wrong>` and is also the key of its translation on the page.
 */
const statusByCode = {
  'request.invalid': 400,
  'request.malformed_json': 400,
  'request.too_deep': 400,
  'request.too_large': 413,
  'request.unsupported_media': 415,
  'request.rate_limited': 429,
  'request.forged': 403,
  'request.cursor_invalid': 400,
  'session.required': 401,
  'session.wrong_credentials': 401,
  'key.invalid': 401,
  'permission.denied': 403,
  'resource.not_found': 404,
  'route.not_found': 404,
  'method.not_allowed': 405,
  'engine.unavailable': 503,
  'engine.busy': 503,
  'server.failed': 500,
  'setup.already_done': 409,
  'setup.required': 409,
  'user.not_found': 404,
  'user.email_taken': 409,
  'user.last_administrator': 409,
  'user.password_weak': 422,
  'user.password_wrong': 422,
  'session.confirmation_required': 403,
  'session.not_found': 404,
  'sign_in.step_over': 401,
  'sign_in.single_sign_on_only': 403,
  'second_factor.wrong': 422,
  'second_factor.exists': 409,
  'second_factor.none': 409,
  'second_factor.missing': 403,
  'passkey.refused': 422,
  'passkey.not_found': 404,
  'passkey.too_many': 409,
  'single_sign_on.invalid': 422,
  'single_sign_on.unreachable': 422,
  'single_sign_on.not_found': 404,
  'email_change.not_found': 404,
  'email_change.no_mail': 409,
  'invitation.not_found': 404,
  'invitation.expired': 410,
  'invitation.used': 410,
  'write_key.not_found': 404,
  'api_key.not_found': 404,
  'customer.not_found': 404,
  'customer.same': 409,
  'customer.identifier_invalid': 422,
  'customer.identifier_taken': 409,
  'customer.field_invalid': 422,
  'customer.field_taken': 409,
  'link.not_found': 404,
  'link.already_removed': 409,
  'contract.not_found': 404,
  'contract.number_taken': 409,
  'device.not_found': 404,
  'touchpoint.not_found': 404,
  'touchpoint.code_taken': 409,
  'touchpoint.changed_meanwhile': 409,
  'touchpoint.csv_invalid': 422,
  'department.not_found': 404,
  'department.in_use': 409,
  'rule.invalid': 422,
  'expectation.not_found': 404,
  'survey.not_found': 404,
  'survey.closed': 410,
  'survey.already_answered': 409,
  'survey.answer_invalid': 422,
  'survey.code_taken': 409,
  'survey.has_responses': 409,
  'survey.link_not_found': 404,
  'address.invalid': 422,
  'address.not_allowed': 422,
  'address.unknown': 422,
  'outside.unreachable': 502,
  'outside.timed_out': 504,
  'outside.redirected': 502,
  'outside.too_large': 502,
  'idempotency.key_invalid': 400,
  'idempotency.key_reused': 422,
  'idempotency.in_progress': 409,
  'idempotency.answer_lost': 409,
  'webhook.not_found': 404,
  'webhook.delivery_not_found': 404,
  'webhook.off': 409,
  'inlet.not_found': 404,
  'inlet.signature_wrong': 401,
  'inlet.too_old': 401,
  'inlet.unmapped': 422,
  'import.file_empty': 422,
  'import.file_kind': 422,
  'import.file_damaged': 422,
  'import.file_protected': 422,
  'import.file_too_large_inside': 422,
  'import.quote_open': 422,
  'import.sheet_not_found': 422,
  'import.not_found': 404,
  'import.state_wrong': 409,
  'import.file_removed': 410,
  'import.profile_invalid': 422,
  'import_profile.not_found': 404,
  'import_pickup.not_found': 404,
  'import_pickup.place_invalid': 422,
  'privacy.request_not_found': 404,
  'privacy.not_waiting': 409,
  'privacy.same_person': 409,
  'privacy.already_requested': 409,
  'privacy.legal_hold': 409,
  'privacy.proof_not_ready': 409,
  'customer.restricted': 409,
  'role.not_found': 404,
  'role.built_in': 409,
  'role.name_taken': 409,
  'role.in_use': 409,
  'role.beyond_own': 403,
  'view_as.read_only': 403,
  'user.deactivated': 409,
  'user.self': 409,
  'user.successor_needed': 409,
  'demo.already_loaded': 409,
  'demo.loading': 409,
} as const;

export type ProblemCode = keyof typeof statusByCode;

/** One thing wrong with one place of the input: `at` is a path such as `batch[3].timestamp`. */
export interface ProblemPlace {
  at: string;
  reason: string;
}

/** An expected refusal, answered as problem+json (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Record<string, unknown>;
  readonly places: ProblemPlace[];
  constructor(code: ProblemCode, message: string, details: Record<string, unknown> = {}, places: ProblemPlace[] = []) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
    this.places = places;
  }
  get status(): number {
    return statusByCode[this.code];
  }
}
