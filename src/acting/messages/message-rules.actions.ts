// Who has had enough, as a piece of SQL: the outreach judges everybody in one statement, by the same rule as the sending.
export { cappedSql } from './message-rules.queries.ts';
