select j.id from journal j where j.id <= :upto and not exists (select 1 from journal_chain c where c.journal_id = j.id) order by j.id limit 1
