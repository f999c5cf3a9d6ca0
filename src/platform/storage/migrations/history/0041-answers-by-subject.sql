-- Answers are sorted for figures by touchpoint; a customer's own few are found through this.
alter table answers add index if not exists subject_bloom subject type bloom_filter(0.01) granularity 1;
alter table answers materialize index subject_bloom;
