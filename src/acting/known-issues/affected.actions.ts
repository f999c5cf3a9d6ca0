// Whom a rule finds, as a piece of SQL: the outreach judges everybody in one statement.
export { affectedSql } from './affected.queries.ts';
