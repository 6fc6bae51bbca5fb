-- What is pending in a vault is exactly what its holds say.
select v.id as vault_id, b.currency from vault_balance b join vault v on v.id = b.vault_id
left join (select vault_id, currency, sum(teacher_minor) as held from vault_hold group by 1, 2) h on h.vault_id = b.vault_id and h.currency = b.currency
where b.pending_minor <> coalesce(h.held, 0)
order by v.id, b.currency limit 1
