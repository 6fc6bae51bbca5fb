insert into journal_mark (name, upto) values (:name, 0) on conflict do nothing
