-- Transfers without a journal, between accounts of another currency or of no account at all.
select t.journal_id, t.n from transfer t
left join journal j on j.id = t.journal_id
left join account d on d.id = t.debit_account
left join account c on c.id = t.credit_account
where j.id is null or d.id is null or c.id is null or d.currency <> t.currency or c.currency <> t.currency
order by t.journal_id, t.n limit 1
