-- What a refund or dispute of a top-up took from suspense, because the wallet did not have it any more.
select coalesce(sum(t.amount_minor), 0)::bigint as amount
from journal j join transfer t on t.journal_id = j.id join account a on a.id = t.debit_account
where j.source_type = :source_type and j.source_id = :source_id and j.purpose in ('refund', 'opened') and a.kind = 'suspense'
