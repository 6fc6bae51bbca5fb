-- Every wallet, recomputed from the transfers; and its last line.
with credits as (select credit_account as account, sum(amount_minor) as amount from transfer group by 1),
debits as (select debit_account as account, sum(amount_minor) as amount from transfer group by 1),
sums as (
    select a.owner_id, a.currency, a.bucket, coalesce(c.amount, 0) - coalesce(d.amount, 0) as amount
    from account a left join credits c on c.account = a.id left join debits d on d.account = a.id where a.kind = 'student_wallet'
), lines as (
    select student_id, currency, sum(amount_minor) as amount, max(seq) as seq from wallet_entry group by 1, 2
)
select w.student_id, w.currency from wallet w
left join sums a on a.owner_id = w.student_id and a.currency = w.currency and a.bucket = 'available'
left join sums r on r.owner_id = w.student_id and r.currency = w.currency and r.bucket = 'reserved'
left join lines l on l.student_id = w.student_id and l.currency = w.currency
where w.available_minor <> coalesce(a.amount, 0) or w.reserved_minor <> coalesce(r.amount, 0) or w.available_minor + w.reserved_minor <> coalesce(l.amount, 0) or w.entry_seq <> coalesce(l.seq, 0)
order by 1, 2 limit 1
