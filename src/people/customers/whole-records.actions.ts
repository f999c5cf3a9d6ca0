/** What imports need of the records, to write them and to put them back as they were. */
export { mapCustomers, readRecords, readTraitsOfCustomers, removeRecords, writeRecords } from './whole-records.queries.ts';
