select j.id from journal j where not exists (select 1 from transfer t where t.journal_id = j.id) order by j.id limit 1
