select kind, count(*) as lines, coalesce(sum(amount_minor), 0)::bigint as amount from vault_entry
where vault_id = :vault_id and currency = :currency and at >= :from and at < :until
group by kind order by kind
