-- The words that customers are found by, each once: a typing error is put right here, among some ten thousand words,
-- instead of among the texts of a million customers. Words of letters only; numbers are not guessed at.
create extension if not exists fuzzystrmatch;
create table search_words (
  word text primary key
);
create index search_words_trigrams on search_words using gin (word gin_trgm_ops);
insert into search_words (word)
select distinct word from customers, regexp_split_to_table(search_text, '[^[:alpha:]]+') as word where length(word) between 3 and 40
on conflict do nothing;
