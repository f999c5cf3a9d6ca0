/** What imports need of the records, to write them and to put them back as they were. */
export { mapCustomers, memberKey, readRecords, readTraitsOfCustomers, type RecordValues, removeRecords, type WholeRecord, type WholeRecordKind, wholeRecordKinds, writeRecords } from './whole-records.queries.ts';
