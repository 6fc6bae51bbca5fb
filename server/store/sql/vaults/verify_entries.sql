-- The lines of a vault must follow each other without a gap and carry the running balance.
select x.vault_id, x.currency, x.seq from (
    select e.vault_id, e.currency, e.seq, e.balance_after_minor,
           sum(e.amount_minor) over w as running, row_number() over w as position
    from vault_entry e window w as (partition by e.vault_id, e.currency order by e.seq)
) x
where x.running <> x.balance_after_minor or x.position <> x.seq
order by x.vault_id, x.currency, x.seq limit 1
