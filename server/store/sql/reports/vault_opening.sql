-- Lines are dated by the clock of their transaction and numbered under the lock of the vault, so that about a boundary a later line may be
-- dated before an earlier one: what stands before the last line and is dated after the boundary is not part of the opening.
select coalesce(e.balance_after_minor - x.amount, 0)::bigint as balance, coalesce(e.owed_after_minor - x.owed, 0)::bigint as owed
from (values (1)) as one
left join lateral (select seq, balance_after_minor, owed_after_minor from vault_entry
    where vault_id = :vault_id and currency = :currency and at < :from order by at desc, seq desc limit 1) d on true
left join lateral (select seq, balance_after_minor, owed_after_minor from vault_entry
    where vault_id = :vault_id and currency = :currency and at < :from and at > :from::timestamptz - interval '1 hour' order by seq desc limit 1) n on true
left join lateral (select coalesce(n.seq, d.seq) as seq, coalesce(n.balance_after_minor, d.balance_after_minor) as balance_after_minor, coalesce(n.owed_after_minor, d.owed_after_minor) as owed_after_minor) e on true
left join lateral (select coalesce(sum(v.amount_minor), 0) as amount, coalesce(sum(v.owed_after_minor - coalesce(b.owed_after_minor, 0)), 0) as owed
    from vault_entry v left join vault_entry b on b.vault_id = v.vault_id and b.currency = v.currency and b.seq = v.seq - 1
    where v.vault_id = :vault_id and v.currency = :currency and v.at >= :from and v.at < :from::timestamptz + interval '1 hour' and v.seq < e.seq) x on true
